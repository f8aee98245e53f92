"""Words that need somebody's eye: statements, names, recommendations to nobody, sums that do not add up."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from reports.rules.lint.findings import Check, Finding, Passage
from reports.rules.lint.mentions import COUNTED, NUMBER, number_read
from standards.wording import number_words, sentence

OF_WHICH = re.compile(
    rf"\b({NUMBER})\s+{COUNTED}?[^.;:]{{0,60}}?(?:,\s*of\s+which|,\s*of\s+whom|:\s*)\s*([^.;]+)", re.IGNORECASE
)
PART = re.compile(rf"\b({NUMBER})\s+(?:were|was|had|received|[a-z]+)", re.IGNORECASE)


def wrong_statements(passages: Sequence[Passage], statements: Mapping[str, str]) -> Iterator[Finding]:
    """A passage that begins as the statement of its standard does and ends otherwise. `statements` by number."""
    for passage in passages:
        right = statements.get(passage.subject, "")
        begins = " ".join(right.split()[:4])
        plain = " ".join(passage.text.split())
        if right and plain.startswith(begins) and plain != right:
            words = "The statement of this standard reads otherwise in the edition."
            yield Finding(Check.STATEMENT, passage, 0, len(passage.text), words, right)


def recommendations_to_nobody(passages: Sequence[Passage], bodies: Collection[str]) -> Iterator[Finding]:
    """`passages` of the recommendations: each must say who should do it, in a heading of its group or by itself."""
    for passage in passages:
        if passage.subject or any(body.lower() in passage.text.lower() for body in bodies):
            continue
        words = "This recommendation is addressed to nobody: put it under the body that is to act on it."
        yield Finding(Check.ADDRESSEE, passage, 0, len(passage.text), words)


def wrong_sums(passages: Sequence[Passage]) -> Iterator[Finding]:
    """As "nine cases, of which five were … and three were …": parts that do not add up to what they are parts of."""
    for passage in passages:
        for match in OF_WHICH.finditer(passage.text):
            parts = [number_read(part[1]) for part in PART.finditer(match[2])]
            whole = number_read(match[1])
            if len(parts) > 1 and sum(parts) != whole:
                adds = f"{' + '.join(map(str, parts))} is {sum(parts)}, not {whole}."
                words = f"The parts do not add up: {adds} {sentence(number_words(abs(whole - sum(parts))))} "
                words += "too many." if sum(parts) > whole else "missing."
                yield Finding(Check.SUM, passage, *match.span(), words)
