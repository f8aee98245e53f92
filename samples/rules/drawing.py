"""Drawing a sample: reproducible from its seed, its inputs and the version of this algorithm.

Order by chance is the order of SHA-256 over seed and reference. A library's random numbers may differ between versions
of Python and depend on the order in which cases are asked; a hash is the same for ever, and for each case by itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from math import ceil

from samples.rules.balancing import Margin
from samples.rules.capping import fill
from samples.rules.eligible import EligibleCase, Variable
from samples.rules.exchanging import rebalance
from samples.rules.selecting import Loads, Selection
from standards.wording import number_words, plural

ALGORITHM = "1"  # raise it whenever the same seed and inputs would give another draw
RESERVE_SHARE = Fraction(1, 5)
ON_TOP_MOST = 4  # resettlement cases


class DrawRefused(Exception):
    """Nothing can be drawn from these inputs; the message says why."""


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """All that a draw rests on but its seed. `cases` are the eligible ones, in any order.

    `sizes` are of the domains whose cases are sampled, `on_top` of those read besides (resettlement); `variables` are
    by domain. `cap` is the most cases that a case manager may carry over all domains.
    """

    cases: tuple[EligibleCase, ...]
    sizes: Mapping[str, int]
    variables: Mapping[str, tuple[Variable, ...]]
    on_top: Mapping[str, int] = field(default_factory=dict)
    cap: int | None = None
    reserve_share: Fraction = RESERVE_SHARE


@dataclass(frozen=True, slots=True)
class ClassRow:
    """Population against sample of one class: for each variable its levels, one or several merged."""

    levels: tuple[tuple[str, ...], ...]
    stock: int
    expected: Fraction
    got: int


@dataclass(frozen=True, slots=True)
class DomainDraw:
    """What was drawn of a domain: references of the cases chosen and, in the order of their use, of the reserve."""

    domain: str
    chosen: tuple[str, ...]
    reserve: tuple[str, ...]
    classes: tuple[ClassRow, ...]
    margins: tuple[Margin, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """The whole result. `said` are the sentences about what could not be met."""

    seed: str
    domains: tuple[DomainDraw, ...]
    said: tuple[str, ...]

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(reference for domain in self.domains for reference in domain.chosen)


def draw(request: DrawRequest, *, seed: str) -> Draw:
    """Draws every domain's cases and its reserve. Raises DrawRefused. The order of the cases changes nothing."""
    sizes = dict(sorted({**request.sizes, **request.on_top}.items()))
    _check(request, sizes)
    cases = sorted(request.cases, key=lambda case: _chance(seed, case.reference))
    order = [(case.domain, case.reference) for case in cases if case.domain in sizes]
    loads = Loads({case.reference: case.case_manager for case in cases}, request.cap)
    selections = {}
    for domain, size in sizes.items():
        variables = request.variables.get(domain, ())
        cells = {case.reference: case.cell(variables) for case in cases if case.domain == domain}
        selections[domain] = Selection(cells, variables, size, loads)
    fill(selections, order, loads)
    for selection in selections.values():
        rebalance(selection)
    domains, said = [], _said_of_cap(loads)
    for domain, selection in selections.items():
        wanted = ceil(request.reserve_share * sizes[domain])
        reserve = _reserve(selection, min(wanted, len(selection.cells) - sizes[domain]))
        domains.append(_result(domain, selection, reserve))
        said += _said_of(domains[-1], wanted)
    return Draw(seed, tuple(domains), tuple(said))


def _chance(seed: str, reference: str) -> bytes:
    return sha256(f"{seed}\n{reference}".encode()).digest()


def _check(request: DrawRequest, sizes: Mapping[str, int]) -> None:
    if problem := next(_problems(request, sizes), None):
        raise DrawRefused(problem)


def _problems(request: DrawRequest, sizes: Mapping[str, int]) -> Iterator[str]:
    for reference, times in Counter(case.reference for case in request.cases).items():
        if times > 1:
            yield f"The reference {reference} stands for {times} cases."
    for (domain, person), times in Counter((case.domain, case.person_ref) for case in request.cases).items():
        if times > 1:
            yield f"The person {person} has {times} cases in {domain}: only the earliest may be drawn."
    there = Counter(case.domain for case in request.cases)
    for domain, size in sizes.items():
        if not 0 <= size <= there[domain]:
            yield f"{domain} has {plural(there[domain], 'eligible case', 'eligible cases')}: {size} cannot be drawn."
    yield from _wrong_settings(request)


def _wrong_settings(request: DrawRequest) -> Iterator[str]:
    if set(request.sizes) & set(request.on_top):
        yield "A domain is either sampled or read on top."
    if sum(request.on_top.values()) > ON_TOP_MOST:
        yield f"At most {number_words(ON_TOP_MOST)} cases are read on top."
    if request.cap is not None and request.cap < 1:
        yield "A case manager must be allowed at least one case."
    if not 0 <= request.reserve_share <= 1:
        yield "The reserve is a share of the sample, between none and all of it."


def _reserve(selection: Selection, size: int) -> tuple[str, ...]:
    """A sample of what is left, by the same method: its own classes are as wide as it takes to hold a case each.

    So each class of the sample finds a case in the same or a neighbouring class. It stands in the order of chance; the
    cap is kept when a case of it is used.
    """
    if size <= 0:
        return ()
    uncapped = Loads(selection.loads.managers, None)
    rest = Selection(selection.in_order(chosen=False), selection.variables, size, uncapped)
    for reference in rest.cells:
        rest.offer(reference)
    return tuple(rest.in_order(chosen=True))


def _result(domain: str, selection: Selection, reserve: tuple[str, ...]) -> DomainDraw:
    return DomainDraw(
        domain=domain,
        chosen=tuple(sorted(selection.chosen)),
        reserve=reserve,
        classes=tuple(
            ClassRow(one.levels, one.stock, one.expected, got)
            for one, got in zip(selection.classes, selection.taken, strict=True)
        ),
        margins=selection.balance().margins(),
    )


def _said_of_cap(loads: Loads) -> list[str]:
    if loads.cap is None:
        return []
    over = sorted((manager, n) for manager, n in loads.carried.items() if manager and n > loads.cap)
    return [f"{manager} carries {n} cases, where the most is {loads.cap}: no other choice fits." for manager, n in over]


def _said_of(drawn: DomainDraw, reserve_wanted: int) -> list[str]:
    said = [f"{drawn.domain}, {margin.sentence}" for margin in drawn.margins if not margin.within]
    for row in drawn.classes:
        if abs(row.got - row.expected) >= 1:
            cases = plural(row.got, "case", "cases")
            why = f"has {cases}, because no case manager may carry more"
            said.append(f"{drawn.domain}: a class that expects {float(row.expected):.1f} {why}.")
    if len(drawn.reserve) < reserve_wanted:
        left = plural(len(drawn.reserve), "case is", "cases are")
        said.append(f"{drawn.domain}: {left} left for the reserve, where {reserve_wanted} were wanted.")
    return said
