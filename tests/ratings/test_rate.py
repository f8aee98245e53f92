"""`rate` prints what three reports print, and says what it cannot."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from inspections.models import Inspection
from ratings.figures import standard_figures
from ratings.services import decision_take
from tests.factories import NOW, World, panel_meets
from tests.ratings.bulk import cases_in_bulk

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parents[2] / "published" / "files"
PUBLISHED = {"doncaster-2024": 16, "rotherham-2020": 11, "dorset-2022": 24}
PLAIN_SQL = """
    SELECT standard.number, question.number,
           floor(100.0 * count(*) FILTER (WHERE judgement.value = 'yes') / count(*) + 0.5)::int,
           count(*) FILTER (WHERE judgement.value = 'yes'), count(*)
      FROM casereviews_judgement judgement
      JOIN casereviews_casereview review ON review.id = judgement.review_id
      JOIN standards_keyquestion question ON question.id = judgement.key_question_id
      JOIN standards_standard standard ON standard.id = question.standard_id
     WHERE review.inspection_id = %s AND review.state IN ('submitted', 'settled')
       AND judgement.counts AND judgement.value IN ('yes', 'no')
     GROUP BY 1, 2 ORDER BY 1, 2
"""


def rate(name: str, *options: str) -> str:
    out = StringIO()
    call_command("rate", name, *options, stdout=out)
    return out.getvalue()


def printed(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FILES / f"{name}.json").read_text())
    return found


def standards_as_printed(name: str) -> dict[str, dict[str, Any]]:
    """What `rate --json` should say of each standard, but for titles, bands and triggers, straight from the file."""
    found: dict[str, dict[str, Any]] = {}
    for number, standard in printed(name)["standards"].items():
        if "judgement" in standard:
            found[number] = {"rating": standard["judgement"]}
            continue
        questions = standard["key_questions"]
        found[number] = {
            "percentages": [(200 * q["yes"] + q["relevant"]) // (2 * q["relevant"]) for q in questions],
            "counts": [[q["yes"], q["relevant"]] for q in questions],
            "rating": standard["rating"],
        }
        for question, percentage in zip(questions, found[number]["percentages"], strict=True):
            assert question.get("percentage", percentage) == percentage
        if discretion := standard.get("discretion"):
            found[number]["discretion"] = {
                "key_questions": [discretion["key_question"]],
                "reason": discretion["reason"],
            }
    return found


@pytest.mark.parametrize("name", PUBLISHED)
def test_rate_prints_the_published_figures(name: str) -> None:
    call_command("inspection_import", str(FILES / f"{name}.json"), stdout=StringIO())
    page = json.loads(rate(name, "--json"))
    assert list(page) == ["inspection", "standards", "overall"]
    assert page["inspection"] == name
    assert page["overall"] == printed(name)["overall"]
    assert page["overall"]["score"] == PUBLISHED[name]
    said = {
        number: {key: value for key, value in standard.items() if key not in ("title", "band", "triggers")}
        for number, standard in page["standards"].items()
    }
    assert said == standards_as_printed(name)
    for standard in page["standards"].values():
        if "band" in standard:
            assert (standard["rating"] != standard["band"]) == ("discretion" in standard)
    text = rate(name)
    assert f"Overall: {PUBLISHED[name]} of 36, " in text
    assert "Synthetic: its cases are made up from published figures." in text
    with connection.cursor() as cursor:
        cursor.execute(PLAIN_SQL, [Inspection.objects.get(name=name).pk])
        rows = cursor.fetchall()
    by_sql = {(number, place): (percentage, [yes, of]) for number, place, percentage, yes, of in rows}
    by_rate = {
        (number, place): (standard["percentages"][place - 1], standard["counts"][place - 1])
        for number, standard in page["standards"].items()
        for place in range(1, len(standard.get("counts", ())) + 1)
    }
    assert by_rate == by_sql


def test_rate_json_is_as_agreed(world: World) -> None:
    cases_in_bulk(world, 11, no_every=2)
    decide(world, "2.3", "requires_improvement", "Other evidence was considered.")
    page = json.loads(rate("testley-2026", "--json"))
    assert page["standards"]["2.3"] == {
        "title": "Implementation and delivery",
        "percentages": [55, 45, 55],
        "counts": [[6, 11], [5, 11], [6, 11]],
        "band": "inadequate",
        "rating": "requires_improvement",
        "discretion": {"key_questions": [2], "reason": "Other evidence was considered."},
        "triggers": ["points", "flip"],
    }
    assert list(page["standards"]["2.3"]) == [
        *("title", "percentages", "counts", "band", "rating", "discretion", "triggers"),
    ]
    assert page["standards"]["3.1"] == {
        "title": "Assessment",
        "percentages": [None, None, None],
        "counts": [[0, 0], [0, 0], [0, 0]],
        "band": None,
        "rating": None,
        "triggers": [],
    }
    assert page["standards"]["1.1"] == {"title": "Governance and leadership", "rating": None}
    assert page["overall"] == {
        "score": None,
        "out_of": 36,
        "rating": None,
        "missing": ["1.1", "1.2", "1.3", "1.4", "3.1", "3.2", "3.3", "3.4"],
    }


def test_rate_json_marks_what_changed_since_the_panel_decided(world: World) -> None:
    cases_in_bulk(world, 11, no_every=2)
    decide(world, "2.3", "requires_improvement", "Other evidence.")
    assert "figures_changed" not in rate("testley-2026", "--json")
    cases_in_bulk(world, 1, prefix="LATE", no_every=99)
    standards = json.loads(rate("testley-2026", "--json"))["standards"]
    assert {number: s["figures_changed"] for number, s in standards.items() if "figures_changed" in s} == {"2.3": True}


def test_rate_text_is_an_aligned_table_with_reasons(world: World) -> None:
    cases_in_bulk(world, 11, no_every=2)
    decide(world, "2.3", "requires_improvement", "Other evidence\nwas considered.")
    lines = rate("testley-2026").splitlines()
    assert lines[:3] == ["Testley-2026, March 2026 (testley-2026)", "11 of 11 reviews submitted", ""]
    header = lines[3]
    row = next(line for line in lines if line.startswith("2.3  Implementation and delivery"))
    for column, cell in {
        "Percentages": "55   45*  55",
        "Counts": "6/11  5/11  6/11",
        "By the table": "Inadequate",
        "Rating": "Requires improvement (discretion)",
    }.items():
        assert row[header.index(column) :].startswith(cell)
    assert (
        "2.3  Requires improvement, not Inadequate: key question 2 set aside (panel of testley-2026, 16 March 2026)."
        in lines
    )
    assert "     Other evidence" in lines
    assert "2.3  45 per cent is within five points of 50 per cent, where Requires improvement begins." in lines
    assert "Overall: no score out of 36 yet. Not rated:" in lines
    assert "3.4  Out-of-court disposal policy and provision" in lines
    assert "Changed since the panel decided" not in lines


def test_rate_text_says_what_changed_since_the_panel_decided(world: World) -> None:
    cases_in_bulk(world, 11, no_every=2)
    decide(world, "2.3", "requires_improvement", "Other evidence.")
    cases_in_bulk(world, 1, prefix="LATE", no_every=99)
    assert "Changed since the panel decided\n2.3  Key question 1: 6 of 11 (55%) then, 7 of 12 (58%) now." in rate(
        "testley-2026"
    )


@pytest.mark.parametrize("name", ["nowhere-1999", "", "a\0b", "\udcff", "é", "x" * 10_000, "../etc"])
def test_rate_of_an_unknown_inspection_is_a_sentence_that_names_those_there_are(world: World, name: str) -> None:
    with pytest.raises(CommandError) as raised:
        rate(name)
    sentence = str(raised.value)
    assert sentence.startswith("There is no inspection ")
    assert sentence.endswith("There is testley-2026.")
    assert sentence.encode().isascii() or name == "é"
    assert len(sentence) < 200


def test_rate_without_any_inspection_says_so() -> None:
    with pytest.raises(CommandError, match="There is no inspection nowhere, nor any other yet"):
        rate("nowhere")


def decide(found: World, number: str, rating: str, words: str) -> None:
    decision_take(
        inspection=found.inspection,
        standard_number=number,
        rating=rating,
        words=words,
        reason_code="other_evidence",
        seen_number=standard_figures(found.inspection, number).seen,
        confirmed=True,
        agreed=panel_meets(found),
        by=found.panel,
        at=NOW,
    )
