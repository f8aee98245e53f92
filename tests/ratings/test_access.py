from collections.abc import Callable, Iterable

import pytest

from inspections.rules import Role, Standing
from ratings.access import can_decide, can_propose, can_see_notes, can_see_ratings

PREDICATES: dict[Callable[[Standing], bool], set[Role]] = {
    can_see_ratings: {Role.LEAD, Role.QUALITY_LEAD, Role.PANEL, Role.EDITOR, Role.SIGNATORY},
    can_see_notes: {Role.LEAD, Role.QUALITY_LEAD, Role.PANEL},
    can_decide: {Role.PANEL},
    can_propose: {Role.LEAD},
}


def standing(roles: Iterable[Role], *, is_administrator: bool = False) -> Standing:
    return Standing(person_id=1, roles=frozenset(roles), is_administrator=is_administrator)


@pytest.mark.parametrize("may", PREDICATES)
def test_each_deed_is_for_its_roles(may: Callable[[Standing], bool]) -> None:
    assert {role for role in Role if may(standing({role}))} == PREDICATES[may]


@pytest.mark.parametrize("may", PREDICATES)
def test_no_deed_is_for_those_without_a_role(may: Callable[[Standing], bool]) -> None:
    assert not may(standing(()))
    assert not may(standing((), is_administrator=True))


@pytest.mark.parametrize("other", [Role.LEAD, Role.INSPECTOR, Role.QUALITY_LEAD])
def test_nobody_decides_on_an_inspection_they_led_or_read_for(other: Role) -> None:
    assert not can_decide(standing({Role.PANEL, other}))
