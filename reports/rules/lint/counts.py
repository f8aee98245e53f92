"""Numbers of cases, interviews, meetings, standards and points that somebody typed, held against the live ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.rules.lint.findings import Check, Finding, Passage
from reports.rules.lint.mentions import NUMBER, number_read
from standards.wording import joined, number_words

ANY_PART = 5  # so many standards may be any few of them; more are said of all


@dataclass(frozen=True, slots=True)
class LiveCount:
    """A number that a report says: its source, what it is, and the domain that it is of ("" for all)."""

    source: str
    title: str
    number: int
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What can be typed by hand beside figures of key questions. None, or none of them: not known."""

    cases: Sequence[LiveCount] = ()
    interviews: Sequence[LiveCount] = ()
    meetings: LiveCount | None = None
    standards: LiveCount | None = None
    standards_known: frozenset[int] = frozenset()  # numbers of standards that can be meant: of a domain, with 4.1, …
    score: LiveCount | None = None
    out_of: LiveCount | None = None
    recommendations: LiveCount | None = None


NOUN_BETWEEN = r"(?:[a-z’-]+\s+){0,2}?"
SOME = r"\s+(?:where|when|with|from|involving|in\s+which|of\s+(?:children|boys|girls|young))\b"
CASES = re.compile(
    rf"\b(?:inspected|examined|reviewed|sampled|read|looked\s+at)\s+(?:a\s+total\s+of\s+)?({NUMBER})\s+{NOUN_BETWEEN}"
    rf"(?:cases|disposals)\b(?P<some>{SOME})?",
    re.IGNORECASE,
)
INTERVIEWS = re.compile(
    rf"\b({NUMBER})\s+(?:[a-z-]+\s+)?interviews?\b(?P<some>\s+with\b(?!\s+case\s+managers))?", re.IGNORECASE
)
MEETINGS = re.compile(rf"\b({NUMBER})\s+meetings?\b", re.IGNORECASE)
STANDARDS = re.compile(rf"\b({NUMBER})\s+(?:rated\s+|published\s+|inspection\s+)?standards\b", re.IGNORECASE)
RANGE = re.compile(rf"\b(?:0|zero|nought)\s*(?:to|–|-)\s*({NUMBER})\b", re.IGNORECASE)
OF_ONE = re.compile(r"\b(?:each|every|a|per)\s+(?:rated\s+)?standard\b", re.IGNORECASE)  # which has points of its own
OF_SCORES = re.compile(r"\b(?:score|scale|points)", re.IGNORECASE)
SCORE = re.compile(
    rf"\bscored?\s+(?:of\s+|was\s+|is\s+)?({NUMBER})(?:\s+(?:points?\s+)?out\s+of\s+(?:a\s+possible\s+)?({NUMBER}))?\b",
    re.IGNORECASE,
)
MADE = re.compile(rf"\b(?:made|make|makes)\s+({NUMBER})\s+recommendations?\b", re.IGNORECASE)


def wrong_counts(passage: Passage, counts: Counts, domain: str) -> Iterator[Finding]:
    """`domain` is the code of the one that the passage's section stands under; "" for none."""
    for finding in (
        *_one_of(passage, CASES, counts.cases, domain),
        *_one_of(passage, INTERVIEWS, counts.interviews, domain),
        *_meetings(passage, counts),
        *_standards(passage, counts),
        *_scores(passage, counts),
        *_exactly(passage, MADE, counts.recommendations),
    ):
        if not passage.is_live(finding.start, finding.end):
            yield finding


def _one_of(passage: Passage, pattern: re.Pattern[str], live: Sequence[LiveCount], domain: str) -> Iterator[Finding]:
    """Of its domain or of all, where the section is of one; else of any domain, of some together, or of all.

    A number that its sentence says to be of some only is nobody's contradiction.
    """
    able = [one for one in live if not domain or one.domain in (domain, "")]
    for match in pattern.finditer(passage.text) if able else ():
        number = number_read(match[1])
        same = [one for one in able if one.number == number]
        if same:
            yield _one_says(passage, match.span(1), same)
        elif match["some"] or (not domain and number in _together(able)):
            continue
        elif domain:
            yield contradicts(passage, match.span(1), able[0], form="words")
        else:
            yield _of_none(passage, match.span(1), able)


