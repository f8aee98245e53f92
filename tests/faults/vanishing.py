"""Clients that vanish in the middle of sending, over sockets of their own, and what they still have to send.

Each keeps what it typed until it was told what became of it, and sends all of that again, as the page's queue does.
"""

import http.client
import json
import socket
import struct
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from accounts.models import Person
from casereviews.history import as_seen
from casereviews.models import CaseReview, ReceivedChange
from casereviews.rules import place_of
from casereviews.services.changes import sheet_of
from tests.factories import World

JSON = "application/json"
WAYS = ("half, then closed", "half, then reset", "all, then closed", "all, then reset")
SILENT = "half, then silent"
VALUES = ("yes", "no", "not_relevant")


@dataclass(frozen=True, slots=True)
class Line:
    """To one server, signed in."""

    port: int
    session: str

    @property
    def headers(self) -> dict[str, str]:
        cookie = f"sessionid={self.session}; csrftoken={'t' * 32}"
        return {"Host": "127.0.0.1", "Cookie": cookie, "X-CSRFToken": "t" * 32}

    def post(self, path: str, body: bytes, kind: str = JSON) -> tuple[int, bytes]:
        """As somebody who stays until the answer is there."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("POST", path, body, {**self.headers, "Content-Type": kind})
        response = connection.getresponse()
        found = response.status, response.read()
        connection.close()
        return found

    def vanish(self, path: str, body: bytes, way: str, kind: str = JSON) -> socket.socket | None:
        """Sends half or all of a body and is gone. A silent one is only let go: its socket comes back, still open."""
        headers = {name: value for name, value in self.headers.items() if kind == JSON or name != "X-CSRFToken"}
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"POST {path} HTTP/1.1\r\n{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        sent = body if way.startswith("all") else body[: len(body) // 2]
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection.sendall(head.encode() + sent)
        if way == SILENT:
            return connection
        if way.endswith("reset"):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        return None


@dataclass
class Vanisher:
    """A device at one answer of a review, that only it writes."""

    line: Line
    review: int
    target: str
    number: int
    random: Random
    typed: list[dict[str, object]] = field(default_factory=list)
    told: int = 0  # how many of those it had an answer to

    def type(self) -> None:
        n = len(self.typed)
        change_id = str(UUID(int=self.number * 10**6 + n))
        seen = self.typed[-1]["id"] if self.typed else 0
        note = f"{self.number}-{n} " + "words " * self.random.randint(0, 300)
        self.typed.append(
            {"id": change_id, "target": self.target, "seen": seen, "value": VALUES[n % 3], "note": note.strip()}
        )

    def tries(self, way: str) -> socket.socket | None:
        self.type()
        return self.line.vanish(f"/reviews/{self.review}/changes/", self._waiting, way)

    def cuts_off_a_form(self, standard: str, way: str) -> None:
        """The same answer as a page without JavaScript posts it: half of it must not pass for a shorter note."""
        data = {f"s-{self.target}": "0", f"v-{self.target}": "yes", f"n-{self.target}": "cut off " * 100, "stay": "1"}
        body = urlencode({"csrfmiddlewaretoken": "t" * 32, **data}).encode()
        kind = "application/x-www-form-urlencoded"
        self.line.vanish(f"/reviews/{self.review}/standards/{standard}/", body, way, kind)

    def stays(self) -> list[dict[str, object]]:
        """Sends what waits and reads what became of it."""
        status, body = self.line.post(f"/reviews/{self.review}/changes/", self._waiting)
        assert status == 200, (status, body[:500])
        self.told = len(self.typed)
        results: list[dict[str, object]] = json.loads(body)["results"]
        return results

    @property
    def _waiting(self) -> bytes:
        return json.dumps({"changes": self.typed[self.told :]}).encode()


def line_of(port: int, person: Person) -> Line:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "accounts.backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return Line(port, str(session.session_key))


def vanishers(found: World, line: Line, clients: int, seed: int) -> list[Vanisher]:
    """Devices at answers of their own, a few dozen of them at each review."""
    reviews = [found.review(f"V{seed}-{n}") for n in range(clients // 25 + 1)]
    targets = [prompt.address for question in sheet_of(reviews[0]).questions for prompt in question.prompts]
    random = Random(seed)
    return [
        Vanisher(
            line, reviews[n % len(reviews)].pk, targets[n // len(reviews)], seed * 10**6 + n, Random(random.random())
        )
        for n in range(clients)
    ]


def saved_once_and_whole(device: Vanisher) -> None:
    """Each thing typed at this device is one version, in the order typed; sent again, all of it is known."""
    device.told = 0
    results = device.stays()
    assert {result["status"] for result in results} == {"duplicate"}
    assert {result["first"] for result in results} == {"saved"}
    assert [result["version"] for result in results] == list(range(1, len(device.typed) + 1))
    review = CaseReview.objects.read(device.review)
    row = sheet_of(review).rows.answers[device.target]
    assert (row.value, row.note, row.version) == (
        device.typed[-1]["value"], device.typed[-1]["note"], len(device.typed),
    )  # fmt: skip
    place = place_of(sheet_of(review), device.target)
    assert place is not None
    kept = {str(r.pk): r for r in ReceivedChange.objects.filter(review=review, target=device.target)}
    assert kept.keys() == {change["id"] for change in device.typed}, "forms that were cut off left nothing"
    for version, change in enumerate(device.typed, 1):
        was, arrived = as_seen(device.review, place, device.target, version), kept[str(change["id"])]
        assert change["note"] in (was.note if was.version == version else None, arrived.note), version
