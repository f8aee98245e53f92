"""A table of the data annexe as plain values: its columns as the dictionary explains them, and its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

MOST_OF_A_SHEET_NAME = 31  # characters that a spreadsheet takes


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"  # whole
    DECIMAL = "decimal"
    PER_CENT = "per_cent"  # whole, as printed
    DATE = "date"


KIND_NAMES = {
    Kind.TEXT: "Text",
    Kind.NUMBER: "Whole number",
    Kind.DECIMAL: "Number",
    Kind.PER_CENT: "Whole number",
    Kind.DATE: "Date",
}


class Mark(StrEnum):
    """What stands in a cell without a value: the shorthand of government statistics."""

    HIDDEN = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"

    @property
    def shown(self) -> str:
        return f"[{self.value}]"


MARK_NAMES = {
    Mark.HIDDEN: "Hidden: it is below five, or what is below five could be worked out from it",
    Mark.NOT_AVAILABLE: "Not available: nobody recorded it",
    Mark.NOT_APPLICABLE: "Not applicable",
}

Cell = str | int | Decimal | date | Mark


class Audience(StrEnum):
    """Whom an annexe is for."""

    PUBLIC = "public"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, explained. `source` says where the rule for its figures stands or whom they come from."""

    code: str
    title: str
    kind: Kind
    unit: str
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class Spec:
    """What a table is: `title` names its sheet too. `inside`: never made public."""

    code: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    spec: Spec
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        width = len(self.spec.columns)
        if wrong := [row for row in self.rows if len(row) != width]:
            raise ValueError(f"A row of {self.spec.code} has {len(wrong[0])} cells, the dictionary {width} columns")


def table_of(spec: Spec, rows: Sequence[Sequence[Cell]]) -> Table:
    return Table(spec, tuple(tuple(row) for row in rows))
