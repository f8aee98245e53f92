"""Who of a team led, read for or has a conflict with an inspection: they are no members of its panel."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from casereviews.models import Answer, Judgement
from inspections.models import ConflictOfInterest, Inspection, TeamMember
from inspections.rules import Role
from ratings.models import Proposal
from ratings.rules import Involvement, why_no_member


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could sit on the panel or attend; `why_not` is why they cannot be a member, "" where they can."""

    pk: int
    name: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Candidates:
    members: tuple[Candidate, ...]  # of the panel, with those who are barred
    leads: tuple[Candidate, ...]
    observers: tuple[Candidate, ...]  # others of the team, without a conflict

    @property
    def able(self) -> dict[int, str]:
        """Who can be a member, by primary key."""
        return {one.pk: one.name for one in self.members if not one.why_not}


def candidates_of(inspection: Inspection) -> Candidates:
    """Seven queries, whatever the size of the team."""
    roles: dict[int, set[str]] = {}
    names: dict[int, str] = {}
    team = TeamMember.objects.filter(inspection=inspection, person__is_active=True).order_by("person__name", "pk")
    for pk, name, role in team.values_list("person_id", "person__name", "role"):
        roles.setdefault(pk, set()).add(role)
        names[pk] = name
    found = involvement_of(inspection, roles)
    panel = [pk for pk in roles if Role.PANEL in roles[pk]]
    leads = [pk for pk in roles if Role.LEAD in roles[pk]]
    others = [pk for pk in roles if pk not in (*panel, *leads) and Role.SERVICE_CONTACT not in roles[pk]]
    return Candidates(
        tuple(Candidate(pk, names[pk], why_no_member(names[pk], found[pk])) for pk in panel),
        tuple(Candidate(pk, names[pk], "") for pk in leads),
        tuple(Candidate(pk, names[pk], "") for pk in others if not found[pk].conflict),
    )


def involvement_of(inspection: Inspection, people: Collection[int]) -> dict[int, Involvement]:
    """What each of these had to do with the inspection, at any time: who left a role keeps what they did in it."""
    roles: Any = apps.get_model("inspections", "TeamMemberEvent")._default_manager
    led = roles.filter(inspection=inspection, role__in=[Role.LEAD, Role.STAND_IN], person__in=people)
    readings: Any = apps.get_model("casereviews", "CaseReviewEvent")._default_manager
    of_reviews = {"review__inspection": inspection, "by__in": people}
    read = {
        *readings.filter(pgh_obj__inspection=inspection, reader__in=people).values_list("reader_id", flat=True),
        *Answer.objects.filter(**of_reviews).order_by().values_list("by_id", flat=True).distinct(),
        *Judgement.objects.filter(**of_reviews).order_by().values_list("by_id", flat=True).distinct(),
        *Proposal.objects.filter(inspection=inspection, by__in=people).values_list("by_id", flat=True),
    }
    conflicts = ConflictOfInterest.objects.standing().of_service(inspection.service_id).filter(person__in=people)
    declared = {conflict.reader: conflict.because for conflict in conflicts.as_rules()}
    leads = set(led.values_list("person_id", flat=True))
    return {pk: Involvement(pk in leads, pk in read, declared.get(pk, "")) for pk in people}
