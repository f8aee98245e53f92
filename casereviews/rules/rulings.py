"""What a question to the lead may be about, and what a ruling may not say."""

import re
from collections.abc import Iterable

from casereviews.rules.sheet import Sheet

LONGEST_QUESTION = 5000
LONGEST_RULING = 5000


def can_be_asked_about(sheet: Sheet) -> dict[str, str]:
    """Every key question and prompt of the case's domain, asked of it or not: its text by its address, in order."""
    found = {}
    for question in sheet.questions:
        found[question.address] = question.text
        found |= {prompt.address: prompt.text for prompt in question.prompts}
    return found


def names_a_case(words: str, references: Iterable[str]) -> str:
    """The first of these references that the words hold; "" where they hold none.

    Every reader sees a ruling, and a case is for its own reader. "C1" is not found in "C12", nor as part of a word.
    """
    for reference in references:
        if reference and re.search(rf"(?<!\w){re.escape(reference)}(?!\w)", words, re.IGNORECASE):
            return reference
    return ""
