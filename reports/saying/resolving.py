"""From the source of a figure to what it says now: one function for each kind."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from ratings.rules import Tally
from reports.rules.disposals import disposals_in_words
from reports.rules.forms import Noun
from reports.rules.sayings import (
    Saying,
    Share,
    told_date,
    told_name,
    told_number,
    told_words,
)
from reports.rules.sources import ALL, SourceKind, domains_at, source_of
from reports.saying.citing import cited
from reports.saying.evidencing import meetings, surveys, texts
from reports.saying.interviewing import interviews
from samples.rules import Window, window_of

if TYPE_CHECKING:
    from reports.live import LiveFigures


def saying_of(live: "LiveFigures", text: str) -> Saying | None:
    """The figure that a source names, as it is now; None where there is nothing to say."""
    source = source_of(text)
    if source is None:
        return None
    try:
        return RESOLVERS[source.kind](live, source.subject)
    except (KeyError, ValueError, IndexError):  # of another edition, withdrawn since, or mistyped
        return None


def _question(live: "LiveFigures", address: str) -> Saying:
    question = live.outline.questions[address]
    standard = live.page.by_number[question.standard]
    return Share(standard.tallies[question.number - 1], live.outline.figures)


def _prompt(live: "LiveFigures", address: str) -> Saying:
    return Share(live.readings.prompts[address], live.outline.figures)


def _rating(live: "LiveFigures", number: str) -> Saying:
    return told_name(live.outline.figures.names.get(live.page.by_number[number].rating or "", ""))


def _overall(live: "LiveFigures", part: str) -> Saying | None:
    overall = live.page.overall
    if part == "rating":
        return told_name(live.outline.figures.names.get(overall.rating or "", ""))
    if part == "score":
        return None if overall.score is None else told_number(overall.score)
    return told_number({"out_of": overall.out_of, "standards": len(overall.contributions)}[part])


def _rated(live: "LiveFigures", subject: str) -> Saying:
    """Among the standards that count towards the overall score, or those of one domain."""
    rating, _, domain = subject.partition(".")
    if rating not in live.outline.figures.names or (domain and domain not in live.outline.domain_by_code):
        raise KeyError(subject)
    parts = live.page.overall.contributions
    mine = [one for one in parts if not domain or live.outline.standards[one.standard].domain == domain]
    return told_number(sum(one.rating == rating for one in mine), Noun("standard", "standards"))


def _cases(live: "LiveFigures", subject: str) -> Saying:
    domains = domains_at(subject, live.outline)
    if not domains:
        raise KeyError(subject)
    return told_number(sum(live.mix(domain.code).reviews.cases for domain in domains), Noun("case", "cases"))


def _mix(live: "LiveFigures", code: str) -> Saying:
    return told_words(disposals_in_words(live.mix(code).disposals, live.outline.domain_by_code[code]))


def _recorded(live: "LiveFigures", subject: str, target: str) -> Saying:
    """`subject` begins with a domain, or all; `target` ends with the value: "fact.gender.female"."""
    code = subject.partition(".")[0]
    head, _, _ = target.partition(".")
    name, _, value = target.removeprefix(f"{head}.").partition(".")
    if not (domains_at(code, live.outline) and name and value):
        raise KeyError(subject)
    recorded = live.readings.recorded(code, f"{head}.{name}").values()
    return Share(Tally(sum(one == value for one in recorded), len(recorded)), live.outline.figures)


def _fact(live: "LiveFigures", subject: str) -> Saying:
    return _recorded(live, subject, f"fact.{subject.partition('.')[2]}")


def _classified(live: "LiveFigures", subject: str) -> Saying:
    return _recorded(live, subject, subject.partition(".")[2])


def _agreement(live: "LiveFigures", subject: str) -> Saying:
    """How often the service's classification is the inspector's: the same, over it, or under it."""
    code, kind, which = subject.split(".")
    levels = {level: place for place, level in enumerate(live.outline.levels)}
    theirs, ours = (live.readings.recorded(code, f"{who}.{kind}") for who in ("service", "inspector"))
    both = [(levels[theirs[review]], levels[ours[review]]) for review in theirs.keys() & ours.keys()]
    is_so = AGREEMENTS[which]
    return Share(Tally(sum(is_so(their, our) for their, our in both), len(both)), live.outline.figures)


AGREEMENTS: Mapping[str, Callable[[int, int], bool]] = {
    "same": lambda their, our: their == our,
    "over": lambda their, our: their > our,
    "under": lambda their, our: their < our,
}


def _window_of(live: "LiveFigures", code: str) -> Window:
    starts = live.inspection.fieldwork_starts
    window = window_of(live.readings.sample, live.outline.domain_by_code[code].code, starts)
    if window is None:
        raise KeyError(code)
    return window


def _window(live: "LiveFigures", code: str) -> Saying:
    return told_words(_window_of(live, code).words)


def _date(live: "LiveFigures", subject: str) -> Saying:
    what, _, which = subject.partition(".")
    if what == "window":
        code, _, end = which.partition(".")
        window = _window_of(live, code)
        return told_date({"first": window.first, "last": window.last}[end])
    starts = live.inspection.fieldwork_starts
    monday = starts - timedelta(days=starts.weekday())
    friday = monday + timedelta(weeks=live.inspection.fieldwork_weeks, days=-3)
    return told_date({"fieldwork.start": starts, "fieldwork.end": max(starts, friday)}[subject])


def _context(live: "LiveFigures", code: str) -> Saying:
    return cited({figure.code: figure for figure in live.context}[code])


def _recommendations(live: "LiveFigures", subject: str) -> Saying:
    if subject != ALL:
        raise KeyError(subject)
    return told_number(live.readings.recommendations, Noun("recommendation", "recommendations"))


RESOLVERS: Mapping[SourceKind, Callable[["LiveFigures", str], Saying | None]] = {
    SourceKind.QUESTION: _question,
    SourceKind.PROMPT: _prompt,
    SourceKind.RATING: _rating,
    SourceKind.OVERALL: _overall,
    SourceKind.RATED: _rated,
    SourceKind.CASES: _cases,
    SourceKind.MIX: _mix,
    SourceKind.FACT: _fact,
    SourceKind.CLASSIFIED: _classified,
    SourceKind.AGREEMENT: _agreement,
    SourceKind.DATE: _date,
    SourceKind.WINDOW: _window,
    SourceKind.INTERVIEWS: interviews,
    SourceKind.MEETINGS: meetings,
    SourceKind.SURVEY: surveys,
    SourceKind.TEXTS: texts,
    SourceKind.CONTEXT: _context,
    SourceKind.RECOMMENDATIONS: _recommendations,
}
