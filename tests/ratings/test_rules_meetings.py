"""The panel's meeting as plain values: members, how many agree, closing, what bars publication."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rules import (
    LEAST_FOR_DISCRETION,
    AfterClosing,
    Involvement,
    OnAgenda,
    after_closing,
    left_before_closing,
    why_no_member,
    why_too_few_agree,
)

RATINGS = st.sampled_from([None, "", "inadequate", "good"])


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Involvement(), ""),
        (Involvement(led=True), "Ada led this inspection."),
        (Involvement(read=True), "Ada read cases of this inspection or worked on it."),
        (Involvement(conflict="Worked there."), "Ada declared a conflict of interest with this service: Worked there."),
        (Involvement(led=True, read=True, conflict="x"), "Ada led this inspection."),
    ],
)
def test_who_led_read_or_declared_a_conflict_is_no_member_and_it_is_said_why(found: Involvement, sentence: str) -> None:
    assert why_no_member("Ada", found) == sentence


@pytest.mark.parametrize(
    ("agreed", "members", "sentence"),
    [
        ((1, 2), (1, 2, 3), ""),
        ((1,), (1, 2), "Discretion needs at least two members who are for it: name them."),
        ((1, 1), (1, 2), "Discretion needs at least two members who are for it: name them."),
        ((), (1, 2), "Discretion needs at least two members who are for it: name them."),
        ((1, 9), (1, 2), "Only members who are at the meeting can be for a decision."),
    ],
)
def test_discretion_needs_two_members_who_are_there(
    agreed: tuple[int, ...], members: tuple[int, ...], sentence: str
) -> None:
    assert why_too_few_agree(agreed, members) == sentence


@given(st.sets(st.integers(1, 5)), st.sets(st.integers(1, 5)))
def test_enough_agree_exactly_where_two_of_those_there_do(agreed: set[int], members: set[int]) -> None:
    assert (not why_too_few_agree(agreed, members)) == (agreed <= members and len(agreed) >= LEAST_FOR_DISCRETION)


def on_agenda(number: str = "2.1", **more: object) -> OnAgenda:
    values = {"is_decided": True, "is_changed": False, "is_left_open": False} | more
    return OnAgenda(number, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("agenda", "sentences"),
    [
        ([on_agenda()], ()),
        ([on_agenda(is_decided=False)], ("Decide 2.1 or say why it is left open.",)),
        (
            [on_agenda(is_decided=False), on_agenda("2.2", is_decided=False)],
            ("Decide 2.1 and 2.2 or say why they are left open.",),
        ),
        ([on_agenda(is_decided=False, is_left_open=True)], ()),
        ([on_agenda(is_changed=True)], ("Look again at 2.1: what it is decided on changed.",)),
        ([on_agenda(is_discretion=True, own_voices=2)], ()),
        (
            [on_agenda(is_discretion=True, own_voices=1)],
            ("Discretion on 2.1 needs two members who say by their own sign-in that they are for it.",),
        ),
    ],
)
def test_what_is_to_be_done_before_the_chair_closes(agenda: list[OnAgenda], sentences: tuple[str, ...]) -> None:
    assert left_before_closing(agenda) == sentences


@pytest.mark.parametrize(
    ("then", "now", "more", "state"),
    [
        ("good", "good", {}, AfterClosing.SAME),
        ("good", "good", {"figures_changed": True}, AfterClosing.MARKED),
        ("good", "inadequate", {"figures_changed": True}, AfterClosing.BARS),
        ("good", "inadequate", {"figures_changed": True, "is_reopened": True}, AfterClosing.REOPENED),
        ("good", "good", {"is_reopened": True}, AfterClosing.REOPENED),
        ("", None, {"is_left_open": True}, AfterClosing.LEFT_OPEN),
        ("", "good", {"is_left_open": True}, AfterClosing.BARS),
    ],
)
def test_how_a_standard_stands_after_the_panel_closed(
    then: str, now: str | None, more: dict[str, bool], state: AfterClosing
) -> None:
    flags = {"figures_changed": False, "is_reopened": False, "is_left_open": False} | more
    assert after_closing(base_then=then, base_now=now, **flags) is state


@given(RATINGS, RATINGS, st.booleans(), st.booleans())
def test_publication_is_barred_exactly_where_the_rating_by_the_rules_is_another(
    then: str | None, now: str | None, changed: bool, left_open: bool
) -> None:
    found = after_closing(
        base_then=then, base_now=now, figures_changed=changed, is_reopened=False, is_left_open=left_open
    )
    assert (found is AfterClosing.BARS) == ((then or "") != (now or ""))
