"""An edition's figures and conditions in words."""

import pytest

from standards.descriptions import band_rows, condition_words, highest_score, sample_rows
from standards.models import Edition, RelevanceRule
from standards.outline import condition_of_row, outline_of
from tests.standards.material import SHIPPED, parsed, shipped_text

pytestmark = pytest.mark.django_db


def words(edition: Edition) -> dict[str, str]:
    outline = outline_of(edition)
    rules = RelevanceRule.objects.filter(edition=edition)
    return {rule.code: condition_words(condition_of_row(rule), outline) for rule in rules}


def test_condition_words_say_of_which_cases_a_question_is_asked(small: Edition) -> None:
    assert words(small) == {
        "always": "Every case",
        "changed": "Only cases where the answer to “Did it change?” is yes",
        "risky": "Every case, except where the inspector judges risk to be low",
        "thought_risky": "Only cases where the service judges risk to be medium or high",
        "cautions": "Only cases of these disposals: caution",
    }


def test_condition_words_of_the_shipped_editions(editions: dict[str, Edition]) -> None:
    assert words(editions["youth-2021"]) == {"always": "Every case"}
    assert words(editions["youth-2018"])["harm_factors"] == (
        "Every case, except where the inspector judges risk of serious harm to be low"
    )


def test_band_rows_run_to_the_next_band(small: Edition) -> None:
    outline = outline_of(small)
    figures = outline.figures
    rows = band_rows(figures.key_question_bands, figures.names, highest=100)
    assert [(row.name, row.start, row.end) for row in rows] == [("Poor", 0, 39), ("Fair", 40, 89), ("Fine", 90, 100)]
    overall = band_rows(figures.overall_bands, figures.names, highest=highest_score(outline))
    assert [(row.name, row.range) for row in overall] == [("Poor", "0 to 2"), ("Fair", "3 to 8"), ("Fine", "9")]


@pytest.mark.parametrize("code", SHIPPED)
def test_highest_score_of_the_shipped_editions_is_36(editions: dict[str, Edition], code: str) -> None:
    assert highest_score(outline_of(editions[code])) == 36


def test_sample_rows_say_the_windows_of_both_editions() -> None:
    said = [dict(sample_rows(parsed(shipped_text(code))["sample"])) for code in SHIPPED]
    assert [rows["Eligible"] for rows in said] == [
        "D2 from 12 to 8 months and D3 from 11 to 7 months before fieldwork, both included",
        "364 to 66 days before the Monday fieldwork starts, both included",
    ]
    assert said[1] | {"Eligible": ""} == {
        "Confidence": "80%",
        "Margin of error": "5 percentage points",
        "The formula sizes": "all cases together",
        "Split": "40% D2 and 60% D3",
        "Eligible": "",
        "Made to match on": "gender, disposal type, risk of serious harm and safety and wellbeing",
    }
