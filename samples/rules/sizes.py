"""How many cases to read: the suggested size, its split among domains, and what fits the cases there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from statistics import NormalDist

from samples.rules.figures import ALL, SampleFigures
from samples.rules.proportions import apportioned
from standards.wording import plural

HALF = Fraction(1, 2)  # the share that is hardest to estimate: 0.25 in the formula is 0.5 × 0.5


@dataclass(frozen=True, slots=True)
class Formula:
    """The smallest sample of `eligible` cases, and the numbers that lead to it.

    `z` and `endless` (n0, the sample of an endless population) are None where the edition wants certainty: then every
    case is read.
    """

    eligible: int
    confidence: Fraction
    margin: Fraction
    z: float | None
    endless: Fraction | None
    exact: Fraction  # before it is rounded up
    size: int

    @property
    def words(self) -> str:
        return (
            f"The smallest sample in which, {_short(self.confidence * 100)} times out of 100, a share lies within "
            f"{_short(self.margin * 100)} percentage points of the same share of all eligible cases."
        )

    @property
    def numbers(self) -> str:
        """As "n₀ = 1.2816² × 0.25 ÷ 0.05² = 164.2; 164.2 ÷ (1 + (164.2 − 1) ÷ 50) = 38.5, rounded up: 39"."""
        if not self.eligible:
            return "There are no eligible cases."
        if self.z is None or self.endless is None:
            return f"Nothing less than every case is certain: {self.size}"
        endless = f"{float(self.endless):.1f}"
        return (
            f"n₀ = {self.z:.4f}² × 0.25 ÷ {_short(self.margin)}² = {endless}; "
            f"{endless} ÷ (1 + ({endless} − 1) ÷ {self.eligible}) = {float(self.exact):.1f}, rounded up: {self.size}"
        )


@dataclass(frozen=True, slots=True)
class SuggestedSizes:
    """A suggestion: the lead sets the numbers. `wanted` is the split alone, `sizes` what the eligible cases allow."""

    formula: Formula
    sized_on: str  # a domain, or ALL
    wanted: Mapping[str, int]
    sizes: Mapping[str, int]
    said: tuple[str, ...]


def size_of(figures: SampleFigures, eligible: int) -> Formula:
    """n0 = z² × 0.25 ÷ margin², n = n0 ÷ (1 + (n0 − 1) ÷ N) rounded up; exact from z on."""
    if eligible <= 0 or figures.confidence >= 1 or not figures.margin:
        none = max(eligible, 0)
        return Formula(none, figures.confidence, figures.margin, None, None, Fraction(none), none)
    z = NormalDist().inv_cdf(float((1 + figures.confidence) / 2))
    endless = Fraction(z) ** 2 * HALF * HALF / figures.margin**2
    exact = endless / (1 + (endless - 1) / eligible) if endless else Fraction(0)
    return Formula(eligible, figures.confidence, figures.margin, z, endless, exact, ceil(exact))


def suggested_sizes(figures: SampleFigures, eligible: Mapping[str, int]) -> SuggestedSizes:
    """The sizes of the edition's domains, from the number of eligible cases in each."""
    split = dict(figures.split)
    if figures.sized_on == ALL:
        formula = size_of(figures, sum(eligible.get(domain, 0) for domain in split))
        wanted = apportioned(formula.size, split)
    else:
        formula = size_of(figures, eligible.get(figures.sized_on, 0))
        wanted = _following(formula.size, figures.sized_on, split)
    sizes, said = fitted(wanted, eligible)
    return SuggestedSizes(formula, figures.sized_on, wanted, sizes, said)


def fitted(wanted: Mapping[str, int], eligible: Mapping[str, int]) -> tuple[dict[str, int], tuple[str, ...]]:
    """`wanted` within what each domain has: where one has too few, the others take the rest, and it is said."""
    there = {domain: eligible.get(domain, 0) for domain in wanted}
    sizes = {domain: min(want, there[domain]) for domain, want in wanted.items()}
    spare = {domain: there[domain] - size for domain, size in sizes.items()}
    missing = sum(wanted.values()) - sum(sizes.values())
    extra = apportioned(missing, wanted, spare)
    said = [
        f"{domain} has {plural(there[domain], 'eligible case', 'eligible cases')}, too few for the {want} wanted."
        for domain, want in wanted.items()
        if want > there[domain]
    ]
    said += [
        f"{domain} takes {count} of the rest: {sizes[domain] + count} cases instead of {wanted[domain]}."
        for domain, count in extra.items()
        if count
    ]
    if missing > sum(extra.values()):
        said.append(f"All {sum(there.values())} eligible cases are read: there are no more.")
    return {domain: size + extra[domain] for domain, size in sizes.items()}, tuple(said)


def size_problems(sizes: Mapping[str, int], eligible: Mapping[str, int]) -> list[str]:
    """Why the numbers that a lead set cannot be drawn; none for what can be."""
    problems = [f"The number for {domain} cannot be less than 0." for domain, size in sizes.items() if size < 0]
    problems += [
        f"{domain} has {plural(eligible.get(domain, 0), 'eligible case', 'eligible cases')}: {size} cannot be drawn."
        for domain, size in sizes.items()
        if size > eligible.get(domain, 0)
    ]
    if not any(sizes.values()):
        problems.append("Say how many cases to draw.")
    return problems


def _following(size: int, sized_on: str, split: Mapping[str, Fraction]) -> dict[str, int]:
    """The formula sizes one domain; the others follow from the split, half up."""
    share = split.get(sized_on, Fraction(0))
    return {
        domain: size if domain == sized_on else int(size * part / share + HALF) if share else 0
        for domain, part in split.items()
    }


def _short(number: Fraction) -> str:
    return f"{float(number):g}"
