"""Every check over everything that people wrote: what it is held against is known by then.

A check that fails over some words takes neither the others nor the page with it: it is named among the failed.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ratings.rules import Tally
from reports.checking.former import figures_by_passage
from reports.checking.known import Known
from reports.checking.passages import Texts
from reports.checking.rows import EXAMPLES, RECOMMENDED, SIDES
from reports.live import LiveFigures
from reports.rules import Share
from reports.rules.lint import (
    Check,
    Finding,
    Passage,
    abbreviations,
    few_children,
    lost_figures,
    personal_details,
    recommendations_to_nobody,
    typed_figures,
    unknown_names,
    wrong_band_words,
    wrong_counts,
    wrong_dates,
    wrong_named,
    wrong_ratings,
    wrong_statements,
    wrong_sums,
)
from reports.rules.sources import OF_CHILDREN

logger = logging.getLogger(__name__)
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks one check after the other; `failed` are the sections with words over which one broke."""

    failed: list[str] = field(default_factory=list)  # "" of what reads the whole report

    def __call__(self, check: Callable[..., Iterable[Found]], about: object, *told: object) -> list[Found]:
        try:
            return list(check(about, *told))
        except Exception:
            section = about.section if isinstance(about, Passage) else ""
            logger.exception("The check %s broke over %s", check.__name__, section or "the report")
            self.failed.append(section)
            return []


def findings_in(texts: Texts, known: Known, live: LiveFigures) -> tuple[list[Finding], list[str]]:
    """As the report reads, what stands outside its prose after it; of what is found twice at one place, the first.

    With the sections over which a check broke ("": one that reads the whole report), each once.
    """
    ask = Asking()
    order = {passage.section: place for place, passage in enumerate(texts.authored)}
    order |= {section: len(texts.authored) + place for place, section in enumerate((RECOMMENDED, SIDES, EXAMPLES))}
    found: dict[tuple[str, int, int, int, Check], Finding] = {}
    for one in (*_held_against_figures(texts, known, live, ask), *_by_themselves(texts, known, ask)):
        found.setdefault((one.passage.section, one.passage.place, one.start, one.end, one.check), one)
    findings = sorted(
        found.values(), key=lambda one: (order.get(one.passage.section, 0), one.passage.place, one.start, one.end)
    )
    return findings, sorted(set(ask.failed))


def _held_against_figures(texts: Texts, known: Known, live: LiveFigures, ask: Asking) -> Iterator[Finding]:
    figures, then = live.outline.figures, dict(ask(figures_by_passage, texts, known, live))
    of_children = _of_children(live)
    for passage in map(_about_a_standard, texts.written):
        spot = texts.spot_of(passage)
        domain = spot.domain if spot else ""
        told = then.get((passage.section, passage.place), list(known.figures.values()))
        yield from _agreeing(
            [
                *ask(wrong_named, passage, known.named, domain, figures),
                *ask(wrong_dates, passage, known.dates, domain),
                *ask(wrong_counts, passage, known.counts, domain),
                *ask(typed_figures, passage, told, figures),
            ]
        )
        yield from ask(wrong_ratings, passage, known.ratings, figures.names)
        yield from ask(wrong_band_words, passage, known.figures, figures)
        yield from ask(lost_figures, passage)
        yield from ask(few_children, passage, of_children)


def _of_children(live: LiveFigures) -> Mapping[str, Tally]:
    """What the prose says of what children are, by address: its figures were said when it was read."""
    said = ((source.partition(":"), saying) for source, saying in live.said.items() if isinstance(saying, Share))
    return {address: saying.tally for (kind, _, address), saying in said if kind in OF_CHILDREN}


def _agreeing(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Of several that speak of the same characters: what says so now, else the first."""
    kept: list[Finding] = []
    for one in sorted(findings, key=lambda one: one.check is not Check.FIGURE_BY_HAND):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    yield from kept


def _about_a_standard(passage: Passage) -> Passage:
    """A recommendation is about who is to act."""
    return replace(passage, subject="") if passage.section == RECOMMENDED else passage


def _by_themselves(texts: Texts, known: Known, ask: Asking) -> Iterator[Finding]:
    for passage in texts.written:
        yield from ask(personal_details, passage)
    yield from ask(wrong_statements, texts.authored, known.statements)
    yield from ask(unknown_names, texts.written, known.names, known.pseudonyms)
    yield from ask(abbreviations, texts.report, known.abbreviations, known.long_forms)
    yield from ask(wrong_sums, texts.report)
    yield from ask(recommendations_to_nobody, texts.rows.recommended, known.bodies)
    yield from _resting_on_nothing(texts)
    yield from _uncleared(texts)


def _resting_on_nothing(texts: Texts) -> Iterator[Finding]:
    for passage in texts.rows.recommended:
        if not texts.rows.rests[passage.section, passage.place]:
            words = "This recommendation rests on no finding: say on which."
            yield Finding(Check.RESTS_ON_NOTHING, passage, 0, len(passage.text), words)


def _uncleared(texts: Texts) -> Iterator[Finding]:
    """Examples that are placed in the report and not cleared, each told at its heading."""
    by_key = {f"{EXAMPLES}{row.pk}" for row in texts.rows.uncleared if row.pk in texts.placed}
    for passage in texts.rows.examples:
        if texts.spots[passage.section, passage.place].key in by_key:
            words = "This example stands in the report and waits to be cleared; until then it is not printed."
            yield Finding(Check.NOT_CLEARED, passage, 0, len(passage.text), words)
