"""What is written in the report of the demo's inspection so far. Plain data, in our own words about no real place.

In a text, {source|form} is a live figure and ^[…] a footnote. Two slips are meant, for the check of the report to find.
"""

import re
from typing import Any

INLINE = re.compile(r"\{([^|}]+)\|([^}]+)\}|\^\[([^\]]*)\]")

PROSE = {
    "foreword": (
        "Fallowdale is made up, and so is all that is said of it here. This is how a draft looks halfway through "
        "fieldwork: {cases:all|counted} are in the sample, and every figure in these sentences follows them.",
    ),
    "context": ("Of the {cases:all|counted} in the sample, {cases:D2|words} are court disposals.",),
    "standard:2.1": (
        "Assessments dealt with what drew the child to offending {question:2.1.1|in_cases}. They were less sure of "
        "safety: {question:2.1.2|of_the} had an analysis of how to keep the child safe that was good enough.^[A case "
        "is relevant to a question unless its reader says otherwise.]",
        "How to keep other people safe was analysed well enough in {question:2.1.3|out_of}. In a large majority of "
        "cases, victims had been thought of in 50 per cent of the assessments.",
        "Asha’s case shows what good work looks like here.",
    ),
    "standard:2.2": ("Planning is rated as {rating:2.2|quoted} so far. It met the child’s needs in all but one.",),
}

EXAMPLE: dict[str, Any] = {
    "standard": "2.1",
    "heading": "School first",
    "pseudonym": "Asha",
    "words": (
        "Asha’s case manager met her teachers in the first week, and asked Asha which lessons she missed and why. The "
        "assessment said plainly what kept her in school and what did not."
    ),
}
EXAMPLE_AFTER = ("standard:2.1", 2)  # the section, and the paragraph that it stands under

# Who should do it: a kind of body with its name, what, and the standards that it rests on.
RECOMMENDATIONS = (
    (
        "board",
        "The Fallowdale Youth Justice Board",
        "look at how safety is analysed in each new case",
        ("2.1",),
    ),
    (
        "service",
        "The Fallowdale Youth Justice Service",
        "ask every victim what they wish for",
        ("2.1", "2.2"),
    ),
    ("outside", "The Probation Service", "fill the post of the seconded officer", ("1.2",)),
)


def block(text: str) -> dict[str, Any]:
    """A paragraph of prose (reports.rules.prose)."""
    return {"type": "paragraph", "content": pieces(text)}


def pieces(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    end = 0
    for match in INLINE.finditer(text):
        found += words(text[end : match.start()])
        source, form, note = match.groups()
        figure = {"type": "figure", "attrs": {"source": source, "form": form}}
        found.append(figure if source else {"type": "note", "content": words(note)})
        end = match.end()
    return found + words(text[end:])


def words(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": text}] if text else []
