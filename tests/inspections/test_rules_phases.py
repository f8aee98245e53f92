"""Phases: their planned days, and which are overdue."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from inspections.rules import (
    CONTEXT_NAMES,
    DIRECTION_NAMES,
    MODE_NAMES,
    PHASE_NAMES,
    REGION_NAMES,
    ROLE_NAMES,
    UNIT_NAMES,
    ContextKind,
    Direction,
    Mode,
    Phase,
    Region,
    Role,
    Unit,
    overdue_phases,
    phase_dates,
)

MONDAY = date(2024, 3, 18)


def test_phases_fall_where_they_should() -> None:
    planned = {one.phase: (one.first, one.last) for one in phase_dates(fieldwork_starts=MONDAY, weeks=1)}
    assert planned == {
        Phase.ANNOUNCED: (date(2024, 1, 22), date(2024, 1, 22)),
        Phase.EVIDENCE: (date(2024, 1, 22), date(2024, 2, 16)),
        Phase.PRESENTATION: (date(2024, 2, 21), date(2024, 2, 21)),
        Phase.SAMPLE_DRAWN: (date(2024, 2, 26), date(2024, 2, 26)),
        Phase.FIELDWORK: (date(2024, 3, 18), date(2024, 3, 22)),
        Phase.QUALITY_ASSURANCE: (date(2024, 3, 25), date(2024, 4, 5)),
        Phase.PANEL: (date(2024, 4, 18), date(2024, 4, 18)),
        Phase.DRAFTING: (date(2024, 4, 22), date(2024, 5, 10)),
        Phase.FACTUAL_ACCURACY: (date(2024, 5, 13), date(2024, 5, 24)),
        Phase.PUBLISHED: (date(2024, 7, 2), date(2024, 7, 2)),
    }


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_phases_follow_each_other_on_working_days(start: date, weeks: int) -> None:
    planned = phase_dates(fieldwork_starts=start, weeks=weeks)
    assert [one.phase for one in planned] == list(Phase)
    assert all(before.last <= after.last and before.first <= after.first for before, after in pairwise(planned))
    by_phase = {one.phase: one for one in planned}
    assert by_phase[Phase.FIELDWORK].first == start
    for one in planned:
        assert one.first <= one.last
        if one.phase is not Phase.FIELDWORK or start.weekday() == 0:
            assert one.first.weekday() < 5
            assert one.last.weekday() < 5
    check = by_phase[Phase.FACTUAL_ACCURACY]
    days = [check.first + timedelta(days=n) for n in range((check.last - check.first).days + 1)]
    assert sum(day.weekday() < 5 for day in days) == 10
    if start.weekday() == 0:
        ended, published = by_phase[Phase.FIELDWORK].last, by_phase[Phase.PUBLISHED].last
        assert 90 < (published - ended).days < 122  # three to four months


def test_overdue_phases_should_be_over_and_are_not() -> None:
    planned = phase_dates(fieldwork_starts=MONDAY, weeks=1)
    friday = date(2024, 3, 22)
    assert overdue_phases(planned, now_in=Phase.FIELDWORK, today=friday) == []
    assert overdue_phases(planned, now_in=Phase.FIELDWORK, today=friday + timedelta(days=1)) == [Phase.FIELDWORK]
    assert overdue_phases(planned, now_in=Phase.SAMPLE_DRAWN, today=friday + timedelta(days=1)) == [Phase.FIELDWORK]
    assert overdue_phases(planned, now_in=Phase.PRESENTATION, today=date(2024, 2, 27)) == [
        Phase.PRESENTATION,
        Phase.SAMPLE_DRAWN,
    ]
    assert overdue_phases(planned, now_in=Phase.ANNOUNCED, today=date(2024, 2, 1)) == []
    assert overdue_phases(planned, now_in=Phase.PUBLISHED, today=date(2030, 1, 1)) == []


def test_every_code_has_a_name() -> None:
    pairs = [(Phase, PHASE_NAMES), (Mode, MODE_NAMES), (Role, ROLE_NAMES), (Region, REGION_NAMES)]
    for codes, names in (*pairs, (ContextKind, CONTEXT_NAMES), (Direction, DIRECTION_NAMES), (Unit, UNIT_NAMES)):
        assert list(names) == list(codes)
        assert len(set(names.values())) == len(names)
