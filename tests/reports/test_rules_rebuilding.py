"""When a section is built again, and what an open page holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules import SectionState, Seen, seconds_to_wait, seen_of, state_of, token_of

AT = datetime(2026, 3, 16, 10, 30, tzinfo=UTC)


def ago(seconds: float) -> datetime:
    return AT - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("built_at", "covered", "seconds"),
    [
        (None, 0, 0),  # never built
        (ago(3600), 1000, 0),
        (ago(1.04), 1, 0),
        (ago(1.0), 0, 0),
        (ago(0.4), 0, 0.6),
        (ago(0), 0, 1.0),
        (ago(0), 25, 2.0),  # a burst waits longer
        (ago(0), 1_000_000, 4.0),
        (ago(-60), 0, 1.0),  # a clock ahead of ours
    ],
)
def test_seconds_to_wait_after_the_last_build(built_at, covered, seconds):
    assert seconds_to_wait(built_at=built_at, covered=covered, at=AT) == pytest.approx(seconds)


@given(st.floats(1, 400))
def test_a_burst_of_a_thousand_changes_costs_at_most_twenty_builds(changes_per_second):
    """Builds of a section that 1,000 changes reach at an even pace: the first at once, each next after its wait."""
    ends, now, taken_in, builds = 1000 / changes_per_second, 0.0, 0.0, 0
    while taken_in < 1000:
        total = min(1000.0, 1 + now * changes_per_second)
        covered, taken_in, builds = int(total - taken_in), total, builds + 1
        now += max(seconds_to_wait(built_at=AT, covered=covered, at=AT), 1 / changes_per_second)
    assert builds <= 20 or ends > 40  # slower than 25 a second is no burst: then it is at most one a second
    assert builds <= ends + 2


@pytest.mark.parametrize(
    ("built", "wanted", "failed_because", "state"),
    [
        (0, 1, "", SectionState.UPDATING),
        (5, 5, "", SectionState.FRESH),
        (4, 5, "", SectionState.UPDATING),
        (4, 5, "KeyError", SectionState.FAILED),
        (5, 5, "KeyError", SectionState.FRESH),
    ],
)
def test_state_of(built, wanted, failed_because, state):
    assert state_of(built=built, wanted=wanted, failed_because=failed_because) is state


@given(st.integers(1, 10**17), st.integers(0, 10**17), st.sampled_from(SectionState), st.integers(1, 10**8))
def test_a_page_says_what_it_holds_and_is_understood(section_id, built, state, first_note):
    seen = Seen(built, state, first_note)
    assert seen_of([token_of(section_id, seen)]) == {section_id: seen}


@given(st.lists(st.text(max_size=30)))
def test_a_token_that_makes_no_sense_is_left_out(tokens):
    seen_of(tokens)
    nonsense = ["", "1.2", "1.2.fresh", "1.2.stale.1", "x.2.fresh.1", "1.2.fresh.1\n", "-1.2.fresh.1", "1.2.fresh.x"]
    assert seen_of([*nonsense, "1" * 40 + ".2.fresh.1"]) == {}