def _together(live: Sequence[LiveCount]) -> frozenset[int]:
    """What some domains have together: resettlement may be read on top, and of the same children."""
    sums = {0}
    for one in live:
        sums |= {number + one.number for number in sums} if one.domain else set()
    return frozenset(sums)


def _one_says(passage: Passage, at: tuple[int, int], same: Sequence[LiveCount]) -> Finding:
    """No mend where several say so: nobody can tell which the sentence means."""
    if len(same) == 1:
        return by_hand(passage, at, same[0], form="words")
    words = f"This is typed, and is {joined([one.title for one in same])} now. Insert the one that is meant, live."
    return Finding(Check.FIGURE_BY_HAND, passage, *at, words)


def _of_none(passage: Passage, at: tuple[int, int], live: Sequence[LiveCount]) -> Finding:
    told = [f"{one.title} is {number_words(one.number)}" for one in sorted(live, key=lambda one: one.domain != "")]
    words = f"It is not so: {joined(told)}. Insert the one that is meant, live."
    if len(live) == 1:
        return contradicts(passage, at, live[0], form="words")
    return Finding(Check.FIGURE_CONTRADICTS, passage, *at, words)


def _exactly(passage: Passage, pattern: re.Pattern[str], live: LiveCount | None) -> Iterator[Finding]:
    for match in pattern.finditer(passage.text) if live else ():
        assert live is not None
        says = by_hand if number_read(match[1]) == live.number else contradicts
        yield says(passage, match.span(1), live, form="words")


def _meetings(passage: Passage, counts: Counts) -> Iterator[Finding]:
    """Fewer may be some of them."""
    live = counts.meetings
    for match in MEETINGS.finditer(passage.text) if live and live.number else ():
        assert live is not None
        number = number_read(match[1])
        if number == live.number:
            yield by_hand(passage, match.span(1), live, form="words")
        elif number > live.number:
            yield contradicts(passage, match.span(1), live, form="words")


def _standards(passage: Passage, counts: Counts) -> Iterator[Finding]:
    live = counts.standards
    for match in STANDARDS.finditer(passage.text) if live else ():
        assert live is not None
        number = number_read(match[1])
        if number > ANY_PART and number not in counts.standards_known:
            yield contradicts(passage, match.span(1), live, form="words")


def _scores(passage: Passage, counts: Counts) -> Iterator[Finding]:
    out_of, score = counts.out_of, counts.score
    if out_of is None:
        return
    for match in RANGE.finditer(passage.text):
        of_one = passage.sentence_holds(OF_ONE, *match.span())
        if passage.sentence_holds(OF_SCORES, *match.span()) and not of_one and number_read(match[1]) != out_of.number:
            yield contradicts(passage, match.span(1), out_of, form="figures")
    for match in SCORE.finditer(passage.text):
        if score is not None:
            says = by_hand if number_read(match[1]) == score.number else contradicts
            yield says(passage, match.span(1), score, form="words")
        if match[2] and number_read(match[2]) != out_of.number:
            yield contradicts(passage, match.span(2), out_of, form="figures")


def by_hand(passage: Passage, at: tuple[int, int], live: LiveCount, *, form: str) -> Finding:
    words = f"This is typed, and is {live.title} now. Insert the live figure, so that it follows."
    return Finding(Check.FIGURE_BY_HAND, passage, *at, words, source=live.source, form=form)


def contradicts(passage: Passage, at: tuple[int, int], live: LiveCount, *, form: str) -> Finding:
    now = number_words(live.number) if form == "words" else f"{live.number:,}"
    words = f"It is not so: {live.title} is {now}. Insert the live figure."
    return Finding(Check.FIGURE_CONTRADICTS, passage, *at, words, now, source=live.source, form=form)
