"""Side by side with print: the built reports of the shipped inspections, read back, say what their reports printed."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml

from inspections.models import Inspection
from published.services import inspection_import
from reports.models import ReportSection
from reports.services import sections_build
from standards.services import SHIPPED
from tests.published.files import FOLDER, NAMES, shipped
from tests.reports.printed import Element, Table, parsed, tables_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 16, 10, 30, tzinfo=UTC)

# As the reports print them; the numbers are those of the published files. Of resettlement the files hold the number of
# cases alone, and what follows it is made up.
CASE_MIX = {
    "doncaster-2024": {
        "D2": "We took a detailed look at {D2} community sentences, which included {referral_order} referral orders "
        "and {youth_rehabilitation_order} youth rehabilitation orders.",
        "D3": "We inspected {D3} cases managed by the YJS that had received an out-of-court disposal. These consisted "
        "of {youth_conditional_caution} youth conditional cautions and {community_resolution} community resolutions. "
        "We also conducted {interviews} interviews with the relevant case managers.",
        "D4": "We inspected {D4} cases managed by the YJS.",
    },
    "dorset-2022": {
        "D2": "We took a detailed look at {other_community_sentence} community sentences and "
        "{other_custodial_sentence} custodial sentence.",
        "D3": "We inspected {D3} cases managed by the YJS that had received an out-of-court disposal. These consisted "
        "of {youth_conditional_caution} youth conditional cautions, {youth_caution} youth cautions and "
        "{community_resolution} community resolutions.",
        "D4": "We inspected {D4} cases managed by the YJS.",
    },
    "rotherham-2020": {
        "D2": "We took a detailed look at {other_community_sentence} community sentences and "
        "{other_custodial_sentence} custodial sentence. We also conducted {interviews} interviews with the relevant "
        "case managers.",
        "D3": "We inspected {D3} cases managed by the YOT that had received an out-of-court disposal. These consisted "
        "of {youth_conditional_caution} youth conditional caution, {youth_caution} youth caution and "
        "{community_resolution} community resolutions. We also conducted {interviews} interviews with the relevant "
        "case managers.",
    },
}
# The files hold no captions. Of these the words are known; of all others only the number of cases is compared.
ROTHERHAM_CAPTIONS = {
    "2.1": ["Of the {} cases inspected"] * 3,
    "2.2": [
        "Of the {} cases inspected",
        "Of the {} cases with factors related to keeping the child safe",
        "Of the {} cases with factors related to keeping other people safe",
    ],
    "2.4": [
        "Of the {} cases in which factors related to desistance changed",
        "Of the {} cases in which factors related to keeping the child safe changed",
        "Of the {} cases in which factors related to keeping other people safe changed",
    ],
    "3.4": ["Of the {} cases inspected", "Of the {} youth conditional caution"],
}
IN_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Report:
    """The built sections of one shipped inspection beside its printed figures and the texts of its edition."""

    def __init__(self, name: str) -> None:
        inspection_import(path=FOLDER / f"{name}.json", now=NOW)
        self.inspection = Inspection.objects.with_names().get(name=name)
        sections = ReportSection.objects.filter(inspection=self.inspection)
        sections_build(ids=list(sections.values_list("pk", flat=True)), at=NOW, waited=True)
        assert not sections.stale().exists()
        self.bodies = {row.code: parsed(row.body) for row in sections}
        self.document: dict[str, Any] = shipped(name)
        edition = yaml.safe_load((SHIPPED / f"{self.document['framework']}.yaml").read_text(encoding="utf-8"))
        self.names = {rating["code"]: rating["name"] for rating in edition["rating_scale"]}
        self.word = edition["service_word"]
        self.standards = {s["number"]: s for domain in edition["domains"] for s in domain["standards"]}

    def questions(self, number: str) -> list[str]:
        return [self.filled(question["text"]) for question in self.standards[number]["key_questions"]]

    def prompts(self, number: str) -> list[list[str]]:
        of = self.standards[number]["key_questions"]
        return [[self.filled(_words(prompt)) for prompt in question["prompts"]] for question in of]

    def filled(self, text: str) -> str:
        return text.replace("{service_word}", self.word)


def _words(prompt: Any) -> str:
    found: str = prompt["text"] if isinstance(prompt, dict) else prompt
    return found


@pytest.fixture(params=NAMES)
def report(request: pytest.FixtureRequest) -> Report:
    return Report(request.param)


def test_the_report_prints_what_was_printed(report: Report) -> None:
    """One test, because making an inspection takes most of its time."""
    the_ratings_page_is_the_printed_one(report)
    the_case_mix_is_the_printed_one(report)
    rated = {number: said for number, said in report.document["standards"].items() if "key_questions" in said}
    assert len(rated) == (8 if report.document["framework"] == "youth-2018" else 7)
    for number, said in rated.items():
        body = report.bodies[f"standard:{number}"]
        tables = tables_of(body)
        the_key_questions_are_the_printed_ones(report, number, said, tables[0])
        discretion_is_said_where_it_was_used(report, number, said, body)
        if report.document["framework"] == "youth-2018":
            the_prompts_are_the_printed_ones(report, number, said, tables[1:])
            the_summary_says_the_rating_again(report, number, said, body)
        else:
            assert len(tables) == 1, number


def the_ratings_page_is_the_printed_one(report: Report) -> None:
    body, document = report.bodies["ratings"], report.document
    terms = dict(zip((e.text for e in body.all("dt")), (e.text for e in body.all("dd")), strict=True))
    assert terms == {
        "Service": document["service"],
        "Fieldwork started": f"{date.fromisoformat(document['fieldwork_starts']):%B %Y}",
        "Score": f"{document['overall']['score']}/{document['overall']['out_of']}",
        "Overall rating": report.names[document["overall"]["rating"]],
    }
    (table,) = tables_of(body)
    printed = {
        f"{number} {report.standards[number]['title']}": report.names[said.get("judgement") or said["rating"]]
        for number, said in document["standards"].items()
        if said
    }
    assert {name: cells["Rating"].text for name, cells in table.rows.items()} == {
        f"{number} {standard['title']}": printed.get(f"{number} {standard['title']}", "Not rated")
        for number, standard in report.standards.items()
    }
    for name, cells in table.rows.items():  # a star where it is Outstanding, and nowhere else
        assert bool(cells["Rating"].all("svg")) == (printed.get(name) == "Outstanding"), name
    assert "not decided" not in body.text


def the_case_mix_is_the_printed_one(report: Report) -> None:
    printed = CASE_MIX[report.inspection.name]
    assert printed.keys() == report.document["cases"].keys()
    for code, words in printed.items():
        expected = words.format_map(numbers_printed(report.document, code))
        text = report.bodies[f"case_mix:{code}"].all("p")[0].text
        assert text == expected if code in report.document["disposals"] else text.startswith(f"{expected} "), code


def numbers_printed(document: dict[str, Any], domain: str) -> dict[str, str]:
    found = {domain: document["cases"][domain], **document["disposals"].get(domain, {})}
    if domain in document.get("interviews_by_domain", {}):
        found["interviews"] = document["interviews_by_domain"][domain]
    return {name: IN_WORDS[number] if number < 10 else str(number) for name, number in found.items()}


def the_key_questions_are_the_printed_ones(report: Report, number: str, said: dict[str, Any], table: Table) -> None:
    questions, texts = said["key_questions"], report.questions(number)
    assert list(table.rows) == texts
    if report.document["framework"] == "youth-2018":
        aside = said.get("discretion", {}).get("key_question")
        yes = [f"{q['yes']}{'*' if place == aside else ''}" for place, q in enumerate(questions, start=1)]
        assert table.columns == ["Key question", "Relevant cases", "Number “Yes”"]
        assert table.column("Relevant cases") == [str(q["relevant"]) for q in questions]
        assert table.column("Number “Yes”") == yes
    else:
        assert table.columns == ["Key question", "% yes"]
        assert table.column("% yes") == [f"{q['percentage']}%" for q in questions]
    lowest = min(q["percentage"] for q in questions)
    for text, question in zip(texts, questions, strict=True):
        cells = table.rows[text].values()
        assert [cell.is_bold for cell in cells] == [question["percentage"] == lowest] * len(cells), (number, text)


def discretion_is_said_where_it_was_used(report: Report, number: str, said: dict[str, Any], body: Element) -> None:
    used = said.get("discretion")
    noted = [note.text for note in body.all("plumb-note") if "professional discretion" in note.text]
    if report.document["framework"] == "youth-2018":
        assert noted == []
        assert bool(used) == ("* The ratings panel used its professional discretion" in body.text), number
        assert not used or used["reason"] in body.text
        return
    assert len(noted) == bool(used), number
    if used:
        row = body.all("tbody")[0].all("tr")[used["key_question"] - 1]
        assert [note.text for note in row.all("plumb-note")] == noted
        assert used["reason"] in noted[0]


def the_prompts_are_the_printed_ones(report: Report, number: str, said: dict[str, Any], tables: list[Table]) -> None:
    printed = [question["prompts"] for question in said["key_questions"]]
    assert [list(table.rows) for table in tables] == report.prompts(number)
    for table, prompts in zip(tables, printed, strict=True):
        assert table.column("Relevant cases") == [str(prompt["relevant"]) for prompt in prompts]
        assert table.column("Number “Yes”") == [str(prompt["yes"]) for prompt in prompts]
    relevant = [question["relevant"] for question in said["key_questions"] if question["prompts"]]
    captions = [table.caption.split("?", 1)[1].strip() for table in tables]
    assert [re.match(r"Of the (\d+) \w", caption)[1] for caption in captions] == [str(n) for n in relevant], number
    if number in ROTHERHAM_CAPTIONS:
        words = ROTHERHAM_CAPTIONS[number]
        assert captions == [text.format(n) for text, n in zip(words, relevant, strict=True)], number


def the_summary_says_the_rating_again(report: Report, number: str, said: dict[str, Any], body: Element) -> None:
    title = report.standards[number]["title"]
    subject = title[:1].lower() + title[1:]
    assert f"The quality of {subject} is rated as “{report.names[said['rating']]}”." in body.text, number
