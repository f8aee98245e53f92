"""Rows for tests, made by the services that make them in the product.

`world(...)` is the usual start: an inspection with one person per role and cases of both domains.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import factory

from accounts.models import Person
from casereviews.models import CaseReview
from casereviews.rules import NOTHING, Change, Sheet, Value
from casereviews.services import changes_apply, review_submit, reviews_allocate
from casereviews.services.changes import sheet_of
from inspections.models import Case, Inspection, Service, TeamMember
from inspections.rules import NewCase, Role
from inspections.services import cases_add, inspection_create, team_member_add
from ratings.meetings import meeting_now, members_of
from ratings.services import meeting_change, meeting_open
from standards.models import Edition
from standards.rules import Relevance
from standards.services import edition_load, shipped_edition

NOW = datetime(2026, 3, 16, 10, 30, tzinfo=UTC)
MONDAY = date(2026, 3, 16)
PASSWORD = "a-long-word-for-tests"


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.test")
    password = factory.django.Password(PASSWORD)


class ServiceFactory(factory.django.DjangoModelFactory[Service]):
    class Meta:
        model = Service

    place = factory.Sequence(lambda n: f"Place {n}")


def load_edition(code: str) -> Edition:
    """The shipped edition, loaded when it is not there yet."""
    edition = Edition.objects.filter(code=code).first()
    if edition is None:
        path = shipped_edition(code)
        assert path is not None, code
        edition_load(path=path)
        edition = Edition.objects.get(code=code)
    return edition


@dataclass
class World:
    """An inspection with its people. `people` holds one per role; `administrator` and `stranger` have none."""

    inspection: Inspection
    administrator: Person
    stranger: Person
    people: dict[Role, Person] = field(default_factory=dict)

    @property
    def lead(self) -> Person:
        return self.people[Role.LEAD]

    @property
    def inspector(self) -> Person:
        return self.people[Role.INSPECTOR]

    @property
    def panel(self) -> Person:
        return self.people[Role.PANEL]

    @property
    def editor(self) -> Person:
        return self.people[Role.EDITOR]

    def case(self, reference: str = "C1", *, domain: str = "D2", disposal_type: str = "", **given: str) -> Case:
        """A new case of the sample; `given` are facts by code, as the service said them."""
        types = {"D2": "referral_order", "D3": "community_resolution", "D4": "resettlement"}
        new = NewCase(
            reference,
            domain,
            disposal_type or types[domain],
            given={f"fact.{code}": value for code, value in given.items()},
        )
        return cases_add(by=self.lead, at=NOW, inspection=self.inspection, cases=[new])[0]

    def review(self, reference: str = "C1", *, reader: Person | None = None, **case: Any) -> CaseReview:
        """A new case with its first reading, not started."""
        reader = reader or self.inspector
        return reviews_allocate(by=self.lead, at=NOW, readers={self.case(reference, **case).pk: reader.pk})[0]

    def submitted(self, reference: str = "C1", *, answers: dict[str, str] | None = None, **case: Any) -> CaseReview:
        """A submitted review in which everything is yes, but for what `answers` says by address."""
        review = self.review(reference, **case)
        fill(review, by=review.reader, answers=answers)
        return review_submit(review_id=review.pk, by=review.reader, at=NOW)


def world(
    edition: str = "youth-2021", *, name: str = "testley-2026", place: str | None = None, monday: date = MONDAY
) -> World:
    administrator, stranger, *team = Person.objects.bulk_create(
        [
            PersonFactory.build(name=f"Administrator of {name}", is_administrator=True),
            PersonFactory.build(name=f"Stranger to {name}"),
            *(PersonFactory.build(name=f"{role.value} of {name}") for role in Role),
        ]
    )
    service = ServiceFactory(place=place or name.title())
    inspection = inspection_create(
        by=administrator, service=service, edition=load_edition(edition), name=name, fieldwork_starts=monday
    )
    inspection.edition.refresh_from_db(fields=["in_use"])  # from here on, so that it is read once and not for each case
    found = World(inspection, administrator, stranger)
    found.people.update(zip(Role, team, strict=True))
    # Past the service that takes on one at a time, and tells the report each time: thousands of tests begin with this.
    TeamMember.objects.bulk_create(
        TeamMember(inspection=inspection, person=person, role=role.value, by=administrator)
        for role, person in found.people.items()
    )
    return found


def fill(review: CaseReview, *, by: Person, answers: dict[str, str] | None = None) -> None:
    """Gives every fact its first option (unless given), every asked prompt and judgement yes, but for `answers`."""
    wanted = answers or {}
    apply(review, _fact_changes(sheet_of(review), wanted), by=by)
    apply(review, _question_changes(sheet_of(review), wanted), by=by)
    review.refresh_from_db()


def apply(review: CaseReview, changes: list[Change], *, by: Person) -> None:
    receipt = changes_apply(review_id=review.pk, changes=changes, by=by, at=NOW)
    unsaved = [outcome for outcome in receipt.outcomes if outcome.status != "saved"]
    assert not unsaved, unsaved[:3]


def _fact_changes(sheet: Sheet, wanted: dict[str, str]) -> list[Change]:
    options = {fact.target: fact.options[0] if fact.options else "North" for fact in sheet.facts}
    options |= dict.fromkeys(sheet.classification_targets, sheet.outline.levels[1])
    options |= {target: value for target, value in wanted.items() if target in options}
    return [
        Change(target, getattr(sheet.rows.facts.get(target), "version", 0), value)
        for target, value in options.items()
        if target in wanted or not sheet.given.get(target)
    ]


def _question_changes(sheet: Sheet, wanted: dict[str, str]) -> list[Change]:
    changes = []
    for question in sheet.questions:
        if sheet.relevance(question) is not Relevance.RELEVANT:
            continue
        for prompt in question.prompts:
            row = sheet.rows.answers.get(prompt.address, NOTHING)
            changes.append(Change(prompt.address, row.version, wanted.get(prompt.address, row.value or Value.YES)))
        row = sheet.rows.judgements.get(question.address, NOTHING)
        value = wanted.get(question.address, row.value or Value.YES)
        changes.append(Change(question.address, row.version, value, row.note or f"Because it is {value} here."))
    return changes


def panel_meets(found: World) -> list[int]:
    """The panel's meeting is being held (opened where none is), with all of the panel there and at least two.

    Gives the members, `found.panel` first, who is in the chair.
    """
    team = TeamMember.objects.filter(inspection=found.inspection, role=Role.PANEL)
    if team.count() < 2:
        second = PersonFactory(name=f"second panel of {found.inspection.name}")
        team_member_add(by=found.administrator, inspection=found.inspection, person=second, role=Role.PANEL)
    members = sorted(team.values_list("person_id", flat=True), key=lambda pk: (pk != found.panel.pk, pk))
    more = {"members": members, "observers": [], "chair": found.panel.pk, "lead_is_there": True, "by": found.panel}
    meeting = meeting_now(found.inspection.pk)
    if meeting is None:
        meeting_open(inspection=found.inspection, held_on=MONDAY, at=NOW, **more)
    elif set(members_of(meeting)) != set(members):
        meeting_change(meeting=meeting, held_on=meeting.held_on, at=NOW, **more)
    return members
