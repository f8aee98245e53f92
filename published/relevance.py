"""How many cases of a domain must be of which disposal, and have which facts, so that enough questions are relevant.

A question is asked of the cases its edition's rule picks, so a printed "relevant" says how many of those there were, at
least. Where two questions share a rule, the larger counts; in the smaller, the rest are judged not relevant by hand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from published.figures import PrintedInspection
from standards.rules import Condition, Relevance, relevance_of
from standards.structure import DisposalOutline, DomainOutline, Outline, QuestionOutline
from standards.wording import joined, plural

INSPECTOR = "inspector."


@dataclass(frozen=True, slots=True)
class Need:
    """A condition, how many cases must meet it, and the question that says so."""

    condition: Condition
    cases: int
    question: QuestionOutline


@dataclass(frozen=True, slots=True)
class Group:
    """This many cases take one of these values: they are alike in what they make relevant."""

    values: tuple[str, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class DomainPlan:
    cases: int
    disposals: Mapping[str, int]  # by disposal type
    groups: Mapping[str, tuple[Group, ...]]  # by the target that a condition reads
    problems: tuple[str, ...]


def needs_of(domain: DomainOutline, printed: PrintedInspection) -> tuple[Need, ...]:
    """Per condition of the domain's questions, the largest number of relevant cases that is printed."""
    largest: dict[str, Need] = {}
    for question, relevant in relevant_in(domain, printed):
        code = question.condition.code
        if code not in largest or relevant > largest[code].cases:
            largest[code] = Need(question.condition, relevant, question)
    return tuple(largest.values())


def relevant_in(domain: DomainOutline, printed: PrintedInspection) -> Iterator[tuple[QuestionOutline, int]]:
    """Each question judged in cases of the domain, with its printed number of relevant cases; 0 where unrated."""
    for standard in domain.judged_standards:
        said = printed.questions_of(standard.number)
        for place, question in enumerate(standard.questions):
            yield question, said[place].relevant if place < len(said) else 0


def cases_in(domain: DomainOutline, printed: PrintedInspection) -> int:
    """Cases read in the domain; where the file does not say, as many as its other figures need."""
    if domain.code in printed.cases:
        return printed.cases[domain.code]
    relevant = (relevant for _, relevant in relevant_in(domain, printed))
    disposals = sum(printed.disposals.get(domain.code, {}).values())
    return max([*relevant, disposals, printed.interviews_by_domain.get(domain.code, 0), 0])


def plan_of(domain: DomainOutline, outline: Outline, printed: PrintedInspection) -> DomainPlan:
    """Disposals and deciding facts of the domain's cases; `problems` where no cases could have the printed figures."""
    cases = cases_in(domain, printed)
    needs = needs_of(domain, printed)
    disposals, problems = _disposals(domain, printed.disposals.get(domain.code, {}), needs, cases)
    groups: dict[str, tuple[Group, ...]] = {}
    for target in dict.fromkeys(need.condition.target for need in needs if need.condition.target):
        of_target = [need for need in needs if need.condition.target == target]
        groups[target] = _groups(_options(target, domain, outline), of_target, cases)
        problems += _unmet(of_target, groups[target], cases)
    return DomainPlan(cases, disposals, groups, tuple(problems))


def _disposals(
    domain: DomainOutline, stated: Mapping[str, int], needs: Sequence[Need], cases: int
) -> tuple[dict[str, int], list[str]]:
    """Stated disposals; for cases beyond them a type that a question needs, else the one that stands for others."""
    by_type = [need for need in needs if need.condition.disposal_types]
    counts = {disposal.code: stated.get(disposal.code, 0) for disposal in domain.disposal_types}
    spare = max(cases - sum(counts.values()), 0)
    left = {
        need.condition.code: need.cases - sum(counts.get(code, 0) for code in need.condition.disposal_types)
        for need in by_type
    }
    fallback = _fallback(domain.disposal_types)
    meets = {
        code: frozenset(n.condition.code for n in by_type if code in n.condition.disposal_types) for code in counts
    }
    order = sorted(counts, key=lambda code: code != fallback)
    for code, more in zip(order, _spread([meets[code] for code in order], left, spare), strict=True):
        counts[code] += more
    problems = []
    for need in by_type:
        found = sum(counts.get(code, 0) for code in need.condition.disposal_types)
        if found < need.cases:
            names = joined(
                [d.many for d in domain.disposal_types if d.code in need.condition.disposal_types], last="or"
            )
            problems.append(
                f"{place_in_words(need.question)}: {need.cases} relevant, but it is asked of {names} only, and the "
                f"disposals of {domain.code} leave room for {plural(found, 'such case', 'such cases')}."
            )
    return counts, problems


def _fallback(types: Sequence[DisposalOutline]) -> str:
    """The disposal type of a case of which none is printed."""
    others = [disposal.code for disposal in types if disposal.code.startswith("other_")]
    return (others or [types[-1].code])[0] if types else ""


def _options(target: str, domain: DomainOutline, outline: Outline) -> tuple[str, ...]:
    """What may be given for the target in this domain; nothing where it is not asked there."""
    if target.startswith(INSPECTOR):
        return outline.levels
    asked = {fact.target: fact.options for fact in outline.facts_asked_in(domain.code)}
    return asked.get(target, ())


def _groups(options: Sequence[str], needs: Sequence[Need], cases: int) -> tuple[Group, ...]:
    alike: dict[frozenset[str], list[str]] = {}
    for option in options:
        met = frozenset(need.condition.code for need in needs if _meets(need.condition, option))
        alike.setdefault(met, []).append(option)
    left = {need.condition.code: need.cases for need in needs}
    counts = _spread(list(alike), left, cases)
    return tuple(Group(tuple(values), count) for values, count in zip(alike.values(), counts, strict=True))


def _meets(condition: Condition, value: str) -> bool:
    return relevance_of(condition, given={condition.target: value}, disposal_type="") is Relevance.RELEVANT


def _spread(kinds: Sequence[frozenset[str]], needs: Mapping[str, int], places: int) -> list[int]:
    """How many places each kind takes: while needs are left the one that serves most, then that which serves least."""
    counts = [0] * len(kinds)
    left = dict(needs)

    def worth(kind: int) -> tuple[int, int]:
        served = [left[code] for code in kinds[kind] if left[code] > 0]
        return sum(served), len(served) - len(kinds[kind])

    for _ in range(places if kinds else 0):
        best = max(range(len(kinds)), key=worth)  # the first of equals
        counts[best] += 1
        for code in kinds[best]:
            left[code] -= 1
    return counts


def _unmet(needs: Sequence[Need], groups: Sequence[Group], cases: int) -> list[str]:
    problems = []
    for need in needs:
        found = sum(g.cases for g in groups if g.values and _meets(need.condition, g.values[0]))
        if found < min(need.cases, cases):  # more relevant than cases is told elsewhere
            note = need.condition.note or need.condition.code
            problems.append(
                f"{place_in_words(need.question)}: {need.cases} relevant, but with the other figures of this file only "
                f"{plural(found, 'case', 'cases')} can meet its rule ({note})."
            )
    return problems


def place_in_words(question: QuestionOutline) -> str:
    return f"Standard {question.standard}, key question {question.number}"
