"""Where the printed figures of an inspection contradict themselves, or the edition they name."""

from collections.abc import Iterator, Sequence

from published.checks.domains import domain_problems
from published.figures import PrintedCount, PrintedInspection, PrintedQuestion, PrintedStandard
from published.relevance import place_in_words
from ratings.rules import StandardResult, Tally, overall_band_of, percentage, standard_result
from standards.structure import Outline, QuestionOutline, StandardOutline
from standards.wording import joined, plural


def contradictions_of(printed: PrintedInspection, outline: Outline) -> list[str]:
    """Every contradiction, as sentences. Empty: the figures can be replayed."""
    found = [*_unknown_names(printed, outline)]
    for number, said in printed.rated.items():
        standard = outline.standards.get(number)
        if standard is not None:
            found += _standard_problems(standard, said, outline)
    for domain in outline.domains:
        if domain.has_cases:
            found += domain_problems(domain, printed, outline, figures_sound=not found)
    return [*found, *_interview_problems(printed), *_overall_problems(printed, outline)]


def _unknown_names(printed: PrintedInspection, outline: Outline) -> Iterator[str]:
    known = joined([domain.code for domain in outline.domains if domain.has_cases])
    for where in ("cases", "disposals", "interviews_by_domain"):
        for code in getattr(printed, where):
            domain = outline.domain_by_code.get(code)
            if domain is None:
                yield f"{where}, {code[:40]}: {outline.code} has no such domain; cases are read in {known}."
            elif not domain.has_cases:
                yield f"{where}, {code}: {outline.code} reads no cases in {code} ({domain.title}), only in {known}."
    for number in printed.standards:
        if number not in outline.standards:
            numbers = joined(list(outline.standards))
            yield f"Standard {number[:40]}: {outline.code} has no such standard; it has {numbers}."


def _standard_problems(standard: StandardOutline, said: PrintedStandard, outline: Outline) -> Iterator[str]:
    where = f"Standard {standard.number}"
    if said.rating not in outline.figures.points:
        yield f"{where}: {said.rating} is not a rating of {outline.code}."
        return
    if said.judged is standard.by_cases:
        has, should = ("a judgement", "key questions") if said.judged else ("key questions", "a judgement")
        by = "percentages of its key questions" if standard.by_cases else "one judgement"
        yield f"{where}: the file gives {has}, but {outline.code} rates it by {by}: give {should}."
        return
    if said.judged:
        return
    if (given := len(said.questions)) != len(standard.questions):
        yield f"{where}: it has {len(standard.questions)} key questions; the file gives {given}."
        return
    problems = [
        problem
        for question, counts in zip(standard.questions, said.questions, strict=True)
        for problem in _question_problems(question, counts, outline)
    ]
    yield from problems
    if not any(counts.yes > counts.relevant for counts in said.questions):
        tallies = [Tally(counts.yes, counts.relevant) for counts in said.questions]
        yield from _rating_problems(where, said, standard_result(tallies, outline.figures), outline)


def _question_problems(question: QuestionOutline, said: PrintedQuestion, outline: Outline) -> Iterator[str]:
    where = place_in_words(question)
    if said.yes > said.relevant:
        yield _above(where, said)
    elif said.percentage is not None:
        right = percentage(Tally(said.yes, said.relevant), outline.figures.rounding)
        if right is None:
            yield f"{where}: the percentage is {said.percentage}, but no case is relevant: leave the percentage out."
        elif right != said.percentage:
            yield f"{where}: the percentage is {said.percentage}, but {said.yes} of {said.relevant} is {right}."
    if said.prompts and (given := len(said.prompts)) != len(question.prompts):
        yield f"{where}: it has {plural(len(question.prompts), 'prompt', 'prompts')}; the file gives {given}."
    yield from _prompt_problems(where, said)


