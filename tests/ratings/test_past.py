"""Ratings as they were: `rate --at` and the history page, from what the database kept."""

import json
import random
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from casereviews.models import CaseReview, Judgement
from casereviews.rules import Change, Reading, State
from casereviews.services import changes_apply, review_reopen, review_submit
from casereviews.services.sample import case_change, sample_membership_set
from inspections.models import Case
from inspections.rules import Role
from ratings.figures import ratings_page, standard_figures
from ratings.models import Proposal
from ratings.past import ratings_history
from ratings.services import decision_take, proposal_make
from tests.factories import NOW, World, fill, panel_meets
from tests.factories import world as make_world
from tests.ratings.bulk import cases_in_bulk

transactional = pytest.mark.django_db(transaction=True)


def rate(name: str, *options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("rate", name, "--json", *options, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def clock() -> datetime:
    """The database's own, which the histories are dated by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


# The changes that a random course is made of ------------------------------------------------------------------------
def judged_otherwise(found: World, dice: random.Random) -> None:
    judgement = dice.choice(list(Judgement.objects.filter(review__reading=Reading.FIRST).order_by("pk")))
    review, question = judgement.review, judgement.key_question
    if review.is_closed:
        review_reopen(review_id=review.pk, reason="A slip.", by=found.lead, at=NOW)
    value = dice.choice(["yes", "no", "not_relevant"])
    address = f"{question.standard.number}.{question.number}"
    changes_apply(review_id=review.pk, changes=[Change(address, judgement.version, value)], by=found.lead, at=NOW)


def reopened(found: World, dice: random.Random) -> None:
    closed = CaseReview.objects.filter(state__in=["submitted", "settled"], reading=Reading.FIRST)
    if closed.exists():
        review_reopen(review_id=dice.choice(list(closed)).pk, reason="Again.", by=found.lead, at=NOW)


def submitted(found: World, dice: random.Random) -> None:
    for review in CaseReview.objects.filter(state="in_progress", case__in_sample=True, reading=Reading.FIRST):
        if dice.random() < 0.7:
            fill(review, by=review.reader)
            review_submit(review_id=review.pk, by=review.reader, at=NOW)


def fallen_out_or_back(found: World, dice: random.Random) -> None:
    case = dice.choice(list(Case.objects.filter(inspection=found.inspection)))
    because = "Its file is missing."
    sample_membership_set(case_id=case.pk, in_sample=not case.in_sample, because=because, by=found.lead, at=NOW)


def facts_put_right(found: World, dice: random.Random) -> None:
    """Relevance follows: in 2018 other people's safety is asked where the inspector judges the risk not low."""
    review = dice.choice(list(CaseReview.objects.filter(reading=Reading.FIRST)))
    if review.is_closed:
        review_reopen(review_id=review.pk, reason="A slip.", by=found.lead, at=NOW)
    target = "inspector.risk_of_serious_harm"
    fact = review.facts.get(target=target)
    change = Change(target, fact.version, dice.choice(["low", "medium", "high"]))
    changes_apply(review_id=review.pk, changes=[change], by=found.lead, at=NOW)


def disposal_put_right(found: World, dice: random.Random) -> None:
    case = dice.choice(list(Case.objects.filter(inspection=found.inspection, domain__code="D3")))
    disposal = dice.choice(["community_resolution", "youth_conditional_caution"])
    more = {"disposal_local_name": "", "began": None, "by": found.lead, "at": NOW, "confirmed": True}
    case_change(case_id=case.pk, disposal_type=disposal, **more)


def read_again_and_settled(found: World, dice: random.Random) -> None:
    """Both readings are settled, with a judgement of the first as the two agreed on it."""
    closed = CaseReview.objects.filter(state="submitted", reading=Reading.FIRST)
    review = closed.order_by("?").first()
    if review is None or CaseReview.objects.filter(case=review.case, reading=Reading.SECOND).exists():
        return
    again = found.people[Role.QUALITY_LEAD]
    second = CaseReview.objects.create(
        inspection=found.inspection, case=review.case, reader=again, reading=Reading.SECOND, by=again
    )
    rows = [Judgement(review=second, key_question=row.key_question, value="no", by=again, at=NOW)
            for row in review.judgements.all()]  # fmt: skip
    Judgement.objects.bulk_create(rows)
    for one in (review, second):
        one.state, one.submitted_at = State.SETTLED, NOW
        one.save()
    row = review.judgements.filter(counts=True).first()
    if row is not None:
        row.value, row.version = dice.choice(["yes", "no"]), row.version + 1
        row.save()


def proposed(found: World, dice: random.Random) -> None:
    number, rating = dice.choice(["1.1", "1.2"]), dice.choice(["good", "outstanding"])
    row = Proposal.objects.filter(standard__number=number).first()
    seen = row.version if row else 0
    more = {"summary": f"Seen {dice.random()}.", "seen": seen, "by": found.lead, "at": NOW}
    proposal_make(inspection=found.inspection, standard_number=number, rating=rating, **more)


def decided(found: World, dice: random.Random) -> None:
    able = [standard for standard in ratings_page(found.inspection).standards if standard.can_be_decided]
    if able:
        standard = dice.choice(able)
        decision_take(
            inspection=found.inspection,
            standard_number=standard.number,
            rating=dice.choice(["inadequate", "requires_improvement", "good", "outstanding"]),
            words="The panel looked.",
            reason_code="other",
            seen_number=standard.seen,
            confirmed=True,
            agreed=panel_meets(found),
            by=found.panel,
            at=NOW,
        )


CHANGES: list[Callable[[World, random.Random], None]] = [
    *(judged_otherwise, reopened, submitted, submitted, fallen_out_or_back, facts_put_right, disposal_put_right),
    *(read_again_and_settled, proposed, decided, decided),
]


@transactional
@pytest.mark.parametrize("seed", range(3))
def test_rate_at_any_moment_is_what_rate_printed_then(long_run: bool, seed: int) -> None:
    dice = random.Random(seed)
    found = make_world("youth-2018", name="course-2026")
    for n in range(4):
        found.submitted(f"A{n}", answers={dice.choice(["2.1.1", "2.1.2", "2.2.1"]): "no"})
        found.submitted(f"B{n}", domain="D3", answers={dice.choice(["3.1.1", "3.2.1"]): "no"})
    copies: list[tuple[datetime, dict[str, Any]]] = [(clock(), rate("course-2026"))]
    for change in [*CHANGES, *(dice.choice(CHANGES) for _ in range(60 if long_run else 8))]:
        change(found, dice)
        copies.append((clock(), rate("course-2026")))
    assert len({json.dumps(copy) for _, copy in copies}) > 5
    for at, copy in copies:
        was = rate("course-2026", "--at", at.isoformat())
        assert was.pop("at")
        assert was == copy, at


@transactional
def test_the_history_ends_with_the_ratings_that_stand() -> None:
    found, dice = make_world("youth-2018", name="course-2026"), random.Random(7)
    for n in range(4):
        found.submitted(f"A{n}", answers={"2.1.1": dice.choice(["yes", "no"])})
        found.submitted(f"B{n}", domain="D3")
    for change in CHANGES:
        change(found, dice)
    history, page = ratings_history(found.inspection), ratings_page(found.inspection)
    for standard in page.standards:
        had = history.standards[standard.number]
        assert (had[-1].rating if had else None) == standard.rating, standard.number
        assert [then.at for then in had] == sorted(then.at for then in had)
    last = history.overall[-1].overall if history.overall else None
    assert (last.score if last else None) == page.overall.score


@transactional
def test_the_history_of_a_standard_says_when_from_what_and_by_whom() -> None:
    found = make_world()
    found.submitted("C1", answers={"2.1.2": "no"})
    found.submitted("C2", answers={"2.1.3": "no"})
    decision_take(
        inspection=found.inspection,
        standard_number="2.1",
        rating="good",
        words="Read again.",
        reason_code="cases_read_again",
        seen_number=standard_figures(found.inspection, "2.1").seen,
        confirmed=True,
        agreed=panel_meets(found),
        by=found.panel,
        at=NOW,
    )
    had = ratings_history(found.inspection).standards["2.1"]
    assert [(then.rating, then.band) for then in had] == [
        ("inadequate", "inadequate"),
        ("requires_improvement", "requires_improvement"),
        ("good", "requires_improvement"),
    ]
    assert had[-1].decision is not None
    assert had[-1].decision.by == found.panel.name
    assert [(t.yes, t.relevant) for t in had[0].tallies] == [(1, 1), (0, 1), (1, 1)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("then", "“then” is no time: write 2026-03-18, “18 March 2026 14:05”"),
        ("", "“” is no time"),
        ("2099-01-01", "is still to come: it is "),
        ("18 March 1999", "testley-2026 was set up on "),
        ("9999-12-31", "is outside the years that can be shown"),
        ("a\0b", "is no time"),
    ],
)
def test_rate_at_a_time_that_cannot_be_is_a_sentence(world: World, words: str, sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        rate("testley-2026", "--at", words)


@pytest.mark.django_db
def test_rate_at_today_is_now_and_says_so(world: World) -> None:
    out = StringIO()
    call_command("rate", "testley-2026", "--at", f"{clock():%Y-%m-%d}", stdout=out)
    assert "As it was on " in out.getvalue()


@pytest.mark.django_db
def test_the_history_page_asks_as_often_whatever_there_is(world: World, sign_in: Callable[[Person], Client]) -> None:
    client, where = sign_in(world.editor), reverse("ratings_past", args=[world.inspection.name])
    client.get(where)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(where).status_code == 200
        return len(queries)

    cases_in_bulk(world, 2)
    before = asked()
    cases_in_bulk(world, 30, prefix="C")
    assert asked() == before
    assert "By the table: " in client.get(where).content.decode()
