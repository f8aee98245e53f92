"""The only writers of services, inspections, teams and the cases of a sample."""

from inspections.services.cases import CaseRefused, cases_add, options_given, problem_with_case
from inspections.services.inspections import InspectionRefused, inspection_change, inspection_create
from inspections.services.reached import phase_reach
from inspections.services.services import SERVICE_NAMES, ServiceRefused, service_save
from inspections.services.teams import TeamRefused, team_member_add, team_member_remove
from inspections.services.topics import all_topics

__all__ = [
    "SERVICE_NAMES",
    "CaseRefused",
    "InspectionRefused",
    "ServiceRefused",
    "TeamRefused",
    "all_topics",
    "cases_add",
    "inspection_change",
    "inspection_create",
    "options_given",
    "phase_reach",
    "problem_with_case",
    "service_save",
    "team_member_add",
    "team_member_remove",
]
