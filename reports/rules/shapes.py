"""How an edition's reports are made up and print their figures. No figure of an edition stands here, only its look.

Source: the published reports of each edition, as docs/decisions/0006 and docs/rules.md tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """Which parts a report has, and what the section of a standard that is rated from cases prints."""

    # Relevant cases and number judged yes, and discretion as an asterisk on the count, a line under the table and the
    # reason in the text; else percentages, and discretion as a footnote at the question.
    counts: bool
    prompts: bool  # a table of prompts under each key question
    summary: bool  # a sentence that says the rating again: "The quality of assessment is rated as …"
    opening: str = "Foreword"  # what the signatory signs
    background: str = "Background"
    strengths_by_domain: bool = False  # strengths and areas for improvement; else by standard
    prose_by_question: bool = False  # of standards of a domain without cases
    staffing: str = ""  # the standard that prints figures about staff; "": they stand with the other contextual facts
    subsamples: str = ""  # the domain that opens with a paragraph on them
    method: str = ""  # title of the annexe on method and ratings


# By edition code. An edition that is not named here prints in the newest shape.
NEWEST = Shape(counts=False, prompts=False, summary=False)
SHAPES: Mapping[str, Shape] = {
    "youth-2018": Shape(
        counts=True,
        prompts=True,
        summary=True,
        opening="Introduction",
        background="Contextual facts",
        strengths_by_domain=True,
        prose_by_question=True,
        staffing="1.2",
        subsamples="D3",
        method="Annexe 1: method and ratings",
    ),
    "youth-2021": NEWEST,
}


def shape_of(edition_code: str) -> Shape:
    return SHAPES.get(edition_code, NEWEST)
