"""The demo's data: both editions, three published inspections, one in mid-fieldwork, and people to sign in as."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.timezone import get_default_timezone, localdate

from accounts.models import Person
from casereviews.services import review_submit
from inspections.models import Inspection, Service, TeamMember
from inspections.rules import Phase, Role
from inspections.services import inspection_create, service_save
from published.demo import (
    ADMINISTRATOR,
    DONE,
    EDITIONS,
    EDITOR,
    FALLOWDALE,
    FALLOWDALE_PROPOSALS,
    FALLOWDALE_STATES,
    INSPECTORS,
    LEAD,
    NOT_BEGUN,
    PANEL,
    PASSWORD,
    PEOPLE,
    PUBLISHED,
    QUALITY_LEAD,
    SERVICE_CONTACT,
    SIGNATORY,
    DemoPerson,
    fallowdale,
)
from published.schedule import Schedule
from published.services.context import context_record
from published.services.crew import Crew, Membership, crew_activate, importer, memberships_of, team_join
from published.services.eligible import eligible_send
from published.services.evidence import evidence_record
from published.services.imports import inspection_import
from published.services.prose import prose_write
from published.services.replay import Placed, Replay, cases_place, changes_of, judgement_propose, review_record
from published.synthesis import SyntheticCase, cases_made, dice
from standards.models import Edition
from standards.outline import outline_of
from standards.services import edition_load, shipped_edition
from standards.structure import DomainOutline

FILES = Path(__file__).resolve().parents[1] / "files"
People = dict[str, Person]  # by e-mail address


@transaction.atomic
def demo_load(*, now: datetime) -> list[str]:
    """Brings in what is not there yet, and says what. What is there stays as people have changed it."""
    admin, done = importer(), []
    codes = set(Edition.objects.values_list("code", flat=True))
    for code in EDITIONS:
        path = shipped_edition(code)
        if code not in codes and path is not None:
            done.append(edition_load(path=path).sentence)
    people, added = _people()
    if added:
        done.append(f"Added {added} people to sign in as.")
    names = set(Inspection.objects.values_list("name", flat=True))
    for name in PUBLISHED:
        if name not in names:
            crew, others = _crew(people), _others(people, QUALITY_LEAD, EDITOR, SIGNATORY)
            result = inspection_import(path=FILES / f"{name}.json", now=now, crew=crew, others=others)
            done.append(result.sentence)
        elif not _has_any(name, people):
            _join(name, people, admin)
            done.append(f"Added the demo's people to the team of {name}.")
    if FALLOWDALE not in names:
        crew_activate([admin], is_active=True)
        done.append(_fallowdale(people, admin, now))
        crew_activate([admin], is_active=False)
    return done


def _people() -> tuple[People, int]:
    addresses = [person.email for person in PEOPLE]
    found: People = {person.email: person for person in Person.objects.filter(email__in=addresses)}
    missing = [person for person in PEOPLE if person.email not in found]
    for person in missing:
        is_administrator = person is ADMINISTRATOR
        found[person.email] = Person.objects.create_user(
            person.email, PASSWORD, name=person.name, is_administrator=is_administrator
        )
    return found, len(missing)


def _crew(people: People) -> Crew:
    return Crew(
        lead=people[LEAD.email],
        inspectors=[people[person.email] for person in INSPECTORS],
        panel=[people[person.email] for person in PANEL],
    )


def _others(people: People, *others: DemoPerson) -> list[Membership]:
    stand_in = people[INSPECTORS[0].email], Role.STAND_IN, ""
    return [stand_in, *((people[person.email], person.role, "") for person in others if person.role)]


def _has_any(name: str, people: People) -> bool:
    return TeamMember.objects.filter(inspection__name=name, person__in=people.values()).exists()


def _join(name: str, people: People, admin: Person) -> None:
    """For an inspection that was imported before there was a demo. Somebody who leads it already goes on leading it."""
    inspection = Inspection.objects.get(name=name)
    is_led = any(role is Role.LEAD for _, role, _ in memberships_of(inspection))
    crew = [member for member in _crew(people).memberships if not (is_led and member[1] is Role.LEAD)]
    crew_activate([admin], is_active=True)
    team_join(by=admin, inspection=inspection, memberships=[*crew, *_others(people, QUALITY_LEAD, EDITOR, SIGNATORY)])
    crew_activate([admin], is_active=False)


def _fallowdale(people: People, admin: Person, now: datetime) -> str:
    """A dozen cases in fieldwork this week, half answered."""
    today = localdate(now)
    printed = fallowdale(today - timedelta(days=today.weekday()))
    edition = Edition.objects.get(code=printed.framework)
    crew, outline = _crew(people), outline_of(edition)
    service = Service.objects.filter(place=printed.service).first()
    created = inspection_create(
        by=admin,
        service=service or service_save(by=admin, service=Service(place=printed.service)),
        edition=edition,
        name=FALLOWDALE,
        fieldwork_starts=printed.fieldwork_starts,
        phase=Phase.FIELDWORK.value,
        synthetic=True,
        source=printed.source,
    )
    inspection = Inspection.objects.with_names().get(pk=created.pk)  # the edition is marked as used now
    others = _others(people, QUALITY_LEAD, EDITOR, SIGNATORY, SERVICE_CONTACT)
    team_join(by=admin, inspection=inspection, memberships=[*crew.memberships, *others])
    schedule = Schedule(printed.fieldwork_starts, 1, get_default_timezone(), now)
    replay = Replay(inspection, printed, outline, crew, schedule)
    made = cases_made(printed, outline, name=FALLOWDALE, sample=edition.sample)
    _half_answer(replay, cases_place(replay, made))
    cases = inspection.cases.select_related("domain", "disposal_type", "inspection").order_by("reference")
    eligible_send(inspection=inspection, cases=cases, by=people[SERVICE_CONTACT.email], at=schedule.eligible_sent)
    contact, inspector = people[SERVICE_CONTACT.email], crew.inspectors[0]
    evidence_record(inspection=inspection, contact=contact, lead=crew.lead, inspector=inspector, at=schedule.allocated)
    context_record(inspection=inspection, by=crew.lead, as_at=printed.fieldwork_starts - timedelta(days=7))
    for number, rating in FALLOWDALE_PROPOSALS.items():
        standard = outline.standards[number]
        judgement_propose(inspection=inspection, standard=standard, rating=rating, by=crew.lead, at=schedule.allocated)
    prose_write(inspection=inspection, lead=crew.lead, editor=people[EDITOR.email], at=now)
    return f"Made {FALLOWDALE}: {len(made)} synthetic cases in fieldwork, half answered."


def _half_answer(replay: Replay, placed: Placed) -> None:
    inspectors, schedule, outline = replay.crew.inspectors, replay.schedule, replay.outline
    for place, (review, case) in enumerate(placed):
        states, reader = FALLOWDALE_STATES[place % len(inspectors)], inspectors[place % len(inspectors)]
        state, chance = states[place // len(inspectors)], dice(case.reference, "read")
        if state == NOT_BEGUN:
            continue
        at = schedule.read(place // len(inspectors), 2 * len(states), chance)
        only = None if state == DONE else set(_first_part(case, outline.domain_by_code[case.domain]))
        review_record(review=review, changes=changes_of(case, only=only), by=reader, at=at)
        if state == DONE:
            review_submit(review_id=review.pk, by=reader, at=schedule.submitted(at, chance))


def _first_part(case: SyntheticCase, domain: DomainOutline) -> Iterable[str]:
    """The first standard, and the first key question and some prompts of the second."""
    first, second = domain.judged_standards[:2]
    for question in (*first.questions, second.questions[0]):
        yield question.address
        yield from (prompt.address for prompt in question.prompts)
    yield from (prompt.address for prompt in second.questions[1].prompts[:2])
