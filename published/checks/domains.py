"""Where the figures of a domain ask for more cases than there are, or for cases that cannot be."""

from collections.abc import Iterator

from published.checks.shape import MOST_CASES
from published.figures import PrintedInspection
from published.relevance import cases_in, place_in_words, plan_of, relevant_in
from standards.structure import DomainOutline, Outline
from standards.wording import joined


def domain_problems(
    domain: DomainOutline, printed: PrintedInspection, outline: Outline, *, figures_sound: bool
) -> list[str]:
    """Sentences; relevance rules are tried only where the figures are sound so far."""
    cases = cases_in(domain, printed)
    if cases > MOST_CASES:
        return [f"Domain {domain.code}: its figures need {cases:,} cases; at most {MOST_CASES:,} can be made."]
    found = [*_relevant_problems(domain, printed, cases), *_disposal_problems(domain, printed, cases)]
    if found or not figures_sound:
        return found
    return list(plan_of(domain, outline, printed).problems)


def _relevant_problems(domain: DomainOutline, printed: PrintedInspection, cases: int) -> Iterator[str]:
    for question, relevant in relevant_in(domain, printed):
        if relevant > cases:
            yield f"{place_in_words(question)}: {relevant} relevant, more than the {cases} cases of {domain.code}."


def _disposal_problems(domain: DomainOutline, printed: PrintedInspection, cases: int) -> Iterator[str]:
    stated = printed.disposals.get(domain.code, {})
    where, known = f"disposals, {domain.code}", [disposal.code for disposal in domain.disposal_types]
    for code in stated:
        if code not in known:
            offered = joined(known, last="or")
            yield f"{where}, {code[:60]}: not a disposal of {domain.code}; it may be {offered}."
    if (total := sum(stated.values())) > cases:
        yield f"{where}: they add up to {total}, more than the {cases} cases of {domain.code}."
