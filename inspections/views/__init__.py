"""Pages of planning (services, inspections, teams) and of leading an inspection (progress, cases, who looked)."""

from inspections.views.cases import case, case_disposal, case_new, case_sample
from inspections.views.findings import findings, findings_list, findings_new, findings_since
from inspections.views.leading import inspection
from inspections.views.looking import who_looked
from inspections.views.planning import (
    inspection_edit,
    inspection_list,
    inspection_new,
    service,
    service_list,
    service_new,
)
from inspections.views.team import inspection_team, team_member_remove
from inspections.views.today import today

__all__ = [
    "case",
    "case_disposal",
    "case_new",
    "case_sample",
    "findings",
    "findings_list",
    "findings_new",
    "findings_since",
    "inspection",
    "inspection_edit",
    "inspection_list",
    "inspection_new",
    "inspection_team",
    "service",
    "service_list",
    "service_new",
    "team_member_remove",
    "today",
    "who_looked",
]
