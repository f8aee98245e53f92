"""Counts of children that are made public: none below five is told, nor can be worked out from what is.

Stricter than slices (ratings.rules.slices), which tell how many cases each has: here that number is what is hidden.
What counts as safe was found by trying every table of up to 24 cases against a reader who knows the sum of each column
and this very rule (docs/decisions/0021); tests/reports/test_annexe_hiding.py tries them again.
"""

from collections.abc import Mapping, Sequence, Set

from ratings.rules import TOO_FEW, hidden_until

Counts = Mapping[str, int]  # by level, in the order of the table


def hidden_levels(columns: Sequence[Counts]) -> frozenset[str]:
    """The levels to be hidden in every column of a table, each of whose sums is known.

    All columns are of the same levels, and one hidden anywhere is hidden everywhere: columns are about the same
    children, so one would tell what another hides. A column without any case has nothing to hide.
    """
    told = [column for column in columns if sum(column.values())]
    hidden = frozenset(level for column in told for level, cases in column.items() if 0 < cases < TOO_FEW)
    while hidden and (unsafe := next((column for column in told if not is_safe(column, hidden)), None)):
        more = _with_next(unsafe, hidden)
        if more == hidden:
            return frozenset(unsafe)
        hidden = more
    return hidden


def is_safe(column: Counts, hidden: Set[str]) -> bool:
    """Whether nothing of `hidden` follows from the sum of the column and from what is shown.

    Two or more are hidden. They hold so many cases that they are not all as few as can be, and so few that they are
    not all as many: hidden are the smallest, so none is above the smallest that is shown.
    """
    if len(hidden) == len(column):
        return True
    cases = sum(column[level] for level in hidden)
    shown = [column[level] for level in column if level not in hidden and column[level]]
    most = (len(hidden) - 1) * (min(shown) - 1) + 2 if shown else cases
    return len(hidden) > 1 and max(TOO_FEW, 2 * len(hidden)) <= cases <= most


def _with_next(column: Counts, hidden: frozenset[str]) -> frozenset[str]:
    """With the next smallest level that has cases; the same where none is left."""
    told = {level: cases for level, cases in column.items() if cases or level in hidden}
    return hidden_until(told, lambda found: len(found) > len(hidden), hidden)
