"""House text: what every report of an edition says in the same words. Pure; reports/house/ holds the words.

In a text, {service} and its like are filled in, ^[…] is a footnote and <https://…> a link.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from html import escape
from string import Formatter
from typing import Any

from standards.wording import joined

NOTE = re.compile(r"\^\[([^\]]*)\]")
LINK = re.compile(r"&lt;(https://[^\s&]+)&gt;")
PLACEHOLDERS = frozenset({"service", "service_word", "place", "board", "inspectorate", "bands", "out_of"})
OF_ONE_TEXT = {
    "uncounted": frozenset({"standards", "are", "do"}),
    "recommended": frozenset({"recommendations"}),
    "isbn": frozenset({"isbn"}),
}


class HouseRefused(ValueError):
    """A file of house text is not what a report needs; the message says where."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary."""

    term: str
    says: str


@dataclass(frozen=True, slots=True)
class HouseChapter:
    heading: str
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class House:
    """The words of one edition's reports. An empty text, or none, prints nothing."""

    edition: str
    inspectorate: str
    address: tuple[str, ...]
    kind: str  # of inspection, as the title page says it
    imprint: tuple[str, ...]
    isbn_missing: str  # in its place until there is one
    isbn: str
    signed_as: str
    acknowledged: str
    role: tuple[str, ...]
    recommended: str
    names: str
    statute: str
    evidence: str
    rating_by_cases: str
    rating_by_judgement: str
    ratings: str
    uncounted: str
    resettlement: str
    rounding: str
    consent: str
    out_of_court: str
    subsamples: tuple[str, ...]
    further: tuple[str, ...]
    relevance: Mapping[str, str]  # by the code of a condition of the edition
    colleagues: Mapping[str, str]  # the inspectorate of each field of colleague inspectors
    method: tuple[HouseChapter, ...]
    glossary: tuple[Term, ...]
    abbreviations: tuple[str, ...]  # that need no spelling out
    known_names: tuple[str, ...]  # of bodies and offices, which may stand in every report


LISTS = ("address", "imprint", "role", "subsamples", "further", "abbreviations", "known_names")
MAPS = ("relevance", "colleagues")


def house_from(document: Any) -> House:
    """The words of a file that was read. Raises HouseRefused for what is missing, too much, or cannot be filled in."""
    if not isinstance(document, Mapping):
        raise HouseRefused("It holds no texts by name.")
    names = {field.name for field in fields(House)}
    if odd := names.symmetric_difference(document):
        raise HouseRefused(f"Missing, or not known: {', '.join(sorted(map(str, odd)))}.")
    told: dict[str, Any] = {name: _text(document[name], name) for name in names - {*LISTS, *MAPS, "method", "glossary"}}
    told |= {name: tuple(_text(text, name) for text in _list(document[name], name)) for name in LISTS}
    told |= {name: {str(key): _text(text, name) for key, text in document[name].items()} for name in MAPS}
    told["glossary"] = tuple(
        Term(_text(one["term"], "glossary"), _text(one["says"], "glossary"))
        for one in _entries(document["glossary"], "glossary", Term)
    )
    told["method"] = tuple(
        HouseChapter(_text(one["heading"], "method"), tuple(_text(text, "method") for text in one["text"]))
        for one in _entries(document["method"], "method", HouseChapter)
    )
    return House(**told)


def _list(value: Any, name: str) -> Sequence[Any]:
    if not isinstance(value, list):
        raise HouseRefused(f"{name} is a list of texts.")
    return value


def _entries(value: Any, name: str, kind: type[Any]) -> Sequence[Mapping[str, Any]]:
    """Each with the fields of its kind and no others: a comma outside quotation marks would cut a text short."""
    entries, wanted = _list(value, name), {field.name for field in fields(kind)}
    for one in entries:
        if not isinstance(one, Mapping) or set(one) != wanted:
            raise HouseRefused(f"{name}: {one!r} does not hold {joined(sorted(wanted))} alone: is a comma unquoted?")
    return entries


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise HouseRefused(f"{name} holds {value!r}, which is no text: put it in quotation marks.")
    try:
        named = {field for _, field, _, _ in Formatter().parse(value) if field is not None}
    except ValueError as error:
        raise HouseRefused(f"{name}: {error}.") from error
    if unknown := named - PLACEHOLDERS - OF_ONE_TEXT.get(name, frozenset()):
        raise HouseRefused(f"{name}: nothing stands for {{{sorted(unknown)[0]}}}.")
    return value


def house_html(text: str, words: Mapping[str, str]) -> str:
    """A text with `words` filled in, as HTML: what is filled in is never markup."""
    html = LINK.sub(r'<a class="govuk-link" href="\1">\1</a>', escape(text, quote=False))
    html = NOTE.sub(r"<plumb-note>\1</plumb-note>", html)
    return html.format_map({name: escape(word) for name, word in words.items()})
