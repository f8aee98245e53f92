"""What is somebody's: their inspections with roles and dates, their cases, their conflicts of interest."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.models import Person
from accounts.requests import PersonRequest
from casereviews.models import CaseReview, ReceivedChange
from casereviews.rules import CLOSED
from inspections.access import can_open_inspection
from inspections.models import Inspection, PlannedPhase, TeamMember
from inspections.rules import READ_CASES, ROLE_NAMES, Phase, Role, Standing
from inspections.views.conflicts import conflicts_of
from inspections.years import days_words
from standards.wording import joined, sentence

DATED = (Phase.FIELDWORK, Phase.PANEL)


@dataclass
class Mine:
    """One inspection as its page of somebody shows it."""

    inspection: Inspection
    members: list[TeamMember] = field(default_factory=list)
    days: dict[str, str] = field(default_factory=dict)
    done: int = 0
    cases: int = 0

    @property
    def roles(self) -> list[Role]:
        return sorted((Role(member.role) for member in self.members), key=list(Role).index)

    @property
    def roles_words(self) -> str:
        return sentence(joined([ROLE_NAMES[role].lower() for role in self.roles]))

    @property
    def reads(self) -> bool:
        return not set(READ_CASES).isdisjoint(self.roles)

    @property
    def is_contact(self) -> bool:
        """They work for the service that is inspected, and see nothing of the inspection but what they send."""
        return self.roles == [Role.SERVICE_CONTACT]

    @property
    def opens(self) -> bool:
        """Whether its page is theirs to open."""
        return can_open_inspection(Standing(self.members[0].person_id, frozenset(self.roles)))

    @property
    def evidence(self) -> str:
        """The page of its evidence: what one's service sent, or all of it."""
        return reverse("evidence_sent" if self.is_contact else "evidence", args=[self.inspection.name])

    @property
    def terms(self) -> str:
        """What they read: days, domains, most cases; empty where nothing is set."""
        says = []
        for member in self.members:
            if Role(member.role) in READ_CASES:
                says += [f"{member.days.normalize():f} days"] if member.days is not None else []
                says += [f"cases of {joined(member.domains)} only"] if member.domains else []
                says += [f"at most {member.most} cases"] if member.most is not None else []
        return sentence(joined(says))


def mine_of(person: Person) -> list[Mine]:
    """Every inspection of a person, newest fieldwork first, in three queries however many there are."""
    members = TeamMember.objects.filter(person=person).select_related("inspection__service", "inspection__edition")
    found: dict[int, Mine] = {}
    for member in members.order_by("-inspection__fieldwork_starts", "inspection__name", "role"):
        found.setdefault(member.inspection_id, Mine(member.inspection)).members.append(member)
    for row in PlannedPhase.objects.filter(inspection__in=found, phase__in=DATED):
        found[row.inspection_id].days[row.phase] = days_words(row.first, row.last)
    _add_cases(found, person)
    return list(found.values())


def _add_cases(found: dict[int, Mine], person: Person) -> None:
    counts = (
        CaseReview.objects.filter(inspection__in=found, reader=person, case__in_sample=True)
        .order_by()
        .values_list("inspection_id", "state")
        .annotate(reviews=Count("pk"))
    )
    for inspection_id, state, reviews in counts:
        mine = found[inspection_id]
        mine.cases += reviews
        mine.done += reviews if state in CLOSED else 0


def still_going(mine: Iterable[Mine]) -> tuple[list[Mine], list[Mine]]:
    """Those not published yet, and those that are."""
    rows = list(mine)
    published = [row for row in rows if row.inspection.phase == Phase.PUBLISHED]
    return [row for row in rows if row not in published], published


@require_GET
def my_page(request: PersonRequest) -> HttpResponse:
    current, published = still_going(mine_of(request.user))
    context = {
        "current": current,
        "published": published,
        "conflicts": conflicts_of(request.user, names_cases=True),
        "inspects": not all(row.is_contact for row in [*current, *published]),
        "has_asides": ReceivedChange.objects.kept_aside_of(request.user.pk).exists(),
        "crumbs": [("My work", reverse("home")), (request.user.name, "")],
    }
    return render(request, "accounts/my_page.html", context)