def _prompt_problems(where: str, said: PrintedQuestion) -> Iterator[str]:
    for number, prompt in enumerate(said.prompts, start=1):
        if prompt.yes > prompt.relevant:
            yield _above(f"{where}, prompt {number}", prompt)
        if prompt.relevant > said.relevant:
            more = f"more than the {said.relevant} of its key question"
            yield f"{where}, prompt {number}: {prompt.relevant} relevant, {more}."


def _above(where: str, said: PrintedCount | PrintedQuestion) -> str:
    return f"{where}: {said.yes} yes, more than the {said.relevant} relevant."


def _rating_problems(where: str, said: PrintedStandard, result: StandardResult, outline: Outline) -> Iterator[str]:
    names = outline.figures.names
    if result.band is None:
        yield (
            f"{where}: it is rated {names[said.rating]}, but none of its key questions has a relevant case, "
            "so it is not rated: give null instead."
        )
    elif said.discretion is None:
        if said.rating != result.band:
            yield (
                f"{where}: it is rated {names[said.rating]}, but its lowest percentage, {result.lowest}, earns "
                f"{names[result.band]}, and the file names no discretion."
            )
    else:
        yield from _discretion_problems(where, said, result, outline)


def _discretion_problems(where: str, said: PrintedStandard, result: StandardResult, outline: Outline) -> Iterator[str]:
    assert said.discretion is not None
    assert result.band is not None
    if said.rating == result.band:
        yield (
            f"{where}: discretion is named, but the rating, {outline.figures.names[said.rating]}, is what its lowest "
            f"percentage, {result.lowest}, earns by itself."
        )
    if said.discretion.key_question not in result.deciding:
        lowest = joined([str(number) for number in result.deciding], last="or")
        yield (
            f"{where}: discretion sets key question {said.discretion.key_question} aside, but the lowest percentage is "
            f"that of key question {lowest}."
        )
    if not said.discretion.reason.strip():
        yield f"{where}: discretion needs a reason; it is empty."


def _interview_problems(printed: PrintedInspection) -> Iterator[str]:
    by_domain = printed.interviews_by_domain
    for name, number in [*(printed.interviews or {}).items(), *by_domain.items()]:
        if number < 0:
            yield f"interviews, {name[:40]}: {number} is below zero."
    if printed.interviews is not None and sum(by_domain.values()) > sum(printed.interviews.values()):
        yield (
            f"interviews_by_domain: they add up to {sum(by_domain.values())}, more than the "
            f"{sum(printed.interviews.values())} of interviews."
        )


def _overall_problems(printed: PrintedInspection, outline: Outline) -> Iterator[str]:
    """The score against the standards that the file rates.

    A standard that counts and is not rated leaves no score by the method; a file may still claim one, out of the
    points of the standards that it does rate.
    """
    figures, said = outline.figures, printed.overall
    ratings = _counting_ratings(printed, outline)
    if any(rating not in figures.points for rating in ratings):
        return  # told at the standard
    score, out_of = sum(figures.points[rating] for rating in ratings), len(ratings) * max(figures.points.values())
    counting = [standard.number for standard in outline.standards.values() if standard.counts_towards_overall]
    missing = [number for number in counting if number not in printed.rated]
    because = f", because {joined(missing)} {'is' if len(missing) == 1 else 'are'} not rated" if missing else ""
    if said.score != score:
        yield f"overall: the score is {said.score}, but the standards that count add up to {score}{because}."
    if said.out_of != out_of:
        yield f"overall: out_of is {said.out_of}, but the standards that count can reach {out_of}{because}."
    if said.rating not in figures.points:
        yield f"overall: {said.rating} is not a rating of {outline.code}."
    elif said.score == score and said.rating != (earned := overall_band_of(score, figures).rating):
        yield f"overall: the rating is {figures.names[said.rating]}, but {score} points earn {figures.names[earned]}."


def _counting_ratings(printed: PrintedInspection, outline: Outline) -> Sequence[str]:
    counting = {s.number for s in outline.standards.values() if s.counts_towards_overall}
    return [said.rating for number, said in printed.rated.items() if number in counting]
