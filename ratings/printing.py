"""The ratings page as `rate` prints it: an aligned table in plain text, or JSON for other programs. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ratings.structure import Difference, RatingsPage, StandardFigures
from standards.wording import date_words, joined

GAP = "  "
NO_PERCENTAGE = "–"


def as_json(page: RatingsPage) -> dict[str, Any]:
    """As issue 2 gives it; counts are [yes, relevant], a percentage without a relevant case is null.

    `figures_changed` (true) is there only where a decision was taken on other figures, or another proposal, than now.
    """
    overall: dict[str, Any] = {
        "score": page.overall.score,
        "out_of": page.overall.out_of,
        "rating": page.overall.rating,
    }
    if page.overall.missing:
        overall["missing"] = list(page.overall.missing)
    return {
        "inspection": page.inspection,
        "standards": {standard.number: _standard_json(standard) for standard in page.standards},
        "overall": overall,
    }


def _standard_json(standard: StandardFigures) -> dict[str, Any]:
    changed = {"figures_changed": True} if standard.figures_changed else {}
    if not standard.by_cases:
        return {"title": standard.title, "rating": standard.rating} | changed
    found: dict[str, Any] = {
        "title": standard.title,
        "percentages": list(standard.percentages),
        "counts": [[tally.yes, tally.relevant] for tally in standard.tallies],
        "band": standard.band,
        "rating": standard.rating,
    }
    if standard.discretion:
        found["discretion"] = {
            "key_questions": list(standard.discretion.set_aside),
            "reason": standard.discretion.words,
        }
    found["triggers"] = [finding.trigger.value for finding in standard.triggers]
    return found | changed


def as_text(page: RatingsPage, heading: Sequence[str]) -> str:
    """The ratings page under the heading's lines, for a terminal."""
    lines = [*heading, f"{page.reviews.submitted} of {page.reviews.cases} reviews submitted"]
    lines += ["", *_table(page)]
    for title, part in (
        ("Set apart from the table by the panel", _discretion_lines(page)),
        ("Open to discretion", _trigger_lines(page)),
        ("Changed since the panel decided", _changed_lines(page)),
    ):
        if part:
            lines += ["", title, *part]
    return "\n".join([*lines, "", *_overall_lines(page)])


def _table(page: RatingsPage) -> Iterator[str]:
    rows = [["Standard", "Percentages", "Counts", "By the table", "Rating"]]
    for standard in page.standards:
        rows.append(_row(standard, page))
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for place, row in enumerate(rows):
        yield GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if place == 0:
            yield GAP.join("-" * width for width in widths)
    yield "* decides: the lowest percentage"


def _row(standard: StandardFigures, page: RatingsPage) -> list[str]:
    names = page.figures.names
    rating = names[standard.rating] if standard.rating else "Not rated"
    if standard.discretion:
        rating += " (discretion)"
    if not standard.outline.counts_towards_overall:
        rating += " (not in the score)"
    band = names[standard.band] if standard.band else "Not rated"
    return [
        f"{standard.number}  {standard.title}",
        _columns(_percentage_words(standard), 4),
        _columns((f"{tally.yes}/{tally.relevant}" for tally in standard.tallies), 5),
        band if standard.by_cases else "by judgement",
        rating,
    ]


def _percentage_words(standard: StandardFigures) -> Iterator[str]:
    for question in standard.questions if standard.by_cases else ():
        words = NO_PERCENTAGE if question.percentage is None else str(question.percentage)
        yield f"{words}*" if question.decides else words


def _columns(words: Iterable[str], width: int) -> str:
    """Each under the one of the line above, as far as they are no wider than most are."""
    return " ".join(word.ljust(width) for word in words).rstrip()


def _under(standard: StandardFigures, sentences: Iterable[str]) -> list[str]:
    first, *rest = sentences
    return [f"{standard.number}{GAP}{first}", *(" " * len(standard.number) + GAP + sentence for sentence in rest)]


def _discretion_lines(page: RatingsPage) -> list[str]:
    lines, names = [], page.figures.names
    for standard in page.standards:
        if decision := standard.discretion:
            questions = joined([str(number) for number in decision.set_aside])
            what = f"key question{'s' if len(decision.set_aside) > 1 else ''} {questions} set aside"
            rating, band = names.get(decision.rating or "", ""), names.get(decision.band or "", "")
            said = f"{rating}, not {band}: {what} ({decision.by}, {date_words(decision.at.date())})."
            lines += _under(standard, [said, *decision.words.splitlines()])
    return lines


def _trigger_lines(page: RatingsPage) -> list[str]:
    return [
        line
        for standard in page.standards
        if standard.triggers
        for line in _under(standard, [finding.reason for finding in standard.triggers])
    ]


def _changed_lines(page: RatingsPage) -> list[str]:
    lines = []
    for standard in page.standards:
        if standard.figures_changed:
            said = [difference_words(difference) for difference in standard.differences]
            lines += _under(standard, said or ["The lead inspector's proposal is another now."])
    return lines


def difference_words(difference: Difference) -> str:
    """As "Key question 3: 5 of 11 (45%) then, 6 of 11 (55%) now."."""

    def said(yes: int, relevant: int, per_cent: int | None) -> str:
        return "no relevant case" if per_cent is None else f"{yes} of {relevant} ({per_cent}%)"

    then = said(difference.then.yes, difference.then.relevant, difference.then_percentage)
    now = said(difference.now.yes, difference.now.relevant, difference.now_percentage)
    return f"Key question {difference.number}: {then} then, {now} now."


def _overall_lines(page: RatingsPage) -> list[str]:
    if page.overall.score is None or page.overall.rating is None:
        lines = [f"Overall: no score out of {page.overall.out_of} yet. Not rated:"]
        return lines + [f"{standard.number}{GAP}{standard.title}" for standard in page.missing]
    name = page.figures.names[page.overall.rating]
    return [f"Overall: {page.overall.score} of {page.overall.out_of}, {name}"]
