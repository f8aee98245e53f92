"""What typed numbers and days are held against that are of no key question: each with the words that name it."""

import re
from collections.abc import Iterator
from fractions import Fraction

from casereviews.rules import classification_name, classification_targets
from ratings.rules import Tally
from reports.live import LiveFigures
from reports.rules.lint import LiveDates, LiveShare, LiveSpan, LiveValue, Named, day_read
from reports.rules.sources import ALL

SURVEYED = r"\b(?:agree|answer|felt|feel|repl|report|respon|said|say|survey|think|thought|told)"
SAID_AS = {"female": "girls", "male": "boys"}
UNSAID = frozenset({"another", "never", "no", "none", "not_known", "not_relevant", "other", "yes"})  # in no sentence


def named_of(live: LiveFigures) -> Named:
    """In a query for each kind, of those that the live figures have not read."""
    return Named([*_values(live)], [*_answers(live), *_facts(live), *_classifications(live)])


def dates_of(live: LiveFigures) -> LiveDates:
    windows = (
        _span(
            live,
            f"the window of {domain.title}",
            f"window.{domain.code}.first",
            f"window.{domain.code}.last",
            domain.code,
        )
        for domain in live.outline.domains
        if domain.has_cases
    )
    fieldwork = _span(live, "fieldwork", "fieldwork.start", "fieldwork.end")
    return LiveDates(fieldwork, [one for one in windows if one])


def _span(live: LiveFigures, title: str, first: str, last: str, domain: str = "") -> LiveSpan | None:
    begins, ends = (day_read(live.say(f"date:{which}", "date")) for which in (first, last))
    return LiveSpan(title, begins, ends, f"date:{first}", f"date:{last}", domain) if begins and ends else None


def _values(live: LiveFigures) -> Iterator[LiveValue]:
    for one in live.context:
        source = f"context:{one.code}"
        others = () if one.national is None else (Fraction(one.national),)
        yield LiveValue(source, one.label, one.label, one.unit, Fraction(one.value), live.say(source, "value"), others)


def _answers(live: LiveFigures) -> Iterator[LiveShare]:
    for piece in live.readings.pieces:
        for question in piece.survey.questions if piece.survey else ():
            for place, share in enumerate(question.shares):
                told = Tally(share.per_cent or 0, 100) if share.count is None else Tally(share.count, question.answered)
                title = f"{question.text}: {share.label}"
                source = f"survey:{question.pk}.{place}"
                yield LiveShare(source, title, question.text, question.text, told, SURVEYED, may_add_up=True)


def _facts(live: LiveFigures) -> Iterator[LiveShare]:
    """What has a name of its own in a sentence: girls, weapons; not a bare yes."""
    for fact in live.outline.facts:
        for option in fact.options:
            if option in UNSAID:
                continue
            said = SAID_AS.get(option, option.replace("_", " "))
            words = said if option in SAID_AS else f"{fact.text} {said}"
            must = rf"\b(?:was|were|are)\s+{said}\b" if option in SAID_AS else rf"\b{re.escape(said)}\b"
            title = f"{fact.text}: {option.replace('_', ' ')}"
            for code, tally in _recorded(live, fact.target, option):
                source = f"fact:{code}.{fact.code}.{option}"
                yield LiveShare(source, title, words, words, tally, must, "" if code == ALL else code)


def _classifications(live: LiveFigures) -> Iterator[LiveShare]:
    """By the service and by the inspector: a sentence may mean either."""
    for target in classification_targets(live.outline):
        kind = target.partition(".")[2].replace("_", " ")
        for level in live.outline.levels:
            said = level.replace("_", " ")
            title, words = f"{classification_name(target)}: {said}", f"{kind} {said}"
            must = rf"(?<!very\s)\b{re.escape(said)}\b"
            for code, tally in _recorded(live, target, level):
                source = f"classified:{code}.{target}.{level}"
                yield LiveShare(source, title, words, words, tally, must, "" if code == ALL else code)


def _recorded(live: LiveFigures, target: str, value: str) -> Iterator[tuple[str, Tally]]:
    """By domain and of all, where it is recorded."""
    for code in (*(domain.code for domain in live.outline.domains if domain.has_cases), ALL):
        if recorded := live.readings.recorded(code, target).values():
            yield code, Tally(sum(one == value for one in recorded), len(recorded))
