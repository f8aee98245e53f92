"""Figures typed by hand, and words of bands, held against what the cases say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ratings.rules import Tally, band_of, percentage
from reports.rules.forms import Form, band_words, tally_words
from reports.rules.lint.findings import Check, Finding, Passage
from reports.rules.lint.mentions import Mention, Phrase, mentions_in, phrases_in
from standards.rules import Figures

NEAR = 3  # percentage points: a figure so near, of the same standard, is taken for the one that was meant
SENTENCE_ENDS = ".!?\n"


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """What a token says now. `standard` is the number that it belongs to; `former` are counts that it had before."""

    address: str  # 2.1.1, or 2.1.1.a
    title: str
    standard: str
    tally: Tally
    former: tuple[Tally, ...] = ()


def typed_figures(passage: Passage, live: Sequence[LiveFigure], figures: Figures) -> Iterator[Finding]:
    """Figures that somebody typed where a live one would follow the sample, and those that the cases contradict."""
    mine = [one for one in live if one.standard == passage.subject and one.tally.relevant]
    for mention in mentions_in(passage.text):
        if passage.is_live(mention.start, mention.end):
            continue
        same = [one for one in mine if _says(mention, one.tally, figures)]
        if same:
            yield _by_hand(passage, mention, same)
        elif meant := _meant(mention, mine, figures):
            yield _contradicts(passage, mention, meant, figures)


def _says(mention: Mention, tally: Tally, figures: Figures) -> bool:
    no = tally.relevant - tally.yes
    told = (
        (mention.per_cent, percentage(tally, figures.rounding)),
        (mention.yes, tally.yes),
        (mention.no, no),
        (mention.relevant, tally.relevant),
    )
    return all(said is None or said == is_so for said, is_so in told)


def _meant(mention: Mention, live: Sequence[LiveFigure], figures: Figures) -> LiveFigure | None:
    """The figure that a typed one must have meant: it said so once, rests on as many cases, or lies very near."""
    for one in live:
        if any(_says(mention, tally, figures) for tally in one.former):
            return one
    if mention.per_cent is not None:
        near = [(abs(_per_cent(one, figures) - mention.per_cent), place) for place, one in enumerate(live)]
        distance, place = min(near, default=(NEAR + 1, 0))
        return live[place] if distance <= NEAR else None
    resting = [one for one in live if mention.relevant is not None and one.tally.relevant == mention.relevant]
    return resting[0] if len(resting) == 1 else None


def _per_cent(one: LiveFigure, figures: Figures) -> int:
    return percentage(one.tally, figures.rounding) or 0


def _by_hand(passage: Passage, mention: Mention, same: Sequence[LiveFigure]) -> Finding:
    which = same[0].title if len(same) == 1 else f"{len(same)} figures of this standard"
    words = f"This is typed, and is what {which} says now. Insert the live figure, so that it follows the sample."
    address = same[0].address if len(same) == 1 else ""
    return Finding(Check.FIGURE_BY_HAND, passage, mention.start, mention.end, words, address=address)


def _contradicts(passage: Passage, mention: Mention, meant: LiveFigure, figures: Figures) -> Finding:
    now = tally_words(meant.tally, _form_of(mention), figures)
    words = f"The cases say otherwise: {meant.title} is {now}. Insert the live figure."
    return Finding(Check.FIGURE_CONTRADICTS, passage, mention.start, mention.end, words, now, meant.address)


def _form_of(mention: Mention) -> Form:
    if mention.per_cent is not None:
        return Form.PER_CENT
    if mention.no:
        return Form.ALL_BUT
    return Form.IN_CASES if mention.relevant is None else Form.OF_THE


def wrong_band_words(passage: Passage, live: Mapping[str, LiveFigure], figures: Figures) -> Iterator[Finding]:
    """Words of a band beside the live figure of another band, in the same sentence."""
    bands = figures.key_question_bands
    for phrase in phrases_in(passage.text, bands):
        if passage.is_live(phrase.start, phrase.end):
            continue
        meant = _nearest(passage, phrase, live)
        if meant is None:
            continue
        per_cent_ = _per_cent(meant, figures)
        if band_of(per_cent_, figures).rating != phrase.rating:
            right = band_words(per_cent_, bands).removeprefix("a ")
            words = f"{meant.title} is {tally_words(meant.tally, Form.PER_CENT, figures)}: that is “{right}”."
            yield Finding(Check.BAND_WORDS, passage, phrase.start, phrase.end, words, right, meant.address)


def _nearest(passage: Passage, phrase: Phrase, live: Mapping[str, LiveFigure]) -> LiveFigure | None:
    """Of the live figures in the sentence, the one nearest to the phrase."""
    start = max(passage.text.rfind(end, 0, phrase.start) for end in SENTENCE_ENDS) + 1
    ends = [place for end in SENTENCE_ENDS if (place := passage.text.find(end, phrase.end)) >= 0]
    stop = min(ends, default=len(passage.text))
    inside = [spot for spot in passage.spots if start <= spot.start < stop and spot.address in live]
    best = min(inside, key=lambda spot: min(abs(spot.start - phrase.end), abs(phrase.start - spot.end)), default=None)
    found = live[best.address] if best else None
    return found if found and found.tally.relevant else None
