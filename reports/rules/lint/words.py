"""Words that need somebody's eye: statements, names, recommendations to nobody, sums that do not add up."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from reports.rules.lint.findings import Check, Finding, Passage
from reports.rules.lint.mentions import COUNTED, NUMBER, number_read
from standards.wording import number_words, sentence

TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})
WORD = r"[A-Z][a-z]+(?:[-’'][A-Z][a-z]+)?"
A_NAME = re.compile(rf"\b(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+{WORD}|{WORD}(?:\s+{WORD}){{1,2}})\b")
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


def unknown_names(passages: Sequence[Passage], known: Collection[str]) -> Iterator[Finding]:
    """What looks like somebody's name. `known`: pseudonyms declared, officials, places, bodies, headings."""
    safe = {word for name in known for word in name.lower().split()}
    for passage in passages:
        for match in A_NAME.finditer(passage.text):
            parts = re.findall(r"\w+", match[0].lower())
            begins = parts[0] not in TITLES and parts[0] in safe | STARTS
            if begins or passage.is_live(*match.span()) or safe.issuperset(parts):
                continue
            words = f"“{match[0]}” looks like a name. Declare it as a pseudonym or an official, or take it out."
            yield Finding(Check.NAME, passage, *match.span(), words)


STARTS = frozenset(
    {"a", "all", "an", "and", "at", "for", "from", "in", "inspectors", "of", "on", "our", "the", "these", "this", "we"}
)


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
