"""Checks the rows of an upload one by one, and gathers every problem by row and column, all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from accounts.rules import is_one_line
from samples.rules.cells import (
    Fault,
    Value,
    date_read,
    disposal_names,
    domain_names,
    level_read,
    none_of_these,
    option_names,
    option_read,
    special_fault,
)
from samples.rules.columns import (
    ALWAYS,
    CASE_MANAGER,
    CASE_REF,
    DISPOSAL,
    DOMAIN,
    LOCAL_NAME,
    PERSON_REF,
    START_DATE,
    Column,
    Matched,
)
from samples.rules.eligible import EligibleCase
from samples.rules.personal import PERSONAL_WORDS, Personal, personal_reference, personal_value
from standards.structure import Outline
from standards.wording import plural

MOST_PROBLEMS = 10_000  # kept; how many more there are is said
LONGEST = {CASE_REF: 40, PERSON_REF: 40, CASE_MANAGER: 120, LOCAL_NAME: 120}
LONGEST_WORDS = 300
REFERENCES = frozenset({CASE_REF, PERSON_REF})
CHILDHOOD = 9  # years: whoever has a disposal was born longer ago
NOT_ONE_LINE = Fault("This holds a line break or a character that does not show.", "Write it on one line.")

Said = str | Fault | Personal


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` as in the file, its heading being 1. Neither text holds the value of a cell."""

    row: int
    column: str
    problem: str
    mend: str


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A row without a problem. `given` maps targets to values: fact.gender to female."""

    row: int
    case: EligibleCase
    local_name: str
    given: Mapping[str, str]


@dataclass
class Checking:
    """Takes row after row. What it found is in `problems` and `cases`; `is_personal` says that something must go."""

    outline: Outline
    matched: Matched
    match_on: Sequence[str]
    monday: date  # on which fieldwork starts
    problems: list[Problem] = field(default_factory=list)
    cases: list[ReadCase] = field(default_factory=list)
    is_personal: bool = False
    beyond: int = 0  # problems that were not kept

    def __post_init__(self) -> None:
        domains = [domain for domain in self.outline.domains if domain.has_cases]
        self._domains = domain_names(domains)
        self._disposals = {domain.code: disposal_names(domain) for domain in domains}
        self._every_disposal = {name: code for names in self._disposals.values() for name, code in names.items()}
        self._options = {c.code: option_names(c.options) for c in self.matched.columns.values() if c.options}
        self._kinds = frozenset(self.outline.kinds)
        # The domain says which disposals there are and which facts are asked, so it is read first.
        self._places = sorted(self.matched.columns.items(), key=lambda found: found[1].code != DOMAIN)
        self._seen: dict[str, int] = {}
        self._managers: dict[str, str] = {}
        self._known: dict[tuple[str, str, str], Said] = {}
        self._told: set[int] = set()  # columns of which something is said once
        self._named: set[int] = set()
        self._born_before = date(self.monday.year - CHILDHOOD, self.monday.month, 1)
        targets = {c.code: c.target for c in self.matched.columns.values() if c.target}
        self._classes = [(code, targets[code]) for code in self.match_on if code in targets]

    def headings(self, row: int, headers: Sequence[str]) -> None:
        """What is wrong with the columns themselves."""
        for place, kind in self.matched.personal:
            self.is_personal = True
            mend = "Delete this column, then upload the file again. Cases are known by your references alone."
            self._tell(row, headers[place], Fault(f"This column holds {PERSONAL_WORDS[kind]}.", mend))
        for column in self.matched.missing:
            mend = f"Add a column named {column.code}, filled in for every case."
            self._tell(row, column.code, Fault(f"There is no column for {column.title.lower()}.", mend))
        for header in self.matched.unknown:
            mend = "Rename it after a column of the template, or delete it."
            self._tell(row, header, Fault("This column is not known.", mend))
        for header, column in self.matched.doubled:
            fault = Fault(f"Two columns hold {column.title.lower()}.", "Delete one of them, or rename it.")
            self._tell(row, header, fault)
        self._named = {place for place, header in enumerate(headers) if header}

    def row(self, number: int, values: Sequence[Value]) -> None:
        """Checks a row; it becomes a case where nothing of it is wrong."""
        before = len(self.problems) + self.beyond
        said: dict[str, str] = {}
        began = None
        for place, column in self._places:
            value = values[place] if place < len(values) else ""
            if column.code == START_DATE:
                began = self._date(number, column, value)
            else:
                said[column.code] = self._text(number, column, value, said.get(DOMAIN, ""))
        for place in self.matched.left_out:
            if place < len(values) and values[place] and place not in self._told:
                self._left_out(number, place, values[place])
        for place, value in enumerate(values):
            if value and place not in self._named and place not in self._told:
                self._told.add(place)
                mend = "Give it the name of a column of the template, or empty it."
                self._tell(number, letters_of(place), Fault("This column has values and no heading.", mend))
        if len(self.problems) + self.beyond == before and not self.matched.missing:
            self.cases.append(self._case(number, said, began))

    def rows_end(self) -> None:
        """Says how many problems there are beside those that were kept."""
        if self.beyond:
            more = plural(self.beyond, "more problem", "more problems")
            mend = "Mend what is listed first, then upload the file again."
            self.problems.append(Problem(self.problems[-1].row, "", f"There are {more} below this row.", mend))

    def _case(self, row: int, said: Mapping[str, str], began: date | None) -> ReadCase:
        manager = said.get(CASE_MANAGER, "")
        given = {c.target: said[c.code] for _, c in self._places if c.target and said[c.code]}
        case = EligibleCase(
            reference=said[CASE_REF],
            person_ref=said[PERSON_REF],
            domain=said[DOMAIN],
            disposal_type=said[DISPOSAL],
            began=began,
            case_manager=self._managers.setdefault(manager.casefold(), manager),  # "mo smith" is Mo Smith of row 2
            classes={code: given.get(target, "") for code, target in self._classes},
        )
        return ReadCase(row, case, said.get(LOCAL_NAME, ""), given)

    def _tell(self, row: int, column: str, fault: Fault) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(row, column, fault.problem, fault.mend))
        else:
            self.beyond += 1

    def _tell_personal(self, row: int, column: str, kind: Personal) -> None:
        self.is_personal = True
        mend = "Take it out. Cases are known by your references alone."
        if column in REFERENCES:
            mend = "Write a reference that tells nobody who the child is, and keep the key yourselves."
        self._tell(row, column, Fault(f"This looks as if it holds {PERSONAL_WORDS[kind]}.", mend))

    def _date(self, row: int, column: Column, value: Value) -> date | None:
        fault = special_fault(value) or _missing(column, value)
        if fault is None:
            read = date_read(value)
            fault = read.fault
            if read.day and read.day < self._born_before:
                self.is_personal = True
                mend = "Write the date on which the disposal began, never one of birth."
                fault = Fault(f"This lies more than {CHILDHOOD} years before fieldwork, as dates of birth do.", mend)
        if fault is None:
            return read.day
        self._tell(row, column.code, fault)
        return None

    def _text(self, row: int, column: Column, value: Value, domain: str) -> str:
        """What is said in a cell, "" where that is nothing or cannot be."""
        found: Said | None = special_fault(value) or _missing(column, value)
        if found is None:
            text = str(value)
            if column.code in REFERENCES:
                found = self._reference(row, column, text)
            elif not text:
                return ""
            else:
                found = self._remembered(column, text, domain)
        if isinstance(found, Personal):
            self._tell_personal(row, column.code, found)
        elif isinstance(found, Fault):
            self._tell(row, column.code, found)
        else:
            return found
        return ""

    def _remembered(self, column: Column, text: str, domain: str) -> Said:
        """Thousands of rows say the same few things."""
        key = (column.code, domain, text)
        if key not in self._known:
            self._known[key] = self._said(column, text, domain)
        return self._known[key]

    def _said(self, column: Column, text: str, domain: str) -> Said:
        if column.code == DOMAIN:
            return option_read(text, self._domains) or none_of_these(text, self._domains, "a domain of this inspection")
        if column.code == DISPOSAL:
            names = self._disposals.get(domain, self._every_disposal)
            what = f"a disposal type of {domain}" if domain else "a disposal type"
            return option_read(text, names) or none_of_these(text, names, what)
        if column.domains and domain and domain not in column.domains:
            return Fault(f"{column.title} is not asked of cases in {domain}.", "Leave this cell empty.")
        if column.options:
            return self._option(column, text)
        return _words(column, text)

    def _option(self, column: Column, text: str) -> Said:
        names = self._options[column.code]
        read = level_read if column.code in self._kinds else option_read
        found = read(text, names)
        return none_of_these(text, names, f"one of the answers to “{column.title}”") if found is None else found

    def _reference(self, row: int, column: Column, text: str) -> Said:
        if len(text) > LONGEST[column.code]:
            return _too_long(column, LONGEST[column.code])
        if not is_one_line(text):
            return NOT_ONE_LINE
        if kind := personal_reference(text, self._born_before):
            return kind
        if column.code == CASE_REF and (first := self._seen.setdefault(text.casefold(), row)) != row:
            mend = "Give each case a reference of its own, or delete the row if it is the same case."
            return Fault(f"Row {first} has this reference too.", mend)
        return text

    def _left_out(self, row: int, place: int, value: Value) -> None:
        """A column that is not read may not hold what must not be sent either; said once."""
        if isinstance(value, date):
            kind = Personal.BIRTH if value < self._born_before else None
        else:
            read = date_read(value) if len(value) < 40 else None
            is_birth = bool(read and read.day and read.day < self._born_before)
            kind = Personal.BIRTH if is_birth else personal_value(value)
        if kind:
            self._told.add(place)
            self._tell_personal(row, letters_of(place), kind)


def letters_of(place: int) -> str:
    """A column without a name, as a spreadsheet calls it: column A for the first."""
    high, low = divmod(place, 26)
    return f"column {chr(64 + high) if high else ''}{chr(65 + low)}"


def _missing(column: Column, value: Value) -> Fault | None:
    if value or column.code not in ALWAYS:
        return None
    return Fault(f"{column.title} is missing.", "Fill this cell in, or delete the row if it is no case.")


def _too_long(column: Column, most: int) -> Fault:
    return Fault(f"{column.title} is longer than {most} characters.", f"Shorten it to {most} characters or fewer.")


def _words(column: Column, text: str) -> Said:
    most = LONGEST.get(column.code, LONGEST_WORDS)
    if len(text) > most:
        return _too_long(column, most)
    if not is_one_line(text):
        return NOT_ONE_LINE
    return personal_value(text, of_staff=column.code == CASE_MANAGER) or text
