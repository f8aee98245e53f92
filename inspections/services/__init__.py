"""The only writers of services, inspections, teams and the cases of a sample."""

from inspections.services.cases import CaseRefused, cases_add, options_given, problem_with_case
from inspections.services.conflicts import ConflictRefused, conflict_declare, conflict_withdraw
from inspections.services.context import CONTEXT_FIELDS, ContextRefused, context_remove, context_save
from inspections.services.importing import PreviewChanged, ServicesPreview, services_import, services_preview
from inspections.services.inspections import InspectionRefused, inspection_change, inspection_create
from inspections.services.notices import notices_mail
from inspections.services.phases import (
    PhaseRefused,
    phase_adjust,
    phase_calculated,
    phase_move,
    phase_recalculate,
)
from inspections.services.reached import phase_reach
from inspections.services.services import (
    CONTACT_FIELDS,
    EARLIER_FIELDS,
    SERVICE_FIELDS,
    ServiceRefused,
    contact_remove,
    contact_save,
    earlier_remove,
    earlier_save,
    service_save,
)
from inspections.services.teams import (
    MOST_DAYS,
    TeamRefused,
    team_member_add,
    team_member_change,
    team_member_invite,
    team_member_remove,
    team_person_change,
)
from inspections.services.topics import all_topics

__all__ = [
    "CONTACT_FIELDS",
    "CONTEXT_FIELDS",
    "EARLIER_FIELDS",
    "MOST_DAYS",
    "SERVICE_FIELDS",
    "CaseRefused",
    "ConflictRefused",
    "ContextRefused",
    "InspectionRefused",
    "PhaseRefused",
    "PreviewChanged",
    "ServiceRefused",
    "ServicesPreview",
    "TeamRefused",
    "all_topics",
    "cases_add",
    "conflict_declare",
    "conflict_withdraw",
    "contact_remove",
    "contact_save",
    "context_remove",
    "context_save",
    "earlier_remove",
    "earlier_save",
    "inspection_change",
    "inspection_create",
    "notices_mail",
    "options_given",
    "phase_adjust",
    "phase_calculated",
    "phase_move",
    "phase_reach",
    "phase_recalculate",
    "problem_with_case",
    "service_save",
    "services_import",
    "services_preview",
    "team_member_add",
    "team_member_change",
    "team_member_invite",
    "team_member_remove",
    "team_person_change",
]
