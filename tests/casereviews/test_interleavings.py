"""Two people at the one door, in any order, over a line that loses answers, while the lead submits, reopens and hands
the case over: nothing is overwritten unseen, nothing is saved twice, nothing that was typed is lost."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from accounts.models import Person
from casereviews.models import CaseReview
from casereviews.services import reviews_allocate
from inspections.rules import Role
from inspections.services import team_member_add
from tests.casereviews.interleaving import TARGETS, Interleaving
from tests.factories import NOW, PersonFactory, World, fill

who, some = st.integers(0, 1), st.sampled_from
target = some((TARGETS[0], *TARGETS))  # the two meet at one answer more often than elsewhere
follows = some((*["as a device does"] * 12, "what it was shown", "an older own", "somebody else's"))
said = st.tuples(some(("", "yes", "no")), some(("", "A", "B")), some(("value", "note", "both")))
STEPS = {
    "type": (who, target, said, follows),
    "send": (who, st.integers(1, 4), some(("answered", "answered", "answer lost"))),
    "again": (who, st.integers(0, 20), st.integers(0, 2)),
    "look": (who, target),
    "submit": (),
    "reopen": (),
    "hand": (who,),
    "use": (),
}
OFTEN = {"type": 12, "send": 8, "look": 4, "again": 2, "reopen": 2, "hand": 1}
kinds = some([kind for kind in STEPS for _ in range(OFTEN.get(kind, 1))])
steps = st.lists(kinds.flatmap(lambda kind: st.tuples(st.just(kind), *STEPS[kind])), min_size=15, max_size=40)


PARTS = 4  # side by side


@pytest.fixture
def runs(long_run: bool) -> int:
    return (10_000 if long_run else 60) // PARTS


@pytest.fixture
def second(world: World) -> Person:
    person = PersonFactory(name="Zoe Second")
    team_member_add(by=world.administrator, inspection=world.inspection, person=person, role=Role.INSPECTOR)
    return person


@pytest.fixture
def reviews(world: World, second: Person) -> dict[str, CaseReview]:
    """One in which nothing is answered and one that lacks nothing; both readers had either at some time."""
    found = {"nothing yet": world.review("C1"), "in full": world.review("C2")}
    fill(found["in full"], by=world.inspector)
    for reader in (second, world.inspector):
        reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: reader.pk for review in found.values()})
    return {answered: CaseReview.objects.get(pk=review.pk) for answered, review in found.items()}


@pytest.mark.parametrize("part", range(PARTS))
def test_two_clients_at_the_door_overwrite_nothing_and_double_nothing(
    *,
    world: World,
    second: Person,
    reviews: dict[str, CaseReview],
    runs: int,
    part: int,
    record_property: Callable[[str, object], None],
) -> None:
    became, others = Counter[str](), {"another reader": second, "the lead": world.lead}

    @seed(part)
    @settings(
        max_examples=runs, database=None, deadline=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )  # fmt: skip
    @given(some(list(reviews)), some(list(others)), steps)
    def interleave(answered: str, other: str, steps: list[tuple[Any, ...]]) -> None:
        point = transaction.savepoint()
        try:
            run = Interleaving(reviews[answered], [world.inspector, others[other]], world.lead)
            for step in steps:
                run.step(*step)
            run.ends()
            became.update(first.status for first in run.model.became.values())
            became["interleavings"] += 1
        finally:
            transaction.savepoint_rollback(point)

    interleave()
    assert {"saved", "conflict", "kept_aside", "refused"} <= became.keys(), became
    words = f"{became['interleavings']:,} interleavings of two clients: {became['saved']:,} changes saved, "
    words += f"{became['conflict']:,} in conflict, {became['kept_aside']:,} kept aside, {became['refused']:,} refused, "
    record_property("printed result", f"{words}none overwritten unseen, none doubled, none lost")
