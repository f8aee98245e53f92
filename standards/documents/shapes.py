"""Shapes of values in an edition file. Each `clean`s a value: says what is wrong with it, and gives back a value of
that shape whatever happened, so that later checks need not ask again. A malformed or missing value becomes `blank`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from standards.documents.parsing import UNREADABLE
from standards.documents.problems import Report, Where, listed, nearest, shown, suggestion

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
SERVICE_WORD = "{service_word}"
FEW_KEYS = 8  # as many as a sentence can list
MOST_UNKNOWN = 50  # keys of one mapping looked at, so that a hopeless file is refused quickly


KINDS = {bool: "true or false", int: "a number", float: "a number", str: "a text", list: "a list", dict: "a mapping"}


class Shape(Protocol):
    def clean(self, value: Any, where: Where, report: Report) -> Any: ...

    @property
    def blank(self) -> Any: ...


def _kind(value: object) -> str:
    return KINDS.get(type(value), "something else")


def _complain(value: object, wanted: str, where: Where, report: Report) -> None:
    """Say that a value is missing or of the wrong kind."""
    if value is UNREADABLE:
        return
    if value is None:
        report.add(where, f"There is no value. Write {wanted}.")
    elif where in report.written:
        report.add(where, f"{shown(report.written[where])} cannot be used here. Write {wanted}.")
    else:
        report.add(where, f"This must be {wanted}, not {_kind(value)}.")


def _not_text(value: object, where: Where, report: Report) -> None:
    """Say that a value is no text; where quotes would make it one, say so."""
    raw = report.written.get(where, "")
    if isinstance(value, bool):
        meaning = str(value).lower()
        report.add(where, f'{shown(raw)} without quotes means {meaning} in YAML. Write it in quotes: "{raw}".')
    elif isinstance(value, int | float):
        report.add(where, f'{shown(raw)} without quotes is a number. Write it in quotes: "{raw}".')
    else:
        _complain(value, "a text", where, report)


@dataclass(frozen=True, slots=True)
class Words:
    """A text for people. It may hold {service_word}."""

    most: int
    blank: str = ""

    def clean(self, value: Any, where: Where, report: Report) -> str:
        if not isinstance(value, str):
            _not_text(value, where, report)
            return self.blank
        if not value.strip():
            report.add(where, "The text is empty. Write one, or take the key out if it is optional.")
        if len(value) > self.most:
            report.add(where, f"The text has {len(value):,} characters; the most is {self.most:,}. Shorten it.")
        for placeholder in PLACEHOLDER.findall(value):
            if placeholder != SERVICE_WORD:
                report.add(where, f"{shown(placeholder)} is not filled in. Only {shown(SERVICE_WORD)} is.")
        return value


@dataclass(frozen=True, slots=True)
class Code:
    """A short word for the program and for references within the file."""

    most: int
    pattern: str = r"[a-z0-9][a-z0-9_]*"
    wanted: str = "small letters, digits and underscores, such as `over_18`"
    blank: str = ""

    def clean(self, value: Any, where: Where, report: Report) -> str:
        if not isinstance(value, str):
            _not_text(value, where, report)
            return self.blank
        if not re.fullmatch(self.pattern, value, re.ASCII) or len(value) > self.most:
            report.add(where, f"{shown(value)} cannot be used here. Use {self.wanted}, at most {self.most} characters.")
            return self.blank
        return value


@dataclass(frozen=True, slots=True)
class OneOf:
    values: tuple[str, ...]
    blank: str = ""

    def clean(self, value: Any, where: Where, report: Report) -> str:
        if not isinstance(value, str):
            _not_text(value, where, report)
            return self.blank
        if value not in self.values:
            report.add(where, f"{shown(value)} is not offered. {suggestion(value, self.values)}")
            return self.blank
        return value


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two limits, both allowed."""

    low: int = 0
    high: int = 30_000
    blank: None = None

    def clean(self, value: Any, where: Where, report: Report) -> int | None:
        wanted = f"a whole number from {self.low} to {self.high:,}"
        if isinstance(value, bool) or not isinstance(value, int):
            _complain(value, f"{wanted}, without quotes", where, report)
            return None
        if not self.low <= value <= self.high:
            report.add(where, f"{value} is out of range. Write {wanted}.")
            return None
        return value


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the whole: above 0, and 1 at most where `whole` is allowed."""

    whole: bool = False
    blank: None = None

    def clean(self, value: Any, where: Where, report: Report) -> float | None:
        wanted = "a share above 0 and up to 1" if self.whole else "a share between 0 and 1"
        if isinstance(value, bool) or not isinstance(value, int | float):
            _complain(value, f"{wanted}, such as 0.4, without quotes", where, report)
            return None
        if not 0 < value < 1 and not (self.whole and value == 1):
            mend = f"Per cent are written as a share: {value / 100:g}." if 1 < value < 100 else f"Write {wanted}."
            report.add(where, f"{value:g} is out of range. {mend}")
            return None
        return value


@dataclass(frozen=True, slots=True)
class Flag:
    blank: bool = False

    def clean(self, value: Any, where: Where, report: Report) -> bool:
        if not isinstance(value, bool):
            _complain(value, "true or false, without quotes", where, report)
            return self.blank
        return value


@dataclass(frozen=True, slots=True)
class ListOf:
    entry: Shape
    least: int = 1
    most: int = 200
    noun: str = "entries"

    @property
    def blank(self) -> list[Any]:
        return []

    def clean(self, value: Any, where: Where, report: Report) -> list[Any]:
        if not isinstance(value, list):
            _complain(value, "a list, such as `[a, b]` or lines that begin with `- `", where, report)
            return []
        if len(value) > self.most:
            report.add(where, f"There are {len(value)} {self.noun}; the most is {self.most}. Take some out.")
        elif len(value) < self.least:
            report.add(where, f"Give at least {self.least} {self.noun}; this list has {len(value)}.")
        return [self.entry.clean(child, (*where, index), report) for index, child in enumerate(value[: self.most])]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A mapping with known keys."""

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape] = field(default_factory=dict)

    @property
    def blank(self) -> dict[str, Any]:
        return {key: shape.blank for key, shape in {**self.required, **self.optional}.items()}

    def clean(self, value: Any, where: Where, report: Report) -> dict[str, Any]:
        if not isinstance(value, dict):
            keys = ", ".join(f"`{key}`" for key in self.required) or listed(self.optional)
            _complain(value, f"keys with values ({keys})", where, report)
            return self.blank
        shapes = {**self.required, **self.optional}
        known = {key: child for key, child in value.items() if key in shapes}
        absent = [key for key in self.required if key not in value]
        for key in islice((key for key in value if key not in shapes), MOST_UNKNOWN):
            meant = self._unknown(key, [name for name in shapes if name not in value], where, report)
            absent = [name for name in absent if name != meant]
        for key in absent:
            report.add(where, f"The key {shown(key)} is missing. Add `{key}: …`.")
        cleaned = {key: shapes[key].clean(child, (*where, key), report) for key, child in known.items()}
        return {**self.blank, **cleaned}

    def _unknown(self, key: str, unused: list[str], where: Where, report: Report) -> str:
        """Complain about a key; the key it was probably meant to be, or ""."""
        meant = nearest(key, unused)
        if meant:
            report.add((*where, key), f"{shown(key)} is not a key here. Did you mean {shown(meant)}?")
        else:
            keys = [*self.required, *self.optional]
            mend = f"Use {listed(keys)}" if len(keys) <= FEW_KEYS else "docs/editions.md lists the keys"
            report.add((*where, key), f"{shown(key)} is not a key here. Take it out. {mend}.")
        return meant


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping whose keys are the writer's own."""

    key: Shape
    entry: Shape

    @property
    def blank(self) -> dict[str, Any]:
        return {}

    def clean(self, value: Any, where: Where, report: Report) -> dict[str, Any]:
        if not isinstance(value, dict):
            _complain(value, "keys with values", where, report)
            return {}
        for key in value:
            self.key.clean(key, (*where, key), report)
        return {key: self.entry.clean(child, (*where, key), report) for key, child in value.items()}


@dataclass(frozen=True, slots=True)
class Texts:
    """A text, or a list of texts; a list comes out."""

    most: int

    @property
    def blank(self) -> list[str]:
        return []

    def clean(self, value: Any, where: Where, report: Report) -> list[str]:
        if isinstance(value, str):
            return [Words(self.most).clean(value, where, report)]
        cleaned: list[str] = ListOf(Words(self.most), noun="texts").clean(value, where, report)
        return cleaned
