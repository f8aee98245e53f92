"""Two devices at the one door, and beside it a model of a few lines that says what must become of each change.

The model knows nothing of how the door works: it says what must stand afterwards, and what each person has ever been
shown. Nobody may overwrite what they were never shown.
"""

import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from django.test import RequestFactory

from accounts.models import Person
from casereviews.history import as_seen
from casereviews.models import CaseReview, ReceivedChange
from casereviews.rules import NOTHING, place_of
from casereviews.services import ReviewIncomplete, aside_use, review_reopen, review_submit, reviews_allocate
from casereviews.services.changes import sheet_of
from casereviews.views import review_changes
from tests.casereviews.doors import checked
from tests.factories import NOW

ANSWER, JUDGEMENT, FACT = TARGETS = ("2.1.1.a", "2.1.1", "fact.area")
REQUESTS = RequestFactory()


class Said(NamedTuple):
    """What one version of a row says, and by whom."""

    value: str
    note: str
    by: int | None


class Became(NamedTuple):
    """The first outcome of a change: with the version it left, and the one it had seen."""

    status: str
    version: int
    seen: int
    by: int
    target: str


@dataclass
class Client:
    """A device: what it was shown of each target, what it has not had an answer to, and all that it ever sent."""

    person: Person
    device: str
    shown: dict[str, int] = field(default_factory=dict)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    batches: list[list[dict[str, Any]]] = field(default_factory=list)
    knew: set[tuple[str, int]] = field(default_factory=set)

    def is_shown(self, target: str, version: int) -> None:
        self.shown[target] = max(self.shown.get(target, 0), version)
        self.knew.add((target, version))

    def own(self, target: str) -> list[str]:
        """The ids of its earlier changes of a target, whether or not they were answered, the latest last."""
        sent = [change for batch in self.batches for change in batch]
        return list(dict.fromkeys(c["id"] for c in [*sent, *self.waiting] if c["target"] == target))


@dataclass
class Model:
    """What must stand: each target's versions, the first outcome of each id, who reads the case, is it closed."""

    versions: dict[str, list[Said]]
    reader: int
    lead: int
    closed: bool = False
    sequence: int = 0
    became: dict[str, Became] = field(default_factory=dict)
    typed: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        (answer, *_), (judgement, reason, _), (fact, *_) = (self.versions[target][-1] for target in TARGETS)
        return all((answer, judgement, reason, fact))

    def may_change(self, person: int) -> bool:
        return person in (self.reader, self.lead)

    def newest(self, target: str) -> int:
        return len(self.versions[target]) - 1

    def takes(self, client: Client, change: dict[str, Any]) -> str:
        """What must become of a change; the model is as it is afterwards."""
        if change["id"] in self.became:
            return "duplicate"
        target, by = change["target"], client.person.pk
        seen = self._seen(change["seen"], by, target)
        status = "refused" if seen is None else self._judged(client, change, seen)
        self.became[change["id"]] = Became(status, self.newest(target), seen or 0, by, target)
        self.typed[change["id"]] = (change.get("value"), change.get("note"))
        return status

    def _judged(self, client: Client, change: dict[str, Any], seen: int) -> str:
        target = change["target"]
        stands, newest = self.versions[target][-1], self.newest(target)
        says = Said(change.get("value", stands.value), change.get("note", stands.note), client.person.pk)
        says_all = (change.get("value", ""), change.get("note", "")) == stands[:2]
        if says[:2] == stands[:2] and (seen == newest or says_all):
            client.knew.add((target, newest))
            return "saved"
        if self.closed or not self.may_change(client.person.pk):
            return "kept_aside"
        if seen != newest:
            return "conflict"
        assert (target, newest) in client.knew, f"{target}: version {newest} is overwritten unseen"
        self.versions[target].append(says)
        client.knew.add((target, newest + 1))
        return "saved"

    def _seen(self, seen: int | str, by: int, target: str) -> int | None:
        """The version seen; None where it names a change that is not an earlier one of the same person and target."""
        if isinstance(seen, int):
            return seen
        first = self.became.get(seen)
        if first is None or (first.by, first.target) != (by, target):
            return None
        return first.version if first.status == "saved" else first.seen

    def was_followed(self, change_id: str, batch: list[dict[str, Any]]) -> bool:
        """Changed again in the batch that brought it."""
        mine = self.became[change_id]
        others = [self.became[c["id"]] for c in batch]
        return mine.status == "saved" and any(
            (o.target, o.status) == (mine.target, "saved") and o.version > mine.version for o in others
        )


