"""Every printed percentage, rating and score of three published inspections, and what opened discretion in them."""

from pathlib import Path

import pytest
import yaml

from ratings.rules import Trigger, check_decision, overall, standard_result, tallies_of, triggers_of
from tests.ratings.rules_material import GOOD, INADEQUATE, OUTSTANDING, REQUIRES, YOUTH, counted

I, R, G, O = INADEQUATE, REQUIRES, GOOD, OUTSTANDING  # noqa: E741 - short names make the table readable
EDITIONS = Path(__file__).parents[2] / "standards" / "editions"

# inspection, standard, (yes, relevant) and printed percentage per key question, printed rating, the key question set
# aside by discretion (0: none), what opens discretion by the counts alone (p points, f flip, s small).
PRINTED = [
    ("doncaster-2024", "2.1", ((10, 11), (5, 11), (3, 11)), (91, 45, 27), I, 0, ""),
    ("doncaster-2024", "2.2", ((10, 11), (6, 11), (4, 11)), (91, 55, 36), I, 0, ""),
    ("doncaster-2024", "2.3", ((11, 11), (10, 11), (5, 11)), (100, 91, 45), R, 3, "pf"),
    ("doncaster-2024", "2.4", ((10, 11), (9, 11), (4, 11)), (91, 82, 36), I, 0, ""),
    ("doncaster-2024", "3.1", ((13, 17), (9, 17), (8, 17)), (76, 53, 47), R, 3, "pf"),
    ("doncaster-2024", "3.2", ((17, 17), (13, 17), (14, 17)), (100, 76, 82), G, 0, "pf"),
    ("doncaster-2024", "3.3", ((17, 17), (12, 17), (13, 17)), (100, 71, 76), G, 0, ""),
    ("dorset-2022", "2.1", ((23, 24), (21, 24), (19, 24)), (96, 88, 79), G, 0, "pf"),
    ("dorset-2022", "2.2", ((23, 24), (23, 24), (17, 24)), (96, 96, 71), G, 0, ""),
    ("dorset-2022", "2.3", ((18, 24), (21, 24), (19, 24)), (75, 88, 79), G, 0, "p"),
    ("dorset-2022", "2.4", ((21, 24), (20, 24), (17, 24)), (88, 83, 71), G, 0, ""),
    ("dorset-2022", "3.1", ((30, 35), (25, 35), (21, 35)), (86, 71, 60), R, 0, "p"),
    ("dorset-2022", "3.2", ((31, 35), (30, 35), (28, 35)), (89, 86, 80), O, 0, "pf"),
    ("dorset-2022", "3.3", ((29, 35), (31, 35), (26, 35)), (83, 89, 74), G, 0, ""),
    ("rotherham-2020", "2.1", ((5, 6), (3, 6), (2, 6)), (83, 50, 33), I, 0, "f"),
    ("rotherham-2020", "2.2", ((5, 6), (4, 5), (3, 5)), (83, 80, 60), R, 0, "pfs"),
    ("rotherham-2020", "2.3", ((5, 6), (4, 5), (2, 5)), (83, 80, 40), R, 3, "fs"),
    ("rotherham-2020", "2.4", ((6, 6), (3, 5), (2, 5)), (100, 60, 40), R, 3, "fs"),
    ("rotherham-2020", "3.1", ((2, 4), (2, 4), (3, 4)), (50, 50, 75), R, 0, "pfs"),
    # Two questions in the lowest band: whether one case flips the standard the printed counts do not say. In the
    # arrangement tried here, none does.
    ("rotherham-2020", "3.2", ((4, 4), (1, 3), (0, 1)), (100, 33, 0), I, 0, "s"),
    ("rotherham-2020", "3.3", ((3, 4), (1, 3), (0, 1)), (75, 33, 0), I, 0, "s"),
    ("rotherham-2020", "3.4", ((3, 4), (0, 1)), (75, 0), R, 2, "fs"),
]

