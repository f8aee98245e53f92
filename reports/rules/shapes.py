"""How an edition's reports print their figures. No figure of an edition stands here, only the look of its tables.

Source: the published reports of each edition, as docs/decisions/0006 and docs/rules.md tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """Where a table says that the panel used its discretion."""

    ASTERISK = "asterisk"  # on the count, with a line under the table and the reason in the text
    FOOTNOTE = "footnote"  # a footnote at the question


@dataclass(frozen=True, slots=True)
class Shape:
    """What the section of a standard that is rated from cases prints."""

    counts: bool  # relevant cases and number judged yes; else percentages
    prompts: bool  # a table of prompts under each key question
    summary: bool  # a sentence that says the rating again: "The quality of assessment is rated as …"
    lowest_in_bold: bool
    mark: Mark


# By edition code. An edition that is not named here prints in the newest shape.
NEWEST = Shape(counts=False, prompts=False, summary=False, lowest_in_bold=True, mark=Mark.FOOTNOTE)
SHAPES: Mapping[str, Shape] = {
    "youth-2018": Shape(counts=True, prompts=True, summary=True, lowest_in_bold=True, mark=Mark.ASTERISK),
    "youth-2021": NEWEST,
}


def shape_of(edition_code: str) -> Shape:
    return SHAPES.get(edition_code, NEWEST)