class Interleaving:
    """One run: two devices and the lead, the model beside the door. A step's first word is the method that does it."""

    def __init__(self, review: CaseReview, people: list[Person], lead: Person) -> None:
        self.review, self.lead, self.ids = review, lead, 0
        sheet = sheet_of(CaseReview.objects.read(review.pk))
        rows = {target: sheet.rows.of(place_of(sheet, target).kind).get(target, NOTHING) for target in TARGETS}
        assert all(row.version <= 1 for row in rows.values())
        versions = {t: [Said("", "", None), Said(r.value, r.note, r.by_id)][: r.version + 1] for t, r in rows.items()}
        self.model = Model(versions, review.reader_id, lead.pk, sequence=review.sequence)
        self.clients = [Client(person, str(UUID(int=n + 1))) for n, person in enumerate(people)]
        for client in self.clients:
            for target, row in rows.items():
                client.knew.add((target, 0))
                client.is_shown(target, row.version)

    def step(self, kind: str, *how: Any) -> None:
        getattr(self, f"_{kind}")(*how)

    # What somebody does at a device -------------------------------------------------------------------------------

    def _type(self, who: int, target: str, said: tuple[str, str, str], follows: str) -> None:
        (value, note, halves), client = said, self.clients[who]
        self.ids += 1
        change = {"id": str(UUID(int=self.ids)), "target": target, "seen": self._follows(client, target, follows)}
        if target == FACT or halves != "note":
            change["value"] = value
        if target != FACT and halves != "value":
            change["note"] = note
        client.waiting.append(change)

    def _follows(self, client: Client, target: str, follows: str) -> int | str:
        """As a device does: what follows something unanswered names it. Or as one does that forgot, or is mistaken."""
        waits = [change["id"] for change in client.waiting if change["target"] == target]
        if follows == "an older own" and (own := client.own(target)):
            return own[len(own) // 2]
        if follows == "somebody else's":
            others = [change for other in self.clients if other is not client for change in other.own(target)]
            return (others or [str(UUID(int=2**64))])[-1]
        if waits and follows != "what it was shown":
            return waits[-1]
        return client.shown[target]

    def _send(self, who: int, size: int, line: str) -> None:
        client = self.clients[who]
        self._post(client, client.waiting[:size], is_answered=line == "answered")

    def _again(self, who: int, which: int, fresh: int) -> None:
        """An earlier batch once more, whenever that was, perhaps with something new behind it."""
        client = self.clients[who]
        if client.batches:
            old = client.batches[which % len(client.batches)]
            new = [c for c in client.waiting[:fresh] if c not in old]
            self._post(client, [*old, *new], is_answered=False)

    def _look(self, who: int, target: str) -> None:
        client = self.clients[who]
        if self.model.may_change(client.person.pk) and not any(c["target"] == target for c in client.waiting):
            client.is_shown(target, self.model.newest(target))

    # What the lead does -------------------------------------------------------------------------------------------

    def _submit(self) -> None:
        if self.model.closed:
            return
        try:
            review_submit(review_id=self.review.pk, by=self.lead, at=NOW)
            assert self.model.complete, "submitted though something is missing"
            self.model.closed = True
        except ReviewIncomplete:
            assert not self.model.complete or not self.fills, "nothing is missing, yet it is refused"

    @property
    def fills(self) -> bool:
        """Everything but the targets that are changed here was given before."""
        return self.review.done == self.review.required

    def _reopen(self) -> None:
        if self.model.closed:
            review_reopen(review_id=self.review.pk, reason="Look again.", by=self.lead, at=NOW)
            self.model.closed = False

    def _hand(self, who: int) -> None:
        """The case goes to the reader of a device, with all that stands in it."""
        if not self.model.closed:
            reader = self.clients[who].person.pk
            reviews_allocate(by=self.lead, at=NOW, readers={self.review.case_id: reader})
            self.model.reader = reader

    def _use(self) -> None:
        """The lead looks at what was kept aside first and uses it, having seen what stands."""
        kept = ReceivedChange.objects.kept_aside().filter(review=self.review).order_by("pk").first()
        if kept is None or self.model.closed:
            return
        versions = self.model.versions[kept.target]
        aside_use(review_id=self.review.pk, received_id=kept.pk, seen=len(versions) - 1, by=self.lead, at=NOW)
        (value, note), stands = self.model.typed[str(kept.pk)], versions[-1]
        says = Said(stands.value if value is None else value, stands.note if note is None else note, self.lead.pk)
        if says[:2] != stands[:2]:
            versions.append(says)
            self.model.sequence += 1
            for client in self.clients:
                if client.person == self.lead:
                    client.knew.add((kept.target, len(versions) - 1))

    # The door -----------------------------------------------------------------------------------------------------

    def _post(self, client: Client, sent: list[dict[str, Any]], *, is_answered: bool) -> None:
        if not sent:
            return
        answer = post(self.review, client, sent)
        expected = [self.model.takes(client, change) for change in sent]
        results = answer["results"]
        assert [result["status"] for result in results] == expected
        self.model.sequence += any(status != "duplicate" for status in expected)
        assert answer["receipt"]["sequence"] == self.model.sequence
        for change, result in zip(sent, results, strict=True):
            first = self.model.became[change["id"]]
            assert (result.get("first", result["status"]), result["version"]) == (first.status, first.version)
        self._current_is_told(client, sent, results)
        client.batches += [sent] if sent not in client.batches else []
        if is_answered:
            for result, change in zip(results, sent, strict=True):
                client.is_shown(change["target"], result["current"]["version"])
            client.waiting = [change for change in client.waiting if change not in sent]

    def _current_is_told(self, client: Client, sent: list[dict[str, Any]], results: list[dict[str, Any]]) -> None:
        """The last result of each target tells what stands; or nothing, to who lost the case."""
        may_open = self.model.may_change(client.person.pk)
        for target, told in {c["target"]: r["current"] for c, r in zip(sent, results, strict=True)}.items():
            stands, version = self.model.versions[target][-1], self.model.newest(target)
            expected = (stands.value, stands.note, version) if may_open else ("", "", 0)
            assert (told["value"], told["note"], told["version"]) == expected, target

    # At the end ---------------------------------------------------------------------------------------------------

    def ends(self) -> None:
        """The line is back, and all that waits is sent. What stands, what was, and what lost: all as the model says."""
        for client in self.clients:
            self._post(client, client.waiting, is_answered=True)
        kept = {str(row.pk): row for row in ReceivedChange.objects.filter(review=self.review)}
        assert kept.keys() == self.model.became.keys(), "each change once"
        for change_id, row in kept.items():
            first = self.model.became[change_id]
            assert (row.status, row.version, row.by_id, row.target) == (
                first.status, first.version, first.by, first.target,
            )  # fmt: skip
            if first.status != "saved":
                assert (row.value, row.note) == self.model.typed[change_id], (
                    "what was not saved is kept as it was typed"
                )
        self._rows_end(kept)
        review = CaseReview.objects.get(pk=self.review.pk)
        assert (review.sequence, review.reader_id, review.is_closed) == (
            self.model.sequence, self.model.reader, self.model.closed,
        )  # fmt: skip

    def _rows_end(self, kept: dict[str, ReceivedChange]) -> None:
        sheet = sheet_of(CaseReview.objects.read(self.review.pk))
        for target, versions in self.model.versions.items():
            place = place_of(sheet, target)
            assert place is not None
            row = sheet.rows.of(place.kind).get(target, NOTHING)
            assert (Said(row.value, row.note, row.by_id), row.version) == (versions[-1], len(versions) - 1)
            for version, said in enumerate(versions[1:], 1):
                was = as_seen(self.review.pk, place, target, version)
                stood = (was.value, was.note) == said[:2] and was.version == version
                assert stood or self._was_followed(kept, target, version), (target, version)

    def _was_followed(self, kept: dict[str, ReceivedChange], target: str, version: int) -> bool:
        """Changed again in its own batch: what was typed stands on record with what arrived."""
        made = [
            pk for pk, b in self.model.became.items() if (b.target, b.version, b.status) == (target, version, "saved")
        ]
        return any((kept[pk].value, kept[pk].note) == self.model.typed[pk] for pk in made)


def post(review: CaseReview, client: Client, changes: list[dict[str, Any]]) -> dict[str, Any]:
    """Through the door itself, without the way to it."""
    body = json.dumps({"changes": changes, "device": client.device})
    request = REQUESTS.post("/", body, content_type="application/json")
    request.user = client.person
    response: Any = review_changes(request, review.pk)
    assert response.status_code == 200, response.content
    response.json = lambda: json.loads(response.content)
    return checked("response", response)