# What was judged without percentages, and the printed score and overall rating.
JUDGED = {
    "doncaster-2024": ({"1.1": G, "1.2": G, "1.3": G, "1.4": G, "3.4": G}, 16, R),
    "dorset-2022": ({"1.1": G, "1.2": G, "1.3": G, "1.4": G, "3.4": G}, 24, G),
    "rotherham-2020": ({"1.1": R, "1.2": G, "1.3": R, "1.4": G}, 11, R),
}

Counts = tuple[tuple[int, int], ...]


@pytest.mark.parametrize(
    ("counts", "percentages", "rating", "set_aside"),
    [pytest.param(*row[2:6], id=f"{row[0]}-{row[1]}") for row in PRINTED],
)
def test_published_percentages_and_ratings(
    counts: Counts, percentages: tuple[int, ...], rating: str, set_aside: int
) -> None:
    result = standard_result(tallies_of(counted(*counts)), YOUTH)
    assert result.percentages == percentages
    assert (result.band == rating) == (set_aside == 0)
    if set_aside:
        assert result.deciding == (set_aside,)


@pytest.mark.parametrize(
    ("counts", "opened"), [pytest.param(row[2], row[6], id=f"{row[0]}-{row[1]}") for row in PRINTED]
)
def test_published_figures_open_discretion(counts: Counts, opened: str) -> None:
    assert "".join(finding.trigger[0] for finding in triggers_of(counted(*counts), YOUTH)) == opened


@pytest.mark.parametrize(
    ("counts", "rating", "set_aside"),
    [pytest.param(row[2], row[4], row[5], id=f"{row[0]}-{row[1]}") for row in PRINTED if row[5]],
)
def test_published_discretion_stands_without_confirmation(counts: Counts, rating: str, set_aside: int) -> None:
    judged = counted(*counts)
    result, triggers = standard_result(tallies_of(judged), YOUTH), triggers_of(judged, YOUTH)
    checked = check_decision(result, triggers, rating=rating, set_aside=[set_aside], figures=YOUTH)
    assert (checked.refusals, checked.confirmations) == ((), ())


@pytest.mark.parametrize(("inspection", "score", "rating"), [(name, *found[1:]) for name, found in JUDGED.items()])
def test_published_scores(inspection: str, score: int, rating: str) -> None:
    rated = {row[1]: row[4] for row in PRINTED if row[0] == inspection}
    found = overall(JUDGED[inspection][0] | rated, YOUTH)
    assert (found.score, found.out_of, found.rating, found.missing) == (score, 36, rating, ())


def test_published_reasons_read_as_sentences() -> None:
    """Doncaster 2.3, as the panel would read it."""
    assert [
        (finding.trigger, finding.reason) for finding in triggers_of(counted((11, 11), (10, 11), (5, 11)), YOUTH)
    ] == [
        (Trigger.POINTS, "45 per cent is within five points of 50 per cent, where Requires improvement begins."),
        (
            Trigger.FLIP,
            "Any one of six cases judged the other way would raise the rating from Inadequate to Requires improvement.",
        ),
    ]


@pytest.mark.parametrize("edition", ["youth-2018", "youth-2021"])
def test_shipped_editions_have_the_figures_tested_here(edition: str) -> None:
    shipped = yaml.safe_load((EDITIONS / f"{edition}.yaml").read_text(encoding="utf-8"))
    assert [(step["code"], step["name"], step["points"]) for step in shipped["rating_scale"]] == [
        (step.code, step.name, step.points) for step in YOUTH.scale
    ]
    assert shipped["percentage_rounding"] == YOUTH.rounding
    for key, bands in (("key_question_bands", YOUTH.key_question_bands), ("overall_bands", YOUTH.overall_bands)):
        assert [(band["from"], band["rating"]) for band in shipped[key]] == [(b.start, b.rating) for b in bands]
    assert shipped["discretion"] == {
        "points_from_boundary": YOUTH.discretion.points_from_boundary,
        "cases_that_flip": YOUTH.discretion.cases_that_flip,
        "small_sample": YOUTH.discretion.small_sample,
    }
