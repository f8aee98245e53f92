"""Figures typed by hand, and words of bands, held against what the cases say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ratings.rules import Tally, band_of, percentage
from ratings.rules.bands import rounded
from reports.rules.forms import Form, band_words, tally_words
from reports.rules.lint.findings import Check, Finding, Passage
from reports.rules.lint.mentions import PAST, Mention, Phrase, mentions_in, mentions_of, phrases_in
from standards.rules import Figures
from standards.wording import joined, number_words, per_cent, sentence

NEAR = 3  # percentage points: a figure so near, of the same standard, is taken for the one that was meant
STEM, SHORT = 5, 3  # letters of a word that are compared; words as short as this say nothing
SURE = 3  # words of a question that a sentence must have where no standard is told
ENOUGH, CLEARLY = 0.5, 0.15  # of the words of a question; how far the next best is behind
OF = re.compile(r"\s+of\b(?!\s+(?:the|these|those|them|its|our|their)\b)")
ARTICLE = re.compile(r"\b[Aa]\s+$")
COMMON = frozenset({"does", "enough", "sufficiently", "sufficient", "that", "this", "with", "from", "their", "child"})


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """What a token says now. `standard` is the number that it belongs to.

    `former` are counts that it had when the passage was saved, the newest first.
    """

    address: str  # 2.1.1, or 2.1.1.a
    title: str
    standard: str
    tally: Tally
    former: tuple[Tally, ...] = ()
    text: str = ""  # of the question, as the edition asks it
    about: str = ""  # its domain, in words

    @property
    def source(self) -> str:
        return f"{'prompt' if self.address.count('.') == 3 else 'question'}:{self.address}"


def typed_figures(passage: Passage, live: Sequence[LiveFigure], figures: Figures) -> Iterator[Finding]:
    """Figures that somebody typed where a live one would follow the sample, and those that the cases contradict.

    Where the passage is about no standard that has any, only what its sentences name clearly is compared.
    """
    mine = [one for one in live if one.standard == passage.subject and one.tally.relevant]
    if not mine:
        yield from _typed_elsewhere(passage, [one for one in live if one.tally.relevant], figures)
        return
    for mention in mentions_in(passage.text):
        if passage.is_live(mention.start, mention.end):
            continue
        same = [one for one in mine if _says(mention, one.tally, figures)]
        if same:
            yield _by_hand(passage, mention, same, figures)
        elif meant := _meant(passage, mention, mine, figures):
            yield _contradicts(passage, mention, meant, figures)


def _typed_elsewhere(passage: Passage, live: Sequence[LiveFigure], figures: Figures) -> Iterator[Finding]:
    asked: dict[tuple[int, int], list[LiveFigure]] = {}
    for mention in mentions_in(passage.text):
        start, end = passage.sentence_at(mention.start, mention.end)
        if passage.is_live(mention.start, mention.end) or passage.sentence_holds(PAST, mention.start, mention.end):
            continue
        if (start, end) not in asked:
            asked[start, end] = asked_in(passage.text[start:end], live)
        named = asked[start, end]
        same = [one for one in named if _says(mention, one.tally, figures)]
        if same:
            yield _by_hand(passage, mention, same, figures)
        elif len(named) == 1 and _may_mean(mention, named[0], figures):
            yield _contradicts(passage, mention, named[0], figures)
        elif named and any(_may_mean(mention, one, figures) for one in named):
            yield _contradicts_all(passage, mention, named, figures)


def _may_mean(mention: Mention, one: LiveFigure, figures: Figures) -> bool:
    """Of cases nobody writes decimals, so such a percentage is meant only where it lies near."""
    return not mention.decimals or _distance(mention, one, figures) <= NEAR


def _distance(mention: Mention, one: LiveFigure, figures: Figures) -> int | Fraction:
    now = _per_cent(one, figures)
    return abs(Fraction(mention.per_cent or 0) - now) if mention.decimals else abs(int(mention.per_cent or 0) - now)


def _contradicts_all(passage: Passage, mention: Mention, named: Sequence[LiveFigure], figures: Figures) -> Finding:
    """No mend: nobody can tell which of them is meant."""
    form = _form_of(mention)
    told = joined([f"{one.title} is {tally_words(one.tally, form, figures)}" for one in named])
    words = f"The cases say otherwise: {told}. Insert the one that is meant, live."
    return Finding(Check.FIGURE_CONTRADICTS, passage, mention.start, mention.end, words)


def _says(mention: Mention, tally: Tally, figures: Figures) -> bool:
    no = tally.relevant - tally.yes
    told = (
        (mention.per_cent, _rounded(tally, figures, mention.decimals)),
        (mention.yes, tally.yes),
        (mention.no, no),
        (mention.relevant, tally.relevant),
    )
    return all(said is None or said == is_so for said, is_so in told)


def _rounded(tally: Tally, figures: Figures, decimals: int = 0) -> Fraction | None:
    """The percentage with so many decimals, rounded as the edition rounds."""
    return (
        None if tally.share is None else Fraction(rounded(tally.share * 10**decimals, figures.rounding), 10**decimals)
    )


def _meant(passage: Passage, mention: Mention, live: Sequence[LiveFigure], figures: Figures) -> LiveFigure | None:
    """The figure that a typed one must have meant.

    It is the one that the sentence has the words of; else one that said so when this was written, that rests on as
    many cases, or that lies very near.
    """
    start, end = passage.sentence_at(mention.start, mention.end)
    live = [one for one in live if _may_mean(mention, one, figures)]
    once = [one for one in live if _said_once(mention, one, figures)]
    if meant := named_in(passage.text[start:end], once) or named_in(passage.text[start:end], live):
        return meant
    if once:
        return once[0]
    if mention.per_cent is not None:
        near = [(_distance(mention, one, figures), place) for place, one in enumerate(live)]
        distance, place = min(near, default=(NEAR + 1, 0))
        return live[place] if distance <= NEAR else None
    resting = [one for one in live if mention.relevant is not None and one.tally.relevant == mention.relevant]
    return resting[0] if len(resting) == 1 else None


def _said_once(mention: Mention, one: LiveFigure, figures: Figures) -> bool:
    return any(_says(mention, tally, figures) for tally in one.former)


def _per_cent(one: LiveFigure, figures: Figures) -> int:
    return percentage(one.tally, figures.rounding) or 0


def _by_hand(passage: Passage, mention: Mention, same: Sequence[LiveFigure], figures: Figures) -> Finding:
    one = _likeliest(passage, mention, same)
    which = f"{one.title} says" if one else f"{number_words(len(same))} figures say"
    words = f"This is typed, and is what {which} now. Insert the live figure, so that it follows the sample."
    if one is None:
        return Finding(Check.FIGURE_BY_HAND, passage, mention.start, mention.end, words)
    typed = passage.text[mention.start : mention.end].lower()
    alike = (form for form in Form if tally_words(one.tally, form, figures).lower() == typed)
    form = next(alike, _form_of(mention))
    told = {"address": one.address, "source": one.source, "form": form.value}
    return Finding(Check.FIGURE_BY_HAND, passage, mention.start, mention.end, words, **told)


def _likeliest(passage: Passage, mention: Mention, same: Sequence[LiveFigure]) -> LiveFigure | None:
    """Of figures that say the same: the one that the sentence names, else the only key question among them."""
    start, end = passage.sentence_at(mention.start, mention.end)
    if named := named_in(passage.text[start:end], same):
        return named
    questions = [one for one in same if one.source.startswith("question:")]
    return same[0] if len(same) == 1 else questions[0] if len(questions) == 1 else None


def _contradicts(passage: Passage, mention: Mention, meant: LiveFigure, figures: Figures) -> Finding:
    form = _form_of(mention)
    now = tally_words(meant.tally, form, figures)
    once = "It was so when this was written. " if _said_once(mention, meant, figures) else ""
    words = f"{once}The cases say otherwise{' now' if once else ''}: {meant.title} is {now}. Insert the live figure."
    told = {"address": meant.address, "source": meant.source, "form": form.value}
    return Finding(Check.FIGURE_CONTRADICTS, passage, mention.start, mention.end, words, now, **told)


def _form_of(mention: Mention) -> Form:
    if mention.per_cent is not None:
        return Form.PER_CENT
    if mention.no:
        return Form.ALL_BUT
    return Form.IN_CASES if mention.relevant is None else Form.OF_THE


def wrong_band_words(passage: Passage, live: Mapping[str, LiveFigure], figures: Figures) -> Iterator[Finding]:
    """Words of a band that are not those of the figure that they speak of, in the same sentence.

    That is the nearest live figure; else a percentage that is typed there; else the key question or prompt of the
    passage's standard whose words the sentence has.
    """
    bands = figures.key_question_bands
    for phrase in phrases_in(passage.text, bands):
        if passage.is_live(phrase.start, phrase.end):
            continue
        per_cent_, what, address = _spoken_of(passage, phrase, live, figures)
        if per_cent_ is not None and band_of(per_cent_, figures).rating != phrase.rating:
            start, end, right = _fitted(passage.text, phrase, band_words(per_cent_, bands))
            words = f"{what} is {per_cent(per_cent_)}: that is “{right.lower()}”."
            yield Finding(Check.BAND_WORDS, passage, start, end, words, right, address)


def _fitted(text: str, phrase: Phrase, right: str) -> tuple[int, int, str]:
    """From where to where the right words go, and how: "a large majority of cases", but "too few cases"."""
    article = ARTICLE.search(text, 0, phrase.start)
    if article is None or right.startswith("a "):
        return phrase.start, phrase.end, right.removeprefix("a ") if article else right
    of = OF.match(text, phrase.end)
    return article.start(), of.end() if of else phrase.end, sentence(right) if article[0][0] == "A" else right


def _spoken_of(
    passage: Passage, phrase: Phrase, live: Mapping[str, LiveFigure], figures: Figures
) -> tuple[int | None, str, str]:
    """The percentage that a phrase speaks of, what it is of, and where that stands; None where nobody can tell."""
    if meant := _nearest(passage, phrase, live):
        return _per_cent(meant, figures), meant.title, meant.address
    start, end = passage.sentence_at(phrase.start, phrase.end)
    typed = [one.per_cent for one in mentions_of(passage.text[start:end]) if one.per_cent is not None]
    if len(typed) == 1:
        return rounded(Fraction(typed[0]) / 100, figures.rounding), "What stands beside it", ""
    mine = [one for one in live.values() if one.standard == passage.subject and one.tally.relevant]
    text = passage.text[start:end]
    named = named_in(text, mine)
    if not mine and not passage.sentence_holds(PAST, phrase.start, phrase.end):
        told = asked_in(text, [one for one in live.values() if one.tally.relevant])
        named = told[0] if len(told) == 1 else None
    return (_per_cent(named, figures), named.title, named.address) if named else (None, "", "")


def _nearest(passage: Passage, phrase: Phrase, live: Mapping[str, LiveFigure]) -> LiveFigure | None:
    """Of the live figures in the sentence, the one nearest to the phrase."""
    start, stop = passage.sentence_at(phrase.start, phrase.end)
    inside = [spot for spot in passage.spots if start <= spot.start < stop and spot.address in live]
    best = min(inside, key=lambda spot: min(abs(spot.start - phrase.end), abs(phrase.start - spot.end)), default=None)
    found = live[best.address] if best else None
    return found if found and found.tally.relevant else None


def named_in(text: str, live: Sequence[LiveFigure]) -> LiveFigure | None:
    """The figure whose question a sentence has most words of: half at least, and clearly more than of another."""
    said = stems_of(text)
    scored = sorted(((*overlap(stems_of(one.text), said), place) for place, one in enumerate(live)), reverse=True)
    scored = [score for score in scored if score[1] >= ENOUGH]
    if not scored:
        return None
    words, share, place = scored[0]
    if len(scored) > 1 and scored[1][0] == words and share - scored[1][1] < CLEARLY:
        return None
    return live[place]


def asked_in(text: str, live: Sequence[LiveFigure]) -> list[LiveFigure]:
    """Of all standards' figures, those of the one question that a sentence has the words of.

    Two domains may ask it; a domain that the sentence names has the last word.
    """
    alike: dict[frozenset[str], list[LiveFigure]] = {}
    for one in live:
        alike.setdefault(stems_of(one.text), []).append(one)
    said = stems_of(text)
    scored = sorted(((*overlap(stems, said), place) for place, stems in enumerate(alike)), reverse=True)
    scored = [score for score in scored if score[0] >= SURE and score[1] >= ENOUGH]
    if not scored or (len(scored) > 1 and scored[1][0] == scored[0][0] and scored[0][1] - scored[1][1] < CLEARLY):
        return []
    found = list(alike.values())[scored[0][2]]
    plain = text.lower().replace("out of court", "out-of-court")
    mine = [one for one in found if one.about and re.search(rf"(?<![\w-]){re.escape(one.about.lower())}\b", plain)]
    return mine or found


@lru_cache(maxsize=2048)
def stems_of(text: str) -> frozenset[str]:
    """The first letters of its longer words: "analyse" and "analysing" are one."""
    words = re.findall(r"[a-z’']+", text.lower())
    return frozenset(word[:STEM] for word in words if len(word) > SHORT and word not in COMMON)


def overlap(wanted: frozenset[str], said: frozenset[str]) -> tuple[int, float]:
    """How many of the words wanted are said, and which share of them."""
    both = len(wanted & said)
    return both, both / len(wanted) if wanted else 0.0
