"""Sections built from the shipped inspections print the figures that their reports printed."""

from datetime import UTC, datetime

import pytest

from inspections.models import Inspection
from published.services import inspection_import
from reports.bodies import section_body
from reports.live import LiveFigures
from standards.outline import outline_of
from tests.published.files import FOLDER, NAMES, shipped
from tests.reports.material import read

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 16, 10, 30, tzinfo=UTC)

CASE_MIX = {
    "doncaster-2024": {
        "D2": "We took a detailed look at 11 community sentences, which included nine referral orders and two youth "
        "rehabilitation orders.",
        "D3": "We inspected 17 cases managed by the YJS that had received an out-of-court disposal. These consisted of "
        "five youth conditional cautions and 12 community resolutions. We also conducted 12 interviews with the "
        "relevant case managers.",
        "D4": "We inspected two cases managed by the YJS. These consisted of two custodial sentences.",
    },
    "dorset-2022": {
        "D2": "We took a detailed look at 23 community sentences and one custodial sentence.",
        "D3": "We inspected 35 cases managed by the YJS that had received an out-of-court disposal. These consisted of "
        "13 youth conditional cautions, 16 youth cautions and six community resolutions.",
    },
    "rotherham-2020": {
        "D2": "We took a detailed look at five community sentences and one custodial sentence. We also conducted five "
        "interviews with the relevant case managers.",
        "D3": "We inspected four cases managed by the YOT that had received an out-of-court disposal. These consisted "
        "of one youth conditional caution, one youth caution and two community resolutions. We also conducted three "
        "interviews with the relevant case managers.",
    },
}
SCORES = {"doncaster-2024": "16/36", "dorset-2022": "24/36", "rotherham-2020": "11/36"}
ROTHERHAM_CAPTIONS = {
    "2.1": ["Of the 6 cases inspected"] * 3,
    "2.2": [
        "Of the 6 cases inspected",
        "Of the 5 cases with factors related to keeping the child safe",
        "Of the 5 cases with factors related to keeping other people safe",
    ],
    "2.4": [
        "Of the 6 cases in which factors related to desistance changed",
        "Of the 5 cases in which factors related to keeping the child safe changed",
        "Of the 5 cases in which factors related to keeping other people safe changed",
    ],
    "3.4": ["Of the 4 cases inspected", "Of the 1 youth conditional caution"],
}


def printed_rows(standard: dict, *, counts: bool) -> list[list[str]]:
    """The figures of a key-question table as the edition prints them, the asterisk of discretion among them."""
    aside = standard.get("discretion", {}).get("key_question")
    if not counts:
        return [[f"{question['percentage']}%"] for question in standard["key_questions"]]
    return [
        [str(question["relevant"]), str(question["yes"]) + ("*" if number == aside else "")]
        for number, question in enumerate(standard["key_questions"], start=1)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_sections_print_the_printed_figures(name):
    inspection_import(path=FOLDER / f"{name}.json", now=NOW)
    inspection = Inspection.objects.with_names().get(name=name)
    live, document, outline = LiveFigures(inspection), shipped(name), outline_of(inspection.edition)
    names, counts = outline.figures.names, document["framework"] == "youth-2018"
    for number, standard in document["standards"].items():
        found = read(section_body(live, f"standard:{number}"))
        assert names[standard.get("judgement") or standard["rating"]] in found.text, number
        if "key_questions" not in standard:
            continue
        assert [row[1:] for row in found.tables[0][1:]] == printed_rows(standard, counts=counts), number
        lowest = min(question["percentage"] for question in standard["key_questions"])
        bold = [q for q in standard["key_questions"] if q["percentage"] == lowest]
        assert len(found.bold) == len(bold) * (2 if counts else 1), number
        if discretion := standard.get("discretion"):
            assert discretion["reason"] in found.text, number
        if counts:
            prompts = [question["prompts"] for question in standard["key_questions"]]
            printed = [[[str(p["relevant"]), str(p["yes"])] for p in question] for question in prompts]
            assert [[row[1:] for row in table[1:]] for table in found.tables[1:]] == printed, number
            if captions := ROTHERHAM_CAPTIONS.get(number):
                assert [caption.split("?")[1].strip() for caption in found.captions[1:]] == captions
    for code, words in CASE_MIX[name].items():
        assert words == read(section_body(live, f"case_mix:{code}")).text
    page = read(section_body(live, "ratings"))
    assert f"Score {SCORES[name]} Overall rating {names[document['overall']['rating']]}" in page.text
    assert "not decided" not in page.text
