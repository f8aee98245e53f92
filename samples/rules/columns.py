"""The columns of an upload of eligible cases, and which column of a file each is."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from samples.rules.personal import Personal, personal_header
from standards.structure import FactOutline, Outline

CASE_REF, PERSON_REF, DOMAIN, DISPOSAL, LOCAL_NAME, START_DATE, CASE_MANAGER = (
    "case_ref",
    "person_ref",
    "domain",
    "disposal_type",
    "disposal_local_name",
    "start_date",
    "case_manager",
)
LEAVE_OUT = ""  # in a mapping: this column of the file is not read

# How services call them, as their systems print it. Compared without capitals, signs and "the", "of" and "a".
SYNONYMS: dict[str, tuple[str, ...]] = {
    CASE_REF: (
        *("case reference", "case id", "case number", "case no", "reference", "ref", "case", "our reference"),
        *("disposal id", "disposal reference", "intervention id", "episode id", "unique case reference"),
    ),
    PERSON_REF: (
        *("person reference", "person id", "child ref", "child reference", "child id", "young person id", "yp id"),
        *("young person ref", "young person reference", "yp ref", "client id", "client ref", "client reference"),
        *("individual id", "individual ref", "unique child reference", "unique person reference"),
    ),
    DOMAIN: ("inspection domain", "domain code"),
    DISPOSAL: (
        *("disposal", "type of disposal", "outcome", "outcome type", "sentence", "sentence type", "order"),
        *("order type", "intervention type", "disposal code", "programme type"),
    ),
    LOCAL_NAME: ("local name", "local disposal name", "what the service calls it"),
    START_DATE: (
        *("start", "began", "date began", "date started", "date of sentence", "sentence date", "order date"),
        *("date of order", "disposal date", "date of disposal", "date delivered", "delivery date", "date of delivery"),
        *("intervention start date", "order start date", "release date", "date of release"),
    ),
    CASE_MANAGER: (
        *("manager", "case holder", "caseholder", "allocated worker", "key worker", "keyworker", "case worker"),
        *("caseworker", "lead practitioner", "practitioner", "yot worker", "yjs worker", "supervising officer"),
        *("officer", "allocated to", "worker", "case manager name", "name of case manager"),
    ),
    "area": ("team", "locality", "district", "area or team", "team name"),
    "age_band": ("age", "age group", "age at start", "age at disposal", "age at sentence"),
    "gender": ("sex",),
    "ethnicity": ("ethnic group", "ethnic origin", "self defined ethnicity"),
    "offence_type": ("offence", "main offence", "primary offence", "offence category", "most serious offence"),
    "care_status": ("care", "looked after", "looked after status", "lac status", "cla status", "child looked after"),
    "risk_of_serious_harm": (
        *("rosh", "rosh level", "rosh rating", "risk of harm", "risk of serious harm level", "serious harm"),
        *("risk of serious harm rating", "risk of serious harm classification"),
    ),
    "safety_and_wellbeing": (
        *("safety", "wellbeing", "safety and well being", "safety wellbeing", "saw", "safety and wellbeing level"),
        *("safety and wellbeing rating", "safety and wellbeing classification", "vulnerability"),
    ),
}
HINTS = {
    CASE_REF: "Your reference of this disposal, up to 40 characters. It names nobody, and no other row has it.",
    PERSON_REF: "Your reference of the child, the same in each of the child’s rows. Never a name or a date of birth.",
    LOCAL_NAME: "What you call the disposal, where that differs: Outcome 22.",
    CASE_MANAGER: "The member of staff who holds the case, by name. Write a name the same way in every row.",
}
TITLES = {
    CASE_REF: "Case reference",
    PERSON_REF: "Person reference",
    DOMAIN: "Domain",
    DISPOSAL: "Disposal type",
    LOCAL_NAME: "Local name of the disposal",
    START_DATE: "Start date",
    CASE_MANAGER: "Case manager",
}
ALWAYS = frozenset({CASE_REF, PERSON_REF, DOMAIN, DISPOSAL, START_DATE})
IN_TEMPLATE_NOT = frozenset({LOCAL_NAME})


@dataclass(frozen=True, slots=True)
class Column:
    """One column that an upload may have. `target` is where its value is given, as "fact.gender"; "" for our own."""

    code: str
    title: str
    required: bool = False  # the column; ALWAYS says which cells
    target: str = ""
    options: tuple[str, ...] = ()
    domains: frozenset[str] = frozenset()  # empty: every domain
    hint: str = ""

    @property
    def in_template(self) -> bool:
        return self.code not in IN_TEMPLATE_NOT


@dataclass(frozen=True, slots=True)
class Matched:
    """Which column each place of a file holds. `columns` is by place; the headers named are those of the file."""

    columns: Mapping[int, Column]
    unknown: tuple[str, ...]
    left_out: tuple[int, ...]
    doubled: tuple[tuple[str, Column], ...]
    missing: tuple[Column, ...]
    personal: tuple[tuple[int, Personal], ...]

    @property
    def is_no_heading(self) -> bool:
        return not self.columns


def columns_of(outline: Outline, match_on: Iterable[str]) -> tuple[Column, ...]:
    """The columns under an edition, in the order of the template. What the sample is matched on must be there."""
    wanted = set(match_on)
    cases = [domain for domain in outline.domains if domain.has_cases]
    began = "; ".join(f"{domain.code}: {domain.began}" for domain in cases if domain.began)
    hints = HINTS | {
        DOMAIN: "; ".join(f"{domain.code}: {domain.title.lower()}" for domain in cases) + ".",
        DISPOSAL: "In the words or the code of the list for the domain.",
        START_DATE: f"{began}. As 18/03/2024, 2024-03-18 or 18 March 2024.",
    }
    own = [Column(code, TITLES[code], required=code in ALWAYS, hint=hints[code]) for code in TITLES]
    facts = [_of_fact(fact, wanted) for fact in outline.facts if fact.by == "service"]
    levels = [
        Column(
            kind,
            _words(kind).capitalize(),
            kind in wanted,
            f"service.{kind}",
            outline.levels,
            hint="As you classified it.",
        )
        for kind in outline.kinds
    ]
    return (*own[:-1], *facts, *levels, own[-1])


def _of_fact(fact: FactOutline, wanted: set[str]) -> Column:
    asked = f"Only for {' and '.join(sorted(fact.domains))}." if fact.domains else ""
    return Column(fact.code, fact.text, fact.code in wanted, fact.target, fact.options, fact.domains, asked)


def match_columns(headers: Sequence[str], columns: Sequence[Column], mapping: Mapping[str, str]) -> Matched:
    """Each header by its name, else by what it is also called, else by what somebody said in `mapping`.

    What somebody said goes first. Of several that are also called like a column, the first is it.
    """
    by_code = {column.code: column for column in columns}
    said = {place: by_code.get(mapping[header]) for place, header in enumerate(headers) if header in mapping}
    found = {place: column for place, column in said.items() if column}
    left_out = [place for place, column in said.items() if column is None]
    found |= _named(headers, _own_names(columns), {*said})
    taken = {column.code for column in found.values()}
    others = _named(headers, _other_names(columns), {*said, *found})
    first = {column.code: place for place, column in sorted(others.items(), reverse=True) if column.code not in taken}
    found |= {place: others[place] for place in first.values()}
    kinds = {place: personal_header(header) for place, header in enumerate(headers) if place not in found}
    return _matched(headers, columns, found, left_out, [(place, kind) for place, kind in kinds.items() if kind])


def _matched(
    headers: Sequence[str],
    columns: Sequence[Column],
    found: Mapping[int, Column],
    left_out: Sequence[int],
    personal: Sequence[tuple[int, Personal]],
) -> Matched:
    held: dict[str, int] = {}
    doubled = []
    for place, column in sorted(found.items()):
        if column.code in held:
            doubled.append((headers[place], column))
        held.setdefault(column.code, place)
    told = {*found, *left_out, *(place for place, _ in personal)}
    return Matched(
        columns={place: found[place] for place in sorted(held.values())},
        unknown=tuple(header for place, header in enumerate(headers) if header and place not in told),
        left_out=tuple(left_out),
        doubled=tuple(doubled),
        missing=tuple(column for column in columns if column.required and column.code not in held),
        personal=tuple(personal),
    )


def _named(headers: Sequence[str], names: Mapping[str, Column], settled: set[int]) -> dict[int, Column]:
    named = {place: names.get(_plain(header)) for place, header in enumerate(headers) if place not in settled}
    return {place: column for place, column in named.items() if column}


def _own_names(columns: Iterable[Column]) -> dict[str, Column]:
    return {_plain(name): column for column in columns for name in (column.title, column.code)}


def _other_names(columns: Iterable[Column]) -> dict[str, Column]:
    return {_plain(name): column for column in columns for name in SYNONYMS.get(column.code, ())}


@lru_cache(maxsize=2_000)
def _plain(name: str) -> str:
    """As it is compared: small letters and figures, single spaces, without words that say nothing."""
    words = re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " and ")).split()
    return " ".join(word for word in words if word not in {"the", "of", "a"}) or name.casefold().strip()


def _words(code: str) -> str:
    return code.replace("_", " ")
