"""The annexe of the shipped inspections holds the figures that their reports printed."""

import pytest

from inspections.models import Inspection
from published.services import inspection_import
from reports.annexe.filling import tables_of
from reports.annexe.reading import material_of
from reports.annexe.rules import Audience, Mark
from standards.outline import outline_of
from tests.factories import NOW
from tests.published.files import FOLDER, NAMES, half_up, shipped

pytestmark = pytest.mark.django_db


def rows(inspection: Inspection, code: str) -> list[dict[str, object]]:
    table = next(one for one in tables_of(material_of(inspection), Audience.PUBLIC) if one.spec.code == code)
    columns = [column.code for column in table.spec.columns]
    return [dict(zip(columns, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("name", NAMES)
def test_key_questions_and_prompts_are_those_printed(name):
    inspection_import(path=FOLDER / f"{name}.json", now=NOW)
    inspection, document = Inspection.objects.with_names().get(name=name), shipped(name)
    names = outline_of(inspection.edition).figures.names
    asked, printed = rows(inspection, "key_questions"), document["standards"]
    found = {row["key_question"]: (row["relevant"], row["yes"], row["percentage"]) for row in asked}
    expected = {
        f"{number}.{place}": (question["relevant"], question["yes"], question["percentage"])
        for number, standard in printed.items()
        for place, question in enumerate(standard.get("key_questions", []), start=1)
    }
    assert found == expected

    prompts = {row["prompt"]: (row["relevant"], row["yes"], row["percentage"]) for row in rows(inspection, "prompts")}
    with_prompts = {
        f"{number}.{place}.{'abcdefghijkl'[letter]}": prompt
        for number, standard in printed.items()
        for place, question in enumerate(standard.get("key_questions", []), start=1)
        for letter, prompt in enumerate(question.get("prompts", []))
    }
    assert bool(with_prompts) == (name == "rotherham-2020")
    for address, prompt in with_prompts.items():
        yes, relevant = prompt["yes"], prompt["relevant"]
        assert prompts[address] == (relevant, yes, half_up(yes, relevant) if relevant else Mark.NOT_APPLICABLE), address

    aside = {
        f"{number}.{standard['discretion']['key_question']}"
        for number, standard in printed.items()
        if "discretion" in standard
    }
    assert aside == {row["key_question"] for row in asked if row["set_aside"] == "Yes"}
    for row in rows(inspection, "ratings"):
        standard = printed.get(row["standard"])
        rating = (standard.get("judgement") or standard["rating"]) if standard else None
        assert row["rating"] == (names[rating] if rating else Mark.NOT_APPLICABLE), row["standard"]
        assert row["discretion"] == ("Yes" if standard and "discretion" in standard else "No")
    overall = document["overall"]
    assert rows(inspection, "overall")[0] == {
        "score": overall["score"],
        "out_of": overall["out_of"],
        "rating": names[overall["rating"]],
        "missing": Mark.NOT_APPLICABLE,
    }
    method = {row["domain"]: (row["sample"], row["submitted"]) for row in rows(inspection, "method")}
    assert {code: (n, n) for code, n in document["cases"].items()} == {
        code: counts for code, counts in method.items() if code in document["cases"]
    }
