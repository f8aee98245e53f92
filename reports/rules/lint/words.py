"""Words that need somebody's eye: statements that are not the edition's, and recommendations to nobody."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from reports.rules.lint.findings import Check, Finding, Passage

ALIKE = Fraction(3, 4)  # of the words of a statement and of what is like it
BEGINS = 4  # words


def wrong_statements(passages: Sequence[Passage], statements: Mapping[str, str]) -> Iterator[Finding]:
    """A sentence that has most words of its standard's statement, or begins as it does, and reads otherwise."""
    for passage in passages:
        right = statements.get(passage.subject, "")
        for start, end in passage.sentences() if right else ():
            said = passage.text[start:end]
            if _is_changed(said, right):
                words = "The statement of this standard reads otherwise in the edition."
                mend = right if said.endswith(".") else right.rstrip(".")
                yield Finding(Check.STATEMENT, passage, start, end, words, mend)


def _is_changed(said: str, right: str) -> bool:
    ours, theirs = _plain(said), _plain(right)
    if ours == theirs:
        return False
    both = sum((Counter(ours) & Counter(theirs)).values())
    return ours[:BEGINS] == theirs[:BEGINS] or Fraction(2 * both, len(ours) + len(theirs)) >= ALIKE


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def recommendations_to_nobody(passages: Sequence[Passage], bodies: Collection[str]) -> Iterator[Finding]:
    """`passages` of the recommendations: each must say who should do it, in a heading of its group or by itself."""
    for passage in passages:
        if passage.subject or any(body.lower() in passage.text.lower() for body in bodies):
            continue
        words = "This recommendation is addressed to nobody: put it under the body that is to act on it."
        yield Finding(Check.ADDRESSEE, passage, 0, len(passage.text), words)
