"""Inspections in fieldwork of as many cases as a benchmark asks for, recorded through the services as people would."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Person
from casereviews.models import CaseReview
from casereviews.services import review_submit
from inspections.models import Inspection, Service
from inspections.rules import Phase
from inspections.services import inspection_create, service_save
from published.demo import ADMINISTRATOR, INSPECTORS, LEAD, PANEL
from published.figures import inspection_from
from published.schedule import Schedule
from published.services.crew import Crew, team_join
from published.services.replay import Replay, cases_place, changes_of, review_record
from published.synthesis import cases_made
from standards.models import Edition
from standards.outline import outline_of
from standards.structure import Outline, StandardOutline

EDITION = "youth-2021"


def largest_standard() -> tuple[str, StandardOutline]:
    """The code of the edition, and the standard with most prompts, over every edition that is loaded."""
    found = [(edition.code, s) for edition in Edition.objects.all() for s in outline_of(edition).standards.values()]
    return max(found, key=lambda pair: sum(len(question.prompts) for question in pair[1].questions))


def fieldwork_made(name: str, cases: int, domain: str) -> CaseReview:
    """An inspection of so many cases, all read and submitted but one of `domain`, answered in full: that one."""
    edition = Edition.objects.get(code=EDITION)
    people = {p.email: p for p in Person.objects.filter(email__endswith="@demo.example")}
    admin = people[ADMINISTRATOR.email]
    crew = Crew(people[LEAD.email], [people[p.email] for p in INSPECTORS], [people[p.email] for p in PANEL])
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    printed = inspection_from(_printed(name, monday.isoformat(), cases, outline_of(edition)))
    created = inspection_create(
        by=admin,
        service=service_save(by=admin, service=Service(place=printed.service)),
        edition=edition,
        name=name,
        fieldwork_starts=printed.fieldwork_starts,
        phase=Phase.FIELDWORK.value,
        synthetic=True,
        source=printed.source,
    )
    inspection = Inspection.objects.with_names().get(pk=created.pk)
    team_join(by=admin, inspection=inspection, memberships=crew.memberships)
    schedule = Schedule(monday, 1, timezone.get_default_timezone(), timezone.now())
    replay = Replay(inspection, printed, outline_of(inspection.edition), crew, schedule)
    placed = cases_place(replay, cases_made(printed, replay.outline, name=name, sample=edition.sample))
    left_open = next(review for review, case in placed if case.domain == domain)
    for review, case in placed:
        review_record(review=review, changes=changes_of(case), by=review.reader, at=schedule.allocated)
        if review is not left_open:
            review_submit(review_id=review.pk, by=review.reader, at=schedule.allocated)
    return CaseReview.objects.with_case().get(pk=left_open.pk)


def _printed(name: str, monday: str, cases: int, outline: Outline) -> dict[str, object]:
    """Figures for synthesis: every key question relevant in every case of its domain, yes in three of four."""
    domains = [domain for domain in outline.domains if domain.has_cases]
    share = {domain.code: cases // len(domains) for domain in domains}
    share[domains[-1].code] += cases % len(domains)
    standards = {
        standard.number: {
            "rating": "good",
            "key_questions": [
                {"yes": share[domain.code] * 3 // 4, "relevant": share[domain.code]} for _ in standard.questions
            ],
        }
        for domain in domains
        for standard in domain.judged_standards
    }
    return {
        "source": "Made up for a benchmark: there is no such place",
        "service": name.capitalize(),
        "framework": outline.code,
        "fieldwork_starts": monday,
        "cases": share,
        "disposals": {domain.code: {domain.disposal_types[0].code: share[domain.code]} for domain in domains},
        "standards": standards,
        "overall": {"score": 0, "out_of": 0, "rating": "good"},
    }
