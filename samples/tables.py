"""Tables with bars of how a sample matches: plain values for components/bars.html."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from samples.rules import ClassRow, EligibleCase, Margin, SampleClass, Variable, allocated, classes_of
from samples.words import Words

Table = dict[str, Any]
SERIES = ("Eligible cases", "The sample")


def one_place(number: Fraction) -> str:
    """As "4.3", and "4" for exactly four."""
    return f"{float(number):.1f}".removesuffix(".0")


def per_cent_of(part: Fraction | int, whole: int) -> Fraction:
    return Fraction(part * 100, whole) if whole else Fraction(0)


def classes_planned(cases: Iterable[EligibleCase], variables: Sequence[Variable], size: int) -> tuple[ClassRow, ...]:
    """The classes of one domain and how many would be drawn of each; nobody's chance has a say in that yet."""
    stock: dict[tuple[str, ...], int] = {}
    for case in cases:
        cell = case.cell(variables)
        stock[cell] = stock.get(cell, 0) + 1
    found: tuple[SampleClass, ...] = classes_of(stock, variables, size)
    counts = allocated(found, size)
    return tuple(ClassRow(one.levels, one.stock, one.expected, n) for one, n in zip(found, counts, strict=True))


def class_rows_kept(kept: Iterable[Mapping[str, Any]]) -> tuple[ClassRow, ...]:
    """The classes as a draw's result keeps them."""
    return tuple(
        ClassRow(tuple(map(tuple, one["levels"])), one["stock"], Fraction(one["expected"]), one["got"]) for one in kept
    )


def class_table(rows: Sequence[ClassRow], variables: Sequence[Variable], words: Words, *, got: str) -> Table:
    """Population against sample, class by class."""
    stock, size = sum(row.stock for row in rows), sum(row.got for row in rows)
    return {
        "caption": f"{words.title}: every class",
        "first": "Class",
        "columns": ["Eligible", "Expected", got],
        "series": SERIES,
        "long": True,
        "groups": [
            {
                "rows": [
                    {
                        "label": words.of_class(row, variables),
                        "cells": [row.stock, one_place(row.expected), row.got],
                        "bars": [per_cent_of(row.stock, stock), per_cent_of(row.got, size)],
                    }
                    for row in rows
                ]
            }
        ],
    }


def margin_table(margins: Sequence[Margin], words: Words, *, got: str = "In sample") -> Table:
    """Each variable's levels: how many are eligible, how many the sample's share of them is, how many it has."""
    groups: dict[str, list[dict[str, Any]]] = {}
    stock, size = _totals(margins)
    for margin in margins:
        row = {
            "label": words.level(margin.variable, margin.level).capitalize(),
            "cells": [margin.stock, one_place(margin.share), margin.got],
            "bars": [per_cent_of(margin.stock, stock), per_cent_of(margin.got, size)],
            "astray": not margin.within,
        }
        groups.setdefault(words.variable(margin.variable), []).append(row)
    return {
        "caption": f"{words.title}: the sample beside the eligible cases",
        "first": "",
        "columns": ["Eligible", "Share", got],
        "series": SERIES,
        "groups": [{"title": title, "rows": rows} for title, rows in groups.items()],
    }


def share_table(cases: Sequence[EligibleCase], variables: Sequence[Variable], size: int, words: Words) -> Table:
    """Each variable's levels before a draw: how many are eligible, and what their share of the sample would be."""
    share = Fraction(size, len(cases)) if cases else Fraction(0)
    groups = []
    for variable in variables:
        counts: dict[str, int] = {}
        for case in cases:
            counts[case.level(variable.code)] = counts.get(case.level(variable.code), 0) + 1
        levels = sorted(counts, key=lambda level: (*_place(variable, level), level))
        rows = [
            {
                "label": words.level(variable.code, level).capitalize(),
                "cells": [counts[level], f"{_whole(per_cent_of(counts[level], len(cases)))}%"],
                "bars": [per_cent_of(counts[level], len(cases))],
                "expected": one_place(counts[level] * share),
            }
            for level in levels
        ]
        for row in rows:
            row["cells"] = [*row["cells"], row.pop("expected")]
        groups.append({"title": words.variable(variable.code), "rows": rows})
    return {
        "caption": f"{words.title}: what the sample is made to match",
        "first": "",
        "columns": ["Eligible", "Of all", f"Share of {size}"],
        "series": (),
        "groups": groups,
    }


def _place(variable: Variable, level: str) -> tuple[int]:
    return (variable.levels.index(level) if level in variable.levels else len(variable.levels),)


def _totals(margins: Sequence[Margin]) -> tuple[int, int]:
    """Eligible cases and cases of the sample: what the levels of any one variable add up to."""
    first = [margin for margin in margins if margin.variable == margins[0].variable]
    return sum(margin.stock for margin in first), sum(margin.got for margin in first)


def _whole(percent: Fraction) -> int:
    return int(percent + Fraction(1, 2))
