"""Parts that do not add up to what they are parts of: "nine cases, of which five were … and three were …"."""

import re
from collections.abc import Iterator, Sequence

from reports.rules.lint.findings import Check, Finding, Passage
from reports.rules.lint.mentions import NUMBER, number_read
from standards.wording import MONTHS, number_words, sentence

COUNTED = (
    r"(?:cases?|children|boys|girls|disposals|reviews|orders|cautions|sentences|resolutions|interviews|meetings|plans|"
    r"assessments|recommendations|standards)"
)
SO_MANY = re.compile(
    rf"(?P<of>\bof\s+)?(?:\bthe\s+)?\b(?P<whole>{NUMBER})\s+(?P<between>(?:[a-z’-]+\s+){{0,3}}?){COUNTED}\b",
    re.IGNORECASE,
)
MORE = r"(?:\s+[^\s,.;:]+){0,6}"  # "nine cases that we read, of which …"
ALL_PARTS = re.compile(rf"{MORE}(?:,\s*(?:of\s+(?:which|whom|these)|made\s+up\s+of)\s+|\s*:\s*)", re.IGNORECASE)
SOME_PARTS = re.compile(rf"{MORE},\s*(?:which\s+included|which\s+include|including)\s+", re.IGNORECASE)
AFTER_OF = re.compile(rf"{MORE},\s*", re.IGNORECASE)
STOP = re.compile(r"[;:]|[.!?](?=\s|$)")
PARTED = re.compile(r",\s+and\s+|,\s+|\s+and\s+|\s+with\s+", re.IGNORECASE)
PART = re.compile(rf"(?:the\s+other\s+|another\s+|a\s+further\s+)?({NUMBER})\s+([a-z’-]+)", re.IGNORECASE)
VERBS = frozenset({"are", "had", "have", "involved", "is", "received", "was", "were"})
MAY_OVERLAP = frozenset({"had", "have", "involved"})  # a case may have both
NO_PARTS = frozenset({"per", "percent", "of", "out", "or", "to", "in", "months", "years", "days", "weeks", "year"})
REST = re.compile(r"\b(?:rest|remaining|remainder|others?|some|both|most)\b", re.IGNORECASE)
YEARS = range(1900, 2101)


def wrong_sums(passages: Sequence[Passage]) -> Iterator[Finding]:
    """What is counted is named; parts are a list of numbers of which the same is said.

    Of a list of what is included only, too many is wrong; so it is of one that tells the rest apart.
    """
    for passage in passages:
        for start, end in passage.sentences():
            for match in SO_MANY.finditer(passage.text, start, end):
                if found := _wrong(passage, match, end):
                    yield found


def _wrong(passage: Passage, match: re.Match[str], end: int) -> Finding | None:
    whole = number_read(match["whole"])
    link, are_all = _link(passage.text, match, end)
    if link is None or (whole in YEARS and "," not in match["whole"]) or _is_day(match["between"]):
        return None
    stop = STOP.search(passage.text, link.end(), end)
    said = passage.text[link.end() : stop.start() if stop else end]
    parts = _parts(said)
    too_few = sum(parts) < whole and are_all and not REST.search(said)
    if len(parts) < 2 or not (sum(parts) > whole or too_few):
        return None
    adds = f"{' + '.join(map(str, parts))} is {sum(parts)}, not {whole}."
    off = sentence(number_words(abs(whole - sum(parts))))
    words = f"The parts do not add up: {adds} {off} {'too many' if sum(parts) > whole else 'missing'}."
    return Finding(Check.SUM, passage, match.start("whole"), link.end() + len(said.rstrip()), words)


def _link(text: str, match: re.Match[str], end: int) -> tuple[re.Match[str] | None, bool]:
    """What stands between a number and its parts, and whether these are all of them."""
    if found := ALL_PARTS.match(text, match.end(), end):
        return found, True
    if found := SOME_PARTS.match(text, match.end(), end):
        return found, False
    return (AFTER_OF.match(text, match.end(), end), True) if match["of"] else (None, False)


def _is_day(between: str) -> bool:
    return any(word.capitalize() in MONTHS for word in between.split())


def _parts(said: str) -> list[int]:
    """The numbers of a list whose members share a verb, or have none; none where it is no such list."""
    found: list[int] = []
    first = ""
    for place, item in enumerate(PARTED.split(said)):
        match = PART.match(item.strip())
        if match is None or match[2].lower() in NO_PARTS:
            if place == 0:
                return []
            continue
        verb = match[2].lower() if match[2].lower() in VERBS else ""
        first = first if found else verb
        if verb not in ("", first):
            return []
        found.append(number_read(match[1]))
    return [] if first in MAY_OVERLAP else found
