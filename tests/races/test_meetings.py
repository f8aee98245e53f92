"""The panel's meeting and what may happen at the same moment, on real PostgreSQL."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from accounts.versions import ChangedMeanwhile
from casereviews.models import CaseReview
from inspections.models import Inspection
from inspections.rules import Phase
from inspections.services import PhaseRefused, phase_move
from ratings.figures import ratings_page, standard_figures
from ratings.meetings import since_closing
from ratings.models import Decision, Discussion, PanelMeeting, Reopening
from ratings.rules import AfterClosing
from ratings.services import MeetingRefused, NothingToConfirm, change_confirm, meeting_close, meeting_open
from tests.factories import MONDAY, NOW, World, world
from tests.races.test_decisions import deciding, in_thread, overlapped, reopening
from tests.ratings.panel_material import closed, decide_the_rest, discuss, held, second
from tests.ratings.test_meetings import change_late

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def inspected() -> World:
    """Two submitted D2 cases: 2.1 has 2 of 2, 1 of 2, 1 of 2; everything is decided or left open, nothing closed."""
    found = world()
    found.submitted("C1", answers={"2.1.2": "no"})
    found.submitted("C2", answers={"2.1.3": "no"})
    decide_the_rest(found)
    return found


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """What became of deeds that begin at one moment."""
    gate = threading.Barrier(len(deeds))

    def begun(deed: Callable[[], Any]) -> Any:
        gate.wait(10)
        return deed()

    threads = [in_thread(lambda deed=deed: begun(deed), f"deed {n}") for n, deed in enumerate(deeds)]
    for thread, _ in threads:
        thread.start()
    for thread, _ in threads:
        thread.join(20)
    return [said[0] for _, said in threads]


def closing(found: World) -> Callable[[], PanelMeeting]:
    meeting = held(found)
    return lambda: meeting_close(meeting=meeting, by=found.panel, at=NOW)


def test_a_decision_while_the_chair_closes_is_in_what_is_closed_on(inspected: World) -> None:
    first, second_said = overlapped(deciding(inspected, "requires_improvement", by=inspected.panel), closing(inspected))
    assert isinstance(first, Decision), first
    assert isinstance(second_said, PanelMeeting), second_said
    assert Decision.objects.get(standard__number="2.1", current=True).pk == first.pk


def test_a_change_while_the_chair_closes_comes_before_it_or_after_it(inspected: World) -> None:
    """Reopened first, the chair is told to look again; the row that the change holds makes the closing wait."""
    first, second_said = overlapped(reopening(inspected), closing(inspected))
    assert isinstance(first, CaseReview), first
    assert isinstance(second_said, MeetingRefused), second_said
    assert "Look again at" in str(second_said)
    assert held(inspected).is_open


def test_of_two_who_open_a_meeting_one_does() -> None:
    found = world()
    there = {"members": [found.panel.pk], "observers": [], "chair": found.panel.pk, "lead_is_there": True}

    def opening() -> PanelMeeting:
        return meeting_open(inspection=found.inspection, held_on=MONDAY, by=found.panel, at=NOW, **there)

    said = together(opening, opening)
    assert sorted(type(one).__name__ for one in said) == ["MeetingRefused", "PanelMeeting"], said
    assert PanelMeeting.objects.count() == 1


def test_of_two_who_save_notes_one_is_shown_the_other(inspected: World) -> None:
    other = second(inspected)
    said = together(
        lambda: discuss(inspected, "2.1", notes="One.", seen=1),
        lambda: discuss(inspected, "2.1", notes="Two.", seen=1, by=other),
    )
    assert sorted(type(one).__name__ for one in said) == ["ChangedMeanwhile", "Discussion"], said
    assert any(isinstance(one, ChangedMeanwhile) for one in said)
    assert Discussion.objects.get(standard__number="2.1").version == 2


def test_a_change_under_way_while_it_is_published_is_waited_for(inspected: World) -> None:
    closed(inspected)

    def publishing() -> Inspection:
        return phase_move(
            by=inspected.lead, inspection=inspected.inspection, to=Phase.PUBLISHED, now_in=Phase.ANNOUNCED
        )

    first, second_said = overlapped(reopening(inspected), publishing)
    assert isinstance(first, CaseReview), first
    assert isinstance(second_said, PhaseRefused), second_said
    assert Inspection.objects.get().phase != Phase.PUBLISHED


def test_a_change_is_confirmed_once(inspected: World) -> None:
    closed(inspected)
    change_late(inspected, "no", reference="C2", question="2.1.2")
    seen = standard_figures(inspected.inspection, "2.1").seen

    def confirming() -> Reopening:
        return change_confirm(
            inspection=inspected.inspection, standard_number="2.1", seen_number=seen, by=inspected.lead, at=NOW
        )

    said = together(confirming, confirming)
    assert sorted(type(one).__name__ for one in said) == ["NothingToConfirm", "Reopening"], said
    assert any(isinstance(one, NothingToConfirm) for one in said)
    after = since_closing(inspected.inspection.pk, ratings_page(inspected.inspection))
    assert {one.standard.number for one in after if one.state is AfterClosing.REOPENED} == {"2.1"}
