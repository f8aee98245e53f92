"""Fingerprints: the same for the same values, whatever the process; another for anything else."""

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules import fingerprint

VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=4) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Thing:
    name: str
    held: frozenset[str]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (date(2026, 3, 1), "2026-03-01"),
        (Decimal(1), Fraction(1)),
        (1, "1"),
        (1, True),
        ([], {}),
        (None, ""),
        (Thing("a", frozenset({"b"})), {"name": "a", "held": ["b"]}),
        ({"a": 1}, [["a", 1]]),
    ],
)
def test_values_of_two_kinds_differ(one: object, other: object) -> None:
    assert fingerprint(one) != fingerprint(other)


def test_the_order_of_a_map_or_set_is_no_matter_that_of_a_list_is() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint({"x", "y"}) == fingerprint({"y", "x"})
    assert fingerprint([1, 2]) != fingerprint([2, 1])
    assert fingerprint(Colour.RED) == fingerprint("red")


@given(VALUES, VALUES)
def test_values_that_differ_have_other_fingerprints(one: object, other: object) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


def test_another_process_finds_the_same() -> None:
    asks = "from reports.rules import fingerprint; print(fingerprint({'a', 'b', 'c', 'd'}, {'x': {'q', 'r'}}))"
    told = {
        subprocess.run(
            [sys.executable, "-c", asks],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert told == {fingerprint({"a", "b", "c", "d"}, {"x": {"q", "r"}})}


def test_what_is_no_plain_value_is_refused() -> None:
    with pytest.raises(TypeError, match="object is no plain value"):
        fingerprint(object())
