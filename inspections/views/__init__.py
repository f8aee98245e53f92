"""Pages of planning (services, inspections, teams) and of leading an inspection (progress, cases, who looked)."""

from inspections.views.cases import case, case_disposal, case_new, case_sample
from inspections.views.conflicts import conflict_new, conflict_withdraw, my_conflict_new
from inspections.views.context import context, context_figure, context_new, context_remove
from inspections.views.findings import findings, findings_list, findings_new, findings_since
from inspections.views.leading import inspection
from inspections.views.looking import who_looked
from inspections.views.phases import phase_adjust, phase_move, phase_recalculate, phases
from inspections.views.planning import inspection_edit, inspection_new
from inspections.views.services import (
    contact,
    contact_new,
    contact_remove,
    earlier,
    earlier_new,
    earlier_remove,
    service,
    service_edit,
    service_list,
    service_new,
    services_import,
    services_template,
)
from inspections.views.team import inspection_team, team_member, team_member_remove
from inspections.views.today import today
from inspections.views.year import inspection_calendar, inspection_list

__all__ = [
    "case",
    "case_disposal",
    "case_new",
    "case_sample",
    "conflict_new",
    "conflict_withdraw",
    "contact",
    "contact_new",
    "contact_remove",
    "context",
    "context_figure",
    "context_new",
    "context_remove",
    "earlier",
    "earlier_new",
    "earlier_remove",
    "findings",
    "findings_list",
    "findings_new",
    "findings_since",
    "inspection",
    "inspection_calendar",
    "inspection_edit",
    "inspection_list",
    "inspection_new",
    "inspection_team",
    "my_conflict_new",
    "phase_adjust",
    "phase_move",
    "phase_recalculate",
    "phases",
    "service",
    "service_edit",
    "service_list",
    "service_new",
    "services_import",
    "services_template",
    "team_member",
    "team_member_remove",
    "today",
    "who_looked",
]
