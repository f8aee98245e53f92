"""Names that one part of an edition file defines and others use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from standards.documents.problems import Report, Where, shown, suggestion
from standards.models import Domain

Part = dict[str, Any]
NO_CASES = Domain.Cases.NONE.value


@dataclass(frozen=True, slots=True)
class Names:
    """What may be referred to. Where the defining part could not be read fully, nothing is called unknown."""

    known: frozenset[str]
    complete: bool = True

    def joined(self, other: "Names") -> "Names":
        return Names(self.known | other.known, self.complete and other.complete)


def twice(values: Iterable[Any], where: Where, key: str, report: Report) -> None:
    """Say where a value of a list stands a second time; `key` is "" where the entries are the values themselves."""
    first: dict[Any, int] = {}
    for index, value in enumerate(values):
        if value in ("", None):
            continue
        if value in first:
            place: Where = (*where, index, key) if key else (*where, index)
            line = report.line_of((*where, first[value], key) if key else (*where, first[value]))
            what = f"The {key} {shown(value)}" if key else shown(value)
            report.add(place, f"{what} stands twice, first in line {line}. Give each its own.")
        first.setdefault(value, index)


@dataclass
class Check:
    """An edition whose shapes are cleaned, and the names it defines. Blanks stand for what was complained about."""

    edition: Part
    report: Report

    def codes(self, entries: Sequence[Part], where: Where) -> Names:
        """The codes that a list defines. Where one stands twice, or is blank, another may be missing."""
        known = frozenset(entry["code"] for entry in entries if entry["code"])
        return Names(known, complete=len(known) == len(entries) and not self.report.has(where))

    def known(self, name: str, names: Names, where: Where, noun: str) -> None:
        """Say that a name is unknown, with the nearest known one."""
        if name and names.complete and name not in names.known:
            self.report.add(where, f"{shown(name)} is not a {noun}. {suggestion(name, sorted(names.known))}")

    def values(self, *keys: str) -> Names:
        """The values of a plain list, such as the kinds of classification."""
        found: Any = self.edition
        for key in keys:
            found = found[key]
        spoilt = any(self.report.has(keys[:end]) for end in range(1, len(keys) + 1))
        return Names(frozenset(filter(None, found)), complete=not spoilt and all(found))

    @cached_property
    def domains(self) -> Names:
        return self.codes(self.edition["domains"], ("domains",))

    @cached_property
    def caseless(self) -> frozenset[str]:
        return frozenset(domain["code"] for domain in self.edition["domains"] if domain["cases"] == NO_CASES)

    @cached_property
    def facts(self) -> Names:
        return self.codes(self.edition["facts"], ("facts",))

    @cached_property
    def ratings(self) -> Names:
        return self.codes(self.edition["rating_scale"], ("rating_scale",))

    @cached_property
    def kinds(self) -> Names:
        return self.values("classifications", "kinds")

    @cached_property
    def disposal_types(self) -> Names:
        """Those of every domain: a relevance rule names them without their domain."""
        names = Names(frozenset())
        for index, domain in enumerate(self.edition["domains"]):
            types = domain["disposal_types"]
            own = self.codes(types, ("domains", index, "disposal_types"))
            names = names.joined(own).joined(Names(frozenset(), bool(types) or domain["cases"] == NO_CASES))
        return names
