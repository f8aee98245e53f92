"""Sharing cases out among readers, and sharing them anew when somebody joins, falls ill or declares a conflict."""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from inspections.rules.conflicts import Conflict
from samples.rules.proportions import apportioned
from standards.wording import joined, plural


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads cases: the domains they have the skills for, the days they have, the most cases they take."""

    id: int
    name: str
    domains: frozenset[str]
    days: Fraction
    most: int | None = None


@dataclass(frozen=True, slots=True)
class CaseToShare:
    """`held_by` reads it now. Something of it is answered if it is `begun`; then it moves only if that reader must."""

    reference: str
    domain: str
    case_manager: str = ""
    held_by: int | None = None
    begun: bool = False


class Why(StrEnum):
    """Why a case is where it is."""

    KEPT = "kept"
    SAME_CASE_MANAGER = "same_case_manager"
    FEWEST_FOR_DAYS = "fewest_for_days"
    ONLY_ONE = "only_one"


@dataclass(frozen=True, slots=True)
class Shared:
    reference: str
    reader: int
    why: Why
    sentence: str
    moved_from: int | None = None  # whoever held it before


@dataclass(frozen=True, slots=True)
class Unshared:
    """A case that nobody can be given, and why: in words for the lead."""

    reference: str
    because: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """Every case once, in `shared` or `unshared`, by reference."""

    shared: tuple[Shared, ...]
    unshared: tuple[Unshared, ...]

    def by_reader(self) -> dict[int, int]:
        return dict(Counter(one.reader for one in self.shared))

    @property
    def moved(self) -> tuple[Shared, ...]:
        return tuple(one for one in self.shared if one.moved_from is not None)


def why_barred(case: CaseToShare, reader: Reader, conflicts: Iterable[Conflict]) -> str:
    """Why somebody cannot read a case whatever they have besides; empty if they can."""
    for conflict in conflicts:
        if conflict.reader == reader.id and conflict.bars(reference=case.reference, case_manager=case.case_manager):
            return f"{reader.name} has declared a conflict of interest: {conflict.because}"
    if case.domain not in reader.domains:
        return f"{reader.name} does not read {case.domain} cases"
    if reader.days <= 0:
        return f"{reader.name} has no days"
    if reader.most is not None and reader.most <= 0:
        return f"{reader.name} takes no cases"
    return ""


def shared_out(
    cases: Iterable[CaseToShare], readers: Iterable[Reader], conflicts: Collection[Conflict] = ()
) -> Sharing:
    """Gives every case a reader, or says why not. The order of what is given changes nothing.

    Each reader's share of the cases is in proportion to their days. What somebody holds stays with them, unless they
    cannot read it (gone, a conflict, no skills, no days) or have more than their share and somebody has not: then cases
    move, those not begun only. Cases of a case manager go to one reader as long as their share has room: first what
    fewest can read, then the largest groups. A case whose possible readers are all at their share goes to the one with
    fewest cases for their days. Where all are at their most, others' cases not begun move on, if that makes room. At
    last cases not begun pass from hand to hand, from whoever has more than their share to whoever has less for their
    days, until that helps nobody. So shared out again, nothing moves.
    """
    board = _Board(
        sorted(cases, key=lambda case: case.reference), sorted(readers, key=lambda one: one.id), tuple(conflicts)
    )
    board.keep_what_is_held()
    board.give_groups()
    board.give_the_rest()
    board.level()
    return board.result()


class _Board:
    """Who has what while it is shared out."""

    def __init__(
        self, cases: Sequence[CaseToShare], readers: Sequence[Reader], conflicts: tuple[Conflict, ...]
    ) -> None:
        self.cases = {case.reference: case for case in cases}
        self.readers = {reader.id: reader for reader in readers}
        self.barred = {
            case.reference: {reader.id: why_barred(case, reader, conflicts) for reader in readers} for case in cases
        }
        self.able = {
            reference: [reader for reader, because in barred.items() if not because]
            for reference, barred in self.barred.items()
        }
        self.target = apportioned(
            sum(map(bool, self.able.values())),
            {reader.id: max(reader.days, Fraction(0)) for reader in readers},
            {reader.id: self._most(reader, len(cases)) for reader in readers},
        )
        self.given: dict[str, int] = {}
        self.count: Counter[int] = Counter()

    @staticmethod
    def _most(reader: Reader, everything: int) -> int:
        if reader.days <= 0:
            return 0
        return everything if reader.most is None else max(reader.most, 0)

    def keep_what_is_held(self) -> None:
        """Begun cases stay with whoever can read them, the others too up to the most that somebody takes."""
        for begun in (True, False):
            for reference, case in self.cases.items():
                holder = case.held_by
                if case.begun is not begun or holder not in self.able[reference]:
                    continue
                if begun or not self._is_full(holder):
                    self._give(reference, holder)

    def give_groups(self) -> None:
        """Case managers' cases, each to one reader where their share has room for them."""
        for group in self._groups():
            left = group
            while left:
                offers = {
                    reader: [reference for reference in left if reader in self.able[reference]]
                    for reader in self.readers
                    if self._room(reader) > 0
                }
                fits = {reader: min(len(able), self._room(reader)) for reader, able in offers.items() if able}
                if not fits:
                    break
                held = self._held_of(self.cases[left[0]].case_manager)
                reader = min(fits, key=lambda one: (-fits[one] - held[one], -self._room(one), one))
                for reference in offers[reader][: fits[reader]]:
                    self._give(reference, reader)
                left = [reference for reference in left if reference not in self.given]

    def give_the_rest(self) -> None:
        """To whoever has fewest cases for their days, and has not their most; or by moving other cases on."""
        for reference in self.cases:
            if reference in self.given:
                continue
            free = [reader for reader in self.able[reference] if not self._is_full(reader)]
            if free:
                self._give(reference, min(free, key=self._load))
            else:
                self._make_room(reference)

    def _make_room(self, reference: str) -> None:
        """A chain in which each case, none of them begun, moves on to a reader who can take it."""
        came: dict[str, tuple[str, int]] = {}  # case pushed out: by which, from whom
        queue, seen = deque([reference]), set[int]()
        while queue:
            now = queue.popleft()
            for reader in sorted(self.able[now], key=self._load):
                if not self._is_full(reader):
                    self._push(now, reader, came)
                    return
                if reader in seen:
                    continue
                seen.add(reader)
                for other, holder in sorted(self.given.items()):
                    if holder == reader and not self.cases[other].begun and other not in came:
                        came[other] = now, reader
                        queue.append(other)

    def _push(self, reference: str, reader: int, came: Mapping[str, tuple[str, int]]) -> None:
        while True:
            if reference in self.given:
                self.count[self.given[reference]] -= 1
            self._give(reference, reader)
            if reference not in came:
                return
            reference, reader = came[reference]

    def level(self) -> None:
        """Every pass along a chain takes from somebody above their share, so that it ends."""
        while any(self._passed_on(giver) for giver in sorted(self.readers, key=self._above)):
            pass

    def _passed_on(self, giver: int) -> bool:
        """One case fewer for `giver`, by the shortest chain to somebody who is better placed to have one more."""
        if self._room(giver) >= 0:
            return False
        came: dict[int, tuple[int, str]] = {}  # reader reached: from whom, with which case
        queue = deque([giver])
        while queue:
            now = queue.popleft()
            others = (one for one in self.readers if one not in came and one != giver and self.readers[one].days > 0)
            for taker in sorted(others, key=self._load):
                if reference := self._case_for(now, taker):
                    came[taker] = now, reference
                    queue.append(taker)
                    if self._is_better_placed(taker, giver):
                        self._pass_along(taker, giver, came)
                        return True
        return False

    def _is_better_placed(self, taker: int, giver: int) -> bool:
        if self._is_full(taker):
            return False
        has = Fraction(self.count[giver]) / self.readers[giver].days
        return self._room(taker) > 0 or self._load(taker)[0] < has

    def _case_for(self, giver: int, taker: int) -> str:
        """What goes over best: not held before, its case manager's others there already, else a whole group that fits.

        Empty where nothing can.
        """
        own = [reference for reference, holder in self.given.items() if holder == giver]
        here = Counter(self.cases[reference].case_manager for reference in own)
        there = Counter(self.cases[ref].case_manager for ref, holder in self.given.items() if holder == taker)
        room = max(self._room(taker), 1)

        def rank(reference: str) -> tuple[bool, int, bool, int, str]:
            case = self.cases[reference]
            group = here[case.case_manager] if case.case_manager else 1
            mates = there[case.case_manager] if case.case_manager else 0
            is_large = group > room
            return case.held_by == giver, -mates, is_large, group if is_large else -group, reference

        can = (ref for ref in own if taker in self.able[ref] and not self.cases[ref].begun)
        return min(can, key=rank, default="")

    def _pass_along(self, taker: int, giver: int, came: Mapping[int, tuple[int, str]]) -> None:
        while taker != giver:
            before, reference = came[taker]
            self.count[before] -= 1
            self._give(reference, taker)
            taker = before

    def _above(self, reader: int) -> tuple[int, int]:
        return self._room(reader), reader

    def result(self) -> Sharing:
        shared = tuple(
            self._explained(reference, self.given[reference]) for reference in self.cases if reference in self.given
        )
        unshared = tuple(
            Unshared(reference, self._why_unshared(reference))
            for reference in self.cases
            if reference not in self.given
        )
        return Sharing(shared, unshared)

    def _explained(self, reference: str, reader: int) -> Shared:
        case, name = self.cases[reference], self.readers[reader].name
        moved_from = case.held_by if case.held_by not in {None, reader} else None
        mates = sum(
            1
            for other, holder in self.given.items()
            if holder == reader and other != reference and self.cases[other].case_manager == case.case_manager
        )
        why, words = self._why(case, reader, mates)
        if moved_from is not None:
            kept = " What is answered is kept." if case.begun else ""
            words = f"{words} Moved: {self._why_moved(case, moved_from)}.{kept}"
        return Shared(reference, reader, why, words.replace("{name}", name), moved_from)

    def _why(self, case: CaseToShare, reader: int, mates: int) -> tuple[Why, str]:
        if reader == case.held_by:
            return Why.KEPT, "{name} has begun it." if case.begun else "{name} has it already."
        if len(self.able[case.reference]) == 1:
            return Why.ONLY_ONE, "Nobody but {name} can read it."
        if case.case_manager and mates:
            return Why.SAME_CASE_MANAGER, f"Shares the case manager of {plural(mates, 'other', 'others')} of {{name}}."
        days = self.readers[reader].days
        has = plural(self.count[reader], "case", "cases")
        length = f"{float(days):g} {'day' if days == 1 else 'days'}"
        return Why.FEWEST_FOR_DAYS, f"Fewest for the days: {{name}} has {has} for {length}."

    def _why_moved(self, case: CaseToShare, holder: int) -> str:
        if holder not in self.readers:
            return "who had it is not on the team"
        return self.barred[case.reference][holder] or f"{self.readers[holder].name} had more than their share"

    def _why_unshared(self, reference: str) -> str:
        case, barred = self.cases[reference], self.barred[reference]
        if not self.readers:
            return "There are no readers."
        if not any(case.domain in reader.domains for reader in self.readers.values()):
            return f"Nobody reads {case.domain} cases."
        if self.able[reference]:
            names = joined([self.readers[reader].name for reader in self.able[reference]])
            return f"All who can read it have as many cases as they take: {names}."
        return f"{'. '.join(barred.values())}."

    def _groups(self) -> list[list[str]]:
        """Cases without a reader by case manager; those that fewest can read first, then the largest group.

        A case without a named case manager is by itself.
        """
        groups: dict[tuple[str, str], list[str]] = {}
        for reference, case in self.cases.items():
            if reference not in self.given:
                groups.setdefault((case.case_manager, "" if case.case_manager else reference), []).append(reference)

        def rank(name: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
            able = {reader for reference in groups[name] for reader in self.able[reference]}
            return len(able), -len(groups[name]), name

        return [groups[name] for name in sorted(groups, key=rank)]

    def _held_of(self, manager: str) -> Counter[int]:
        """How many cases of a case manager each reader has."""
        if not manager:
            return Counter()
        return Counter(reader for other, reader in self.given.items() if self.cases[other].case_manager == manager)

    def _give(self, reference: str, reader: int) -> None:
        self.given[reference] = reader
        self.count[reader] += 1

    def _room(self, reader: int) -> int:
        return self.target[reader] - self.count[reader]

    def _is_full(self, reader: int) -> bool:
        most = self.readers[reader].most
        return most is not None and self.count[reader] >= most

    def _load(self, reader: int) -> tuple[Fraction, int]:
        return Fraction(self.count[reader] + 1) / self.readers[reader].days, reader
