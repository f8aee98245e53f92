"""Two people at the one door, in any order, over a line that loses answers, against a model of a few lines.

The model knows nothing of how the door works: it says what must stand afterwards, and what each person has ever been
shown. Nobody may overwrite what they were never shown.
"""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import RequestFactory
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import Person
from casereviews.history import as_seen
from casereviews.models import CaseReview, ReceivedChange
from casereviews.rules import NOTHING, place_of
from casereviews.services.changes import sheet_of
from casereviews.views import review_changes
from tests.casereviews.doors import checked
from tests.factories import World

TARGETS = ("2.1.1.a", "fact.area")
REQUESTS = RequestFactory()


@dataclass
class Client:
    """A device: what it was shown of each target, what it has not had an answer to, and all that it ever knew."""

    person: Person
    shown: dict[str, int] = field(default_factory=lambda: dict.fromkeys(TARGETS, 0))
    waiting: list[dict[str, Any]] = field(default_factory=list)
    answered: list[dict[str, Any]] = field(default_factory=list)
    knew: set[tuple[str, int]] = field(default_factory=lambda: {(target, 0) for target in TARGETS})

    def type(self, change: dict[str, Any]) -> None:
        """As a device does: what follows something unanswered names it."""
        before = [waits["id"] for waits in self.waiting if waits["target"] == change["target"]]
        self.waiting.append(change | {"seen": before[-1] if before else self.shown[change["target"]]})

    def learns(self, sent: list[dict[str, Any]], results: list[dict[str, Any]]) -> None:
        for change, result in zip(sent, results, strict=True):
            target, version = change["target"], result["current"]["version"]
            self.shown[target] = max(self.shown[target], version)
            self.knew.add((target, version))
        self.answered += sent
        self.waiting = self.waiting[len(sent) :]


class Model:
    """What must stand: each target's (value, note) by version, and the first outcome of each id."""

    def __init__(self) -> None:
        self.versions: dict[str, list[tuple[str, str]]] = {target: [("", "")] for target in TARGETS}
        self.became: dict[str, tuple[str, int, int]] = {}  # status, version, version seen

    def takes(self, client: Client, change: dict[str, Any]) -> str:
        if change["id"] in self.became:
            return "duplicate"
        target, versions = change["target"], self.versions[change["target"]]
        seen = self._seen(change["seen"])
        value, note = versions[-1]
        typed = (change.get("value", value), change.get("note", note))
        newest = len(versions) - 1
        says_all = (change.get("value", ""), change.get("note", "")) == versions[-1]
        if typed == versions[-1] and (seen == newest or says_all):
            status = "saved"
            client.knew.add((target, newest))
        elif seen != newest:
            status = "conflict"
        else:
            status = "saved"
            assert (target, newest) in client.knew, f"{target}: version {newest} is overwritten unseen"
            versions.append(typed)
            newest += 1
            client.knew.add((target, newest))
        self.became[change["id"]] = (status, newest, seen)
        return status

    def _seen(self, seen: int | str) -> int:
        if isinstance(seen, int):
            return seen
        status, version, its_seen = self.became[seen]
        return version if status == "saved" else its_seen


