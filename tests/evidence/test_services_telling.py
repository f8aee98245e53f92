"""Every service of evidence tells the report what changed, once, and only when something did."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings

from evidence.services import (
    file_scan,
    piece_change,
    piece_withdraw,
    question_withdraw,
    quote_withdraw,
    strength_move,
    strength_withdraw,
)
from inspections.events import figures_changed
from inspections.rules import EVIDENCE
from tests.evidence.material import document, file_of, meeting, question, quote, sent, strength, survey, texts
from tests.factories import NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(world: World) -> Iterator[list[frozenset[str]]]:
    topics: list[frozenset[str]] = []

    def hear(sender: Any, *, inspection_id: int, **told: Any) -> None:
        assert inspection_id == world.inspection.pk
        topics.append(told["topics"])

    figures_changed.connect(hear)
    yield topics
    figures_changed.disconnect(hear)


def withdrawn(name: str, service: Callable[..., object]) -> Callable[[World, Any], object]:
    def do(world: World, row: Any) -> object:
        return service(**{f"{name}_id": row.pk}, because="A slip.", seen=row.version, by=world.lead, at=NOW)

    return do


NOTHING = lambda w: None  # noqa: E731 - a table's cell
DEEDS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], object]]] = {
    "a piece added": (NOTHING, lambda w, _: meeting(w)),
    "a document added": (NOTHING, lambda w, _: document(w)),
    "a document sent": (NOTHING, lambda w, _: sent(w)),
    "a piece changed": (
        meeting, lambda w, row: piece_change(piece_id=row.pk, told={"title": "Two"}, seen=1, by=w.lead, at=NOW),
    ),
    "a piece withdrawn": (meeting, withdrawn("piece", piece_withdraw)),
    "a question added": (survey, question),
    "a question changed": (
        lambda w: question(w, survey(w)),
        lambda w, row: question(w, row.evidence, question_id=row.pk, counts=[9, 6], seen=1),
    ),
    "a question withdrawn": (lambda w: question(w, survey(w)), withdrawn("question", question_withdraw)),
    "a quote kept": (texts, quote),
    "a quote changed": (
        lambda w: quote(w, texts(w)),
        lambda w, row: quote(w, row.evidence, quote_id=row.pk, edited="they helped me …", seen=1),
    ),
    "a quote withdrawn": (lambda w: quote(w, texts(w)), withdrawn("quote", quote_withdraw)),
    "a strength written": (NOTHING, lambda w, _: strength(w)),
    "a strength changed": (strength, lambda w, row: strength(w, strength_id=row.pk, words="Two.", seen=1)),
    "a strength moved": (
        lambda w: (strength(w), strength(w, words="Two."))[1],
        lambda w, row: strength_move(strength_id=row.pk, up=True, seen_place=row.place, by=w.lead, at=NOW),
    ),
    "a strength withdrawn": (strength, withdrawn("strength", strength_withdraw)),
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
def test_services_tell_that_evidence_changed(deed: str, world: World, heard: list[frozenset[str]]) -> None:
    before, do = DEEDS[deed]
    row = before(world)
    heard.clear()
    do(world, row)
    assert heard == [frozenset({EVIDENCE})]


@pytest.mark.parametrize("make", [meeting, strength, survey, texts])
def test_the_same_told_twice_tells_once(
    make: Callable[[World], object], world: World, heard: list[frozenset[str]]
) -> None:
    make(world)
    make(world)
    assert len(heard) == 1


def test_a_strength_that_goes_no_higher_tells_nothing(world: World, heard: list[frozenset[str]]) -> None:
    row = strength(world)
    heard.clear()
    strength_move(strength_id=row.pk, up=True, seen_place=row.place, by=world.lead, at=NOW)
    assert heard == []


def says_eicar(content: bytes) -> str:
    return "Eicar" if content else ""


@override_settings(EVIDENCE_SCANNER="tests.evidence.test_services_telling:says_eicar")
def test_what_the_scanner_refuses_counts_no_longer(world: World, heard: list[frozenset[str]]) -> None:
    file = file_of(document(world))
    heard.clear()
    assert file_scan(file_id=file.pk, at=NOW)
    assert heard == [frozenset({EVIDENCE})]
