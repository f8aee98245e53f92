"""Two administrators save the same row at one moment, on real PostgreSQL: one is told, and nothing gets lost."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Person
from accounts.services import person_change
from accounts.versions import ChangedMeanwhile
from inspections.models import Inspection, Service
from inspections.services import inspection_change, service_save
from tests.factories import PersonFactory, World, world
from tests.races.test_changes import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def plan(found: World, field: str, value: Any) -> Callable[[], Any]:
    seen = Inspection.objects.with_names().get(pk=found.inspection.pk)
    setattr(seen, field, value)
    return lambda: inspection_change(by=found.administrator, inspection=seen)


def names(found: World, field: str, value: str) -> Callable[[], Any]:
    seen = Service.objects.get(pk=found.inspection.service_id)
    setattr(seen, field, value)
    return lambda: service_save(by=found.administrator, service=seen)


def rights(found: World, field: str, value: Any) -> Callable[[], Any]:
    by, person = PersonFactory(is_administrator=True), Person.objects.get(pk=found.stranger.pk)
    told = {name: getattr(person, name) for name in ("name", "email", "is_administrator", "is_active")}
    return lambda: person_change(by=by, person=person, **(told | {field: value}))


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize(
    ("save", "one", "other"),
    [
        (plan, ("phase", "fieldwork"), ("fieldwork_weeks", 2)),
        (names, ("full_name", "Testley Youth Justice Service"), ("board_name", "The Board")),
        (rights, ("name", "Bo Reader"), ("is_administrator", True)),
    ],
)
def test_of_two_who_saw_the_same_one_saves_and_one_is_told(save, one, other, attempt: int) -> None:
    found = world(name=f"race-{attempt}")
    results = at_once(save(found, *one), save(found, *other))
    told = [result for result in results if isinstance(result, Exception)]
    assert [type(refusal) for refusal in told] == [ChangedMeanwhile]
    saved = [field for field, value in (one, other) if stored(save, found, field) == value]
    assert saved == [(one, other)[results.index(told[0]) ^ 1][0]]


def stored(save: Any, found: World, field: str) -> Any:
    rows = {
        plan: Inspection.objects.filter(pk=found.inspection.pk),
        names: Service.objects.filter(pk=found.inspection.service_id),
        rights: Person.objects.filter(pk=found.stranger.pk),
    }
    return rows[save].values_list(field, flat=True).get()
