"""A panel decision and what may happen at the same moment, on real PostgreSQL.

The first deed is held inside its transaction, after it announced its change, until the second waits for a lock (or,
where nothing makes it wait, for a second): so the two overlap every time, not by luck.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from accounts.models import Person
from casereviews.models import CaseReview
from casereviews.services import review_reopen, review_submit
from inspections.events import figures_changed
from inspections.rules import Role
from inspections.services import team_member_add
from ratings.figures import standard_figures
from ratings.models import Decision, Proposal, RatedStandard
from ratings.services import FiguresChanged, ProposalChanged, decision_take, proposal_make
from tests.factories import NOW, PersonFactory, World, panel_meets

pytestmark = pytest.mark.django_db(transaction=True)

Deed = Callable[[], Any]
FIRST = "first"


def another_member(found: World) -> Person:
    person: Person = PersonFactory(name="Another panel member")
    team_member_add(by=found.administrator, inspection=found.inspection, person=person, role=Role.PANEL)
    return person


def in_thread(deed: Deed, name: str) -> tuple[threading.Thread, list[Any]]:
    """The deed in a thread and connection of its own; its result, or what it raised, comes in the list."""
    outcome: list[Any] = []

    def run() -> None:
        try:
            outcome.append(deed())
        except Exception as problem:
            outcome.append(problem)
        finally:
            connection.close()

    return threading.Thread(target=run, name=name), outcome


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock')"
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def first_held() -> Iterator[threading.Event]:
    """The thread called FIRST stops after it announced its change; the event says that it is there."""
    arrived = threading.Event()

    def hold(**kwargs: Any) -> None:
        if threading.current_thread().name == FIRST and not arrived.is_set():
            arrived.set()
            for _ in range(50):
                if somebody_waits():
                    return
                time.sleep(0.02)

    figures_changed.connect(hold)  # after those of ratings and reports: their rows are locked
    try:
        yield arrived
    finally:
        figures_changed.disconnect(hold)


def overlapped(first: Deed, second: Deed) -> tuple[Any, Any]:
    """What became of two deeds of which the second starts before the first commits."""
    with first_held() as arrived:
        one, said_first = in_thread(first, FIRST)
        other, said_second = in_thread(second, "second")
        one.start()
        assert arrived.wait(10), said_first
        other.start()
        one.join(20)
        other.join(20)
    return said_first[0], said_second[0]


def deciding(found: World, rating: str, *, by: Person, number: str = "2.1") -> Deed:
    """A decision on the standard as it stands when this is called."""
    agreed = panel_meets(found)
    seen = standard_figures(found.inspection, number).seen

    def decide() -> Decision:
        return decision_take(
            inspection=found.inspection,
            standard_number=number,
            rating=rating,
            words="Read again.",
            reason_code="cases_read_again",
            seen_number=seen,
            confirmed=True,
            agreed=agreed,
            by=by,
            at=NOW,
        )

    return decide


def reopening(found: World, reference: str = "C1") -> Deed:
    review = CaseReview.objects.get(inspection=found.inspection, case__reference=reference)
    return lambda: review_reopen(review_id=review.pk, reason="Look again.", by=found.lead, at=NOW)


def number_of(found: World, standard: str = "2.1") -> int:
    return RatedStandard.objects.get(inspection=found.inspection, standard__number=standard).number


def test_of_two_decisions_at_once_one_is_taken_and_one_is_told(inspected: World) -> None:
    before = number_of(inspected)
    first, second = overlapped(
        deciding(inspected, "good", by=inspected.panel),
        deciding(inspected, "outstanding", by=another_member(inspected)),
    )
    assert isinstance(first, Decision), first
    assert isinstance(second, FiguresChanged), second
    assert list(Decision.objects.values_list("rating", "current")) == [("good", True)]
    assert number_of(inspected) == before + 1


def test_a_decision_waits_for_a_change_that_is_being_made_and_is_told(inspected: World) -> None:
    first, second = overlapped(reopening(inspected), deciding(inspected, "good", by=inspected.panel))
    assert isinstance(first, CaseReview), first
    assert isinstance(second, FiguresChanged), second
    assert not Decision.objects.exists()


def test_a_change_made_while_a_decision_is_taken_comes_after_it_and_marks_it(inspected: World) -> None:
    before = number_of(inspected)
    first, second = overlapped(deciding(inspected, "good", by=inspected.panel), reopening(inspected))
    assert isinstance(first, Decision), first
    assert isinstance(second, CaseReview), second
    assert (first.number, first.figures) == (before, [[2, 2], [1, 2], [1, 2]])
    assert number_of(inspected) == before + 2
    figures = standard_figures(inspected.inspection, "2.1")
    assert (figures.rating, figures.figures_changed) == ("good", True)
    assert [(tally.yes, tally.relevant) for tally in figures.tallies] == [(1, 1), (1, 1), (0, 1)]


def test_of_two_proposals_at_once_one_is_saved_and_one_is_shown_it(inspected: World) -> None:
    def proposing(rating: str) -> Deed:
        return lambda: proposal_make(
            inspection=inspected.inspection,
            standard_number="1.1",
            rating=rating,
            summary=f"It is {rating}.",
            seen=0,
            by=inspected.lead,
            at=NOW,
        )

    first, second = overlapped(proposing("good"), proposing("inadequate"))
    assert isinstance(first, Proposal), first
    assert isinstance(second, ProposalChanged), second
    assert second.current is not None
    assert second.current.rating == "good"
    assert Proposal.objects.get().rating == "good"


def test_a_proposal_changed_while_the_panel_decides_on_it_is_told(inspected: World) -> None:
    def proposing(rating: str, seen: int) -> Proposal:
        return proposal_make(
            inspection=inspected.inspection,
            standard_number="1.1",
            rating=rating,
            summary=f"It is {rating}.",
            seen=seen,
            by=inspected.lead,
            at=NOW,
        )

    proposing("good", 0)
    decide = deciding(inspected, "good", by=inspected.panel, number="1.1")
    first, second = overlapped(lambda: proposing("inadequate", 1), decide)
    assert isinstance(first, Proposal), first
    assert isinstance(second, FiguresChanged), second


def test_decisions_and_changes_to_many_standards_never_deadlock(inspected: World) -> None:
    """Submitting a review counts on four standards at once; decisions lock one each, and sections after it."""
    panel_meets(inspected)
    reviews = list(CaseReview.objects.filter(inspection=inspected.inspection))
    inspected.submitted("C3")  # stays so: with every case open there would be nothing to decide on
    before = {number: number_of(inspected, number) for number in ("2.1", "2.4")}
    rounds = 6

    def turning(review: CaseReview) -> int:
        for _ in range(rounds):
            review_reopen(review_id=review.pk, reason="Again.", by=inspected.lead, at=NOW)
            review_submit(review_id=review.pk, by=inspected.inspector, at=NOW)
        return 0

    def deciding_on(number: str) -> int:
        taken = 0
        for _ in range(rounds):
            try:
                deciding(inspected, "good", by=inspected.panel, number=number)()
                taken += 1
            except FiguresChanged:
                continue
        return taken

    deeds: list[Deed] = [lambda review=review: turning(review) for review in reviews]
    deeds += [lambda number=number: deciding_on(number) for number in before]
    threads = [in_thread(deed, f"deed {n}") for n, deed in enumerate(deeds)]
    for thread, _ in threads:
        thread.start()
    for thread, _ in threads:
        thread.join(60)
    outcomes = [said[0] for _, said in threads]
    assert all(isinstance(said, int) for said in outcomes), outcomes
    for number, taken in zip(before, outcomes[len(reviews) :], strict=True):
        assert number_of(inspected, number) == before[number] + taken + len(reviews) * rounds * 2
        assert Decision.objects.filter(standard__number=number, current=True).count() == min(taken, 1)


def test_ratings_hear_of_a_change_before_reports_do() -> None:
    """Both lock rows when they hear. A decision has locked those of ratings already, so these come first for all."""
    hearing = [receiver[0][0] for receiver in figures_changed.receivers]
    assert hearing.index("ratings") < hearing.index("reports")
