"""An edition as one value says what its file says, item by item."""

from typing import Any

import pytest

from standards.documents import document_read
from standards.models import Edition
from standards.outline import outline_of
from standards.rules import Condition
from standards.services import document_load
from standards.structure import ALWAYS, DomainOutline, Outline, QuestionOutline, StandardOutline
from tests.standards.material import SHIPPED, SMALL, changed, parsed, shipped_text

pytestmark = pytest.mark.django_db

TARGETS = {"fact": "fact", "inspector_classification": "inspector", "service_classification": "service"}


def condition_in_file(name: str, rule: dict[str, Any]) -> Condition:
    target = next((f"{word}.{rule[key]}" for key, word in TARGETS.items() if key in rule), "")
    return Condition(
        code=name,
        note=rule.get("note", ""),
        target=target,
        allowed=frozenset(rule.get("is", [])),
        excluded=frozenset(rule.get("not", [])),
        disposal_types=frozenset(rule.get("disposal_type", [])),
    )


def as_written(outline: Outline, sample: Any, relevance: Any) -> dict[str, Any]:
    """The outline in the shape of the file, with every optional key written out."""
    figures = outline.figures
    band_rows = {
        "key_question_bands": [
            {"from": band.start, "rating": band.rating, "phrase": band.phrase} for band in figures.key_question_bands
        ],
        "overall_bands": [{"from": band.start, "rating": band.rating} for band in figures.overall_bands],
    }
    return {
        "code": outline.code,
        "title": outline.title,
        "edition": outline.edition,
        "rating_scale": [{"code": r.code, "name": r.name, "points": r.points} for r in figures.scale],
        "percentage_rounding": figures.rounding.value,
        **band_rows,
        "discretion": {
            "points_from_boundary": figures.discretion.points_from_boundary,
            "cases_that_flip": figures.discretion.cases_that_flip,
            "small_sample": figures.discretion.small_sample,
        },
        "sample": sample,
        "classifications": {"levels": list(outline.levels), "kinds": list(outline.kinds)},
        "facts": [
            {
                "code": fact.code,
                "text": fact.text,
                "options": list(fact.options),
                "by": fact.by,
                "domains": sorted(fact.domains),
                "yes_needs_alert": fact.yes_needs_alert,
            }
            for fact in outline.facts
        ],
        "domains": [domain_as_written(domain, relevance) for domain in outline.domains],
        "interview": [
            {"code": asked.code, "text": asked.text, "standard": asked.standard, "key_question": asked.number}
            for asked in outline.interview
        ],
    }


def domain_as_written(domain: DomainOutline, relevance: Any) -> dict[str, Any]:
    return {
        "code": domain.code,
        "number": domain.number,
        "title": domain.title,
        "cases": domain.cases,
        "began": domain.began,
        "counts_towards_overall": domain.counts_towards_overall,
        "disposal_groups": [{"code": g.code, "one": g.one, "many": g.many} for g in domain.groups],
        "disposal_types": [
            {"code": t.code, "one": t.one, "many": t.many, "group": t.group} for t in domain.disposal_types
        ],
        "standards": [standard_as_written(standard, relevance) for standard in domain.standards],
    }


def standard_as_written(standard: StandardOutline, relevance: Any) -> dict[str, Any]:
    return {
        "number": standard.number,
        "title": standard.title,
        "statement": standard.statement,
        "rated_by": standard.rated_by.value,
        "may_be_unrated": standard.may_be_unrated,
        "characteristics": standard.characteristics,
        "key_questions": [question_as_written(question, relevance) for question in standard.questions],
    }


def question_as_written(question: QuestionOutline, relevance: Any) -> dict[str, Any]:
    code = question.condition.code
    named = question.condition is not ALWAYS
    assert not named or question.condition == condition_in_file(code, relevance[code])
    return {
        "text": question.text,
        "theme": question.theme,
        "relevant": code if named else "",
        "guidance": question.guidance,
        "prompts": [
            {"text": p.text, "where_applicable": p.where_applicable, "guidance": p.guidance} for p in question.prompts
        ],
    }


def filled_in(data: dict[str, Any]) -> dict[str, Any]:
    """The file with every optional key written out, by hand and not by the code under test."""
    kept = {key: value for key, value in data.items() if key not in ("licence", "service_word", "relevance")}
    facts = [{"options": [], "domains": [], "yes_needs_alert": False} | fact for fact in data["facts"]]
    kept.setdefault("interview", [])
    kept["facts"] = [{key: value for key, value in fact.items() if key != "kind"} for fact in facts]
    kept["domains"] = [
        {"began": "", "counts_towards_overall": True, "disposal_groups": []}
        | domain
        | {"disposal_types": [{"group": ""} | kind for kind in domain.get("disposal_types", [])]}
        | {"standards": [standard_filled_in(standard) for standard in domain["standards"]]}
        for domain in data["domains"]
    ]
    return kept


def standard_filled_in(standard: dict[str, Any]) -> dict[str, Any]:
    typical = standard.get("characteristics", {})
    return {
        "may_be_unrated": False,
        **standard,
        "characteristics": {code: [text] if isinstance(text, str) else text for code, text in typical.items()},
        "key_questions": [
            {"theme": "", "relevant": "", "guidance": ""}
            | question
            | {"prompts": [{"where_applicable": False, "guidance": ""} | p for p in question.get("prompts", [])]}
            for question in standard["key_questions"]
        ],
    }


@pytest.mark.parametrize("code", SHIPPED)
def test_outline_of_says_what_a_shipped_file_says(editions: dict[str, Edition], code: str) -> None:
    data = parsed(shipped_text(code))
    written = as_written(outline_of(editions[code]), editions[code].sample, data["relevance"])
    assert written == filled_in(data)


def test_outline_of_says_what_a_small_file_says(small: Edition) -> None:
    data = parsed(SMALL)
    assert as_written(outline_of(small), small.sample, data["relevance"]) == filled_in(data)


def test_outline_of_finds_questions_by_their_address(small: Edition) -> None:
    outline = outline_of(small)
    assert outline.questions["2.1.1"].text == "Is it analysed?"
    assert outline.prompts["2.1.1.b"].text == "Is it shared?"
    assert outline.question_of_prompt["2.1.1.b"].address == "2.1.1"


def test_outline_of_reads_an_edition_in_use_once(small_in_use: Edition, django_assert_num_queries: Any) -> None:
    first = outline_of(small_in_use)
    with django_assert_num_queries(0):
        assert outline_of(small_in_use) is first


def test_outline_of_follows_an_edition_that_is_replaced_and_put_back(small: Edition) -> None:
    """The same content again is in new rows: their keys must not be those kept from before."""
    before = outline_of(small).questions["2.1.1"].pk
    for text in (changed(SMALL, "Is it analysed?", "Is it thought through?"), SMALL):
        small = document_load(document=document_read(text.encode(), source="small.yaml")).edition
    question = outline_of(small).questions["2.1.1"]
    assert question.text == "Is it analysed?"
    assert question.pk > before


def test_outline_of_an_edition_without_interview_has_none(db: None) -> None:
    before, _, _ = SMALL.partition("interview:\n")
    document_load(document=document_read(before.encode(), source="small.yaml"))
    outline = outline_of(Edition.objects.get(code="small-1"))
    assert outline.interview == ()
    assert outline.domains