def post(review: CaseReview, client: Client, changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Through the door itself, without the way to it."""
    body = json.dumps({"changes": changes})
    request = REQUESTS.post("/", body, content_type="application/json")
    request.user = client.person
    found: list[dict[str, Any]] = checked("response", _parsed(review_changes(request, review.pk)))["results"]
    return found


def _parsed(response: Any) -> Any:
    response.json = lambda: json.loads(response.content)
    return response


def steps(random: Random) -> list[tuple[Any, ...]]:
    """What the two do, in one order of many: they type twice as often as they look."""
    return [_step(random, random.randint(0, 1), random.choice(TARGETS)) for _ in range(random.randint(14, 26))]


def _step(random: Random, who: int, target: str) -> tuple[Any, ...]:
    match random.choices(("type", "send", "look", "again"), (4, 4, 2, 1))[0]:
        case "type":
            which = random.choice(("value", "note", "both"))
            return ("type", who, target, random.choice(("", "yes", "no")), random.choice(("", "A", "B")), which)
        case "send":
            return ("send", who, random.randint(1, 4), random.choice(("answered", "answered", "answer lost")))
        case "look":
            return ("look", who, target)
        case _:
            return ("again", who)


class Interleaving:
    """One run: two devices, the model beside the door."""

    def __init__(self, review: CaseReview, people: list[Person]) -> None:
        self.review, self.model, self.ids = review, Model(), 0
        self.clients = [Client(person) for person in people]

    def step(self, kind: str, number: int, *how: Any) -> None:
        getattr(self, f"_{kind}")(self.clients[number], *how)

    def _type(self, client: Client, target: str, value: str, note: str, which: str) -> None:
        self.ids += 1
        change = {"id": str(UUID(int=self.ids)), "target": target}
        if target.startswith("fact"):
            which = "value"
        change |= {"value": value} if which in ("value", "both") else {}
        client.type(change | ({"note": note} if which in ("note", "both") else {}))

    def _send(self, client: Client, size: int, line: str) -> None:
        self._post(client, client.waiting[:size], is_answered=line == "answered")

    def _again(self, client: Client) -> None:
        """What was answered long ago, once more: a device that died before it could forget it."""
        self._post(client, client.answered[:3], is_answered=False)

    def _look(self, client: Client, target: str) -> None:
        if not any(change["target"] == target for change in client.waiting):
            client.shown[target] = len(self.model.versions[target]) - 1
            client.knew.add((target, client.shown[target]))

    def _post(self, client: Client, sent: list[dict[str, Any]], *, is_answered: bool) -> None:
        if not sent:
            return
        results = post(self.review, client, sent)
        expected = [self.model.takes(client, change) for change in sent]
        assert [result["status"] for result in results] == expected
        for change, result in zip(sent, results, strict=True):
            first, version, _ = self.model.became[change["id"]]
            assert (result.get("first", result["status"]), result["version"]) == (first, version)
        if is_answered:
            client.learns(sent, results)

    def ends(self) -> None:
        """What stands, what was, and what lost, all as the model says."""
        sheet = sheet_of(self.review)
        kept = {str(row.pk): row for row in ReceivedChange.objects.filter(review=self.review)}
        assert kept.keys() == self.model.became.keys(), "each change once"
        assert {pk: row.status for pk, row in kept.items()} == {pk: s for pk, (s, _, _) in self.model.became.items()}
        for target, versions in self.model.versions.items():
            place = place_of(sheet, target)
            assert place is not None
            row = sheet.rows.of(place.kind).get(target, NOTHING)
            assert (row.value, row.note, row.version) == (*versions[-1], len(versions) - 1)
            for version, said in enumerate(versions[1:], 1):
                was = as_seen(self.review.pk, place, target, version)
                assert (was.value, was.note) == said or self._was_followed(kept, target, version), (target, version)
        for client in self.clients:
            for change in client.answered + client.waiting:
                row = kept.get(change["id"])
                if row and row.status == "conflict":
                    assert (row.value, row.note) == (change.get("value"), change.get("note")), "the losing side stays"

    @staticmethod
    def _was_followed(kept: dict[str, ReceivedChange], target: str, version: int) -> bool:
        """Changed again in its own batch: it stands on record with what arrived."""
        rows = [row for row in kept.values() if (row.target, row.version, row.status) == (target, version, "saved")]
        return any((row.value, row.note) != (None, None) for row in rows)


@pytest.fixture
def runs(long_run: bool) -> int:
    return 10_000 if long_run else 60


def test_two_clients_at_the_door_overwrite_nothing_and_double_nothing(
    world: World, runs: int, record_property: Callable[[str, object], None]
) -> None:
    review, seen = world.review(), Counter[str]()

    @settings(
        max_examples=runs, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )  # fmt: skip
    @given(st.randoms(use_true_random=True))
    def interleave(random: Random) -> None:
        point = transaction.savepoint()
        try:
            run = Interleaving(review, [world.inspector, world.lead])
            for step in steps(random):
                run.step(*step)
            run.ends()
            seen.update(status for status, _, _ in run.model.became.values())
            seen["interleavings"] += 1
        finally:
            transaction.savepoint_rollback(point)

    interleave()
    assert seen["saved"] and seen["conflict"]
    words = f"{seen['interleavings']:,} interleavings of two clients: {seen['saved']:,} changes saved, "
    words += f"{seen['conflict']:,} in conflict, none overwritten unseen, none doubled, none lost"
    record_property("printed result", words)
