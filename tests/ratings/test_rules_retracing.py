from itertools import product

import pytest

from ratings.rules import COUNTED, CasePart, Traced, part_of
from standards.rules import Relevance

ASKED, NOT_ASKED, WAITING = Relevance.RELEVANT, Relevance.NOT_RELEVANT, Relevance.WAITING


def traced(value: str = "", **other: object) -> Traced:
    told = {"in_sample": True, "has_reader": True, "is_closed": True, "counts": bool(value), "relevance": ASKED}
    return Traced(value=value, **(told | other))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "submitted", "emerging"),
    [
        (traced("yes"), CasePart.YES, CasePart.YES),
        (traced("no"), CasePart.NO, CasePart.NO),
        (traced("not_relevant"), CasePart.NOT_RELEVANT, CasePart.NOT_RELEVANT),
        (traced("no", is_closed=False), CasePart.UNSUBMITTED, CasePart.NO),
        (traced("not_relevant", is_closed=False), CasePart.NOT_RELEVANT, CasePart.NOT_RELEVANT),
        (traced(is_closed=False), CasePart.OPEN, CasePart.OPEN),
        (traced(is_closed=False, relevance=WAITING), CasePart.WAITING, CasePart.WAITING),
        (traced(relevance=NOT_ASKED), CasePart.NOT_ASKED, CasePart.NOT_ASKED),
        (traced(is_set_aside=True), CasePart.NOT_ASKED, CasePart.NOT_ASKED),
        (traced("no", counts=False, relevance=NOT_ASKED), CasePart.DORMANT, CasePart.DORMANT),
        (traced("yes", counts=False, is_set_aside=True), CasePart.DORMANT, CasePart.DORMANT),
        (traced("yes", counts=False, relevance=WAITING), CasePart.DORMANT, CasePart.DORMANT),
        (traced(has_reader=False), CasePart.NO_READER, CasePart.NO_READER),
        (traced("yes", counts=False, in_sample=False), CasePart.FELL_OUT, CasePart.FELL_OUT),
        (traced(has_reader=False, in_sample=False), CasePart.FELL_OUT, CasePart.FELL_OUT),
    ],
)
def test_each_case_stands_in_one_part_of_a_figure(case: Traced, submitted: CasePart, emerging: CasePart) -> None:
    assert (part_of(case, closed_only=True), part_of(case, closed_only=False)) == (submitted, emerging)


def test_only_what_counts_as_yes_or_no_makes_a_figure() -> None:
    flags = product([True, False], repeat=4)
    for in_sample, has_reader, is_closed, counts in flags:
        for value, relevance, closed_only in product(["", "yes", "no", "not_relevant"], Relevance, [True, False]):
            case = Traced(in_sample, has_reader, is_closed, value, counts, relevance)
            is_in = in_sample and has_reader and counts and value in ("yes", "no") and (is_closed or not closed_only)
            assert (part_of(case, closed_only=closed_only) in COUNTED) is is_in
