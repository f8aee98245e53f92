"""Editions into rows: counted against the files, safe to repeat, refused once in use."""

from collections.abc import Callable
from typing import Any

import pytest

from standards.documents import EditionDocument, document_read
from standards.models import (
    DisposalGroup,
    DisposalType,
    Domain,
    Edition,
    FactQuestion,
    InterviewQuestion,
    KeyQuestion,
    Prompt,
    RatingBand,
    RelevanceRule,
    ScaleRating,
    Standard,
)
from standards.services import SHIPPED as FOLDER
from standards.services import EditionInUse, Outcome, document_load, edition_load, shipped_edition
from tests.standards.material import SHIPPED, SMALL, changed, parsed, shipped_text

pytestmark = pytest.mark.django_db


def small_document(*change: str) -> EditionDocument:
    return document_read((changed(SMALL, *change) if change else SMALL).encode(), source="small.yaml")


def counts_in_file(data: dict[str, Any]) -> dict[Any, int]:
    standards = [standard for domain in data["domains"] for standard in domain["standards"]]
    questions = [question for standard in standards for question in standard["key_questions"]]
    return {
        ScaleRating: len(data["rating_scale"]),
        RatingBand: len(data["key_question_bands"]) + len(data["overall_bands"]),
        RelevanceRule: len(data["relevance"]),
        FactQuestion: len(data["facts"]),
        InterviewQuestion: len(data.get("interview", [])),
        Domain: len(data["domains"]),
        DisposalGroup: sum(len(domain.get("disposal_groups", [])) for domain in data["domains"]),
        DisposalType: sum(len(domain.get("disposal_types", [])) for domain in data["domains"]),
        Standard: len(standards),
        KeyQuestion: len(questions),
        Prompt: sum(len(question.get("prompts", [])) for question in questions),
    }


def counts_in_rows(edition: Edition) -> dict[Any, int]:
    return {model: model._default_manager.filter(edition=edition).count() for model in counts_in_file(parsed(SMALL))}


@pytest.mark.parametrize("code", SHIPPED)
def test_edition_load_makes_a_row_for_everything_in_a_shipped_file(editions: dict[str, Edition], code: str) -> None:
    assert counts_in_rows(editions[code]) == counts_in_file(parsed(shipped_text(code)))


def test_edition_load_makes_a_row_for_everything_in_a_small_file(small: Edition) -> None:
    assert counts_in_rows(small) == counts_in_file(parsed(SMALL))


def test_shipped_edition_finds_the_two_editions_and_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == list(SHIPPED)
    assert [shipped_edition(code) == FOLDER / f"{code}.yaml" for code in SHIPPED] == [True, True]
    assert [shipped_edition(code) for code in ("youth", "../editions/youth-2018", "", "*", "a\0b")] == [None] * 5


def test_relevance_rules_become_conditions(small: Edition) -> None:
    rows = RelevanceRule.objects.filter(edition=small).values_list(
        "code", "note", "target", "allowed", "excluded", "disposal_types"
    )
    assert sorted(rows) == [
        ("always", "", "", [], [], []),
        ("cautions", "", "", [], [], ["caution"]),
        ("changed", "Something changed", "fact.changed", ["yes"], [], []),
        ("risky", "", "inspector.risk", [], ["low"], []),
        ("thought_risky", "", "service.risk", ["high", "medium"], [], []),
    ]


def test_optional_keys_reach_the_rows(small: Edition) -> None:
    led = Standard.objects.get(edition=small, number="1.1")
    assert led.characteristics == {
        "fine": ["People know where they are going.", "Nobody is left behind."],
        "poor": ["Nobody knows."],
    }
    assert led.key_questions.get().guidance == "Yes means a plan that is used."
    assert list(Prompt.objects.filter(edition=small).values_list("letter", "where_applicable", "guidance")) == [
        ("a", False, ""),
        ("b", True, "Yes means in writing."),
    ]
    assert Standard.objects.get(edition=small, number="4.1").may_be_unrated
    assert not Domain.objects.get(edition=small, code="D4").counts_towards_overall
    assert list(FactQuestion.objects.filter(edition=small).values_list("code", "options", "domains")) == [
        ("area", [], []),
        ("gender", ["female", "male"], []),
        ("changed", ["yes", "no"], ["D2"]),
        ("imminent", ["yes", "no"], []),
    ]
    assert FactQuestion.objects.get(edition=small, yes_needs_alert=True).code == "imminent"


def test_document_load_changes_nothing_the_second_time(small: Edition) -> None:
    before = list(Prompt.objects.filter(edition=small).values_list("pk", flat=True))
    result = document_load(document=small_document())
    assert (result.outcome, result.edition) == (Outcome.SAME, small)
    assert result.sentence == "small-1 is already loaded with the same content. Nothing was changed."
    assert list(Prompt.objects.filter(edition=small).values_list("pk", flat=True)) == before


def test_document_load_replaces_the_rows_of_an_edition_that_is_not_in_use(small: Edition) -> None:
    result = document_load(document=small_document("{from: 40, rating: fair", "{from: 45, rating: fair"))
    assert (result.outcome, result.edition) == (Outcome.REPLACED, small)
    assert result.sentence == "Loaded small-1 anew: its content had changed, and no inspection uses it."
    bands = RatingBand.objects.filter(edition=small, kind=RatingBand.Kind.KEY_QUESTION)
    assert list(bands.values_list("start", flat=True)) == [0, 45, 90]
    assert counts_in_rows(small) == counts_in_file(parsed(SMALL))
    assert result.edition.loaded_at > small.loaded_at


def test_document_load_says_the_same_of_an_edition_in_use(small_in_use: Edition) -> None:
    assert document_load(document=small_document()).outcome is Outcome.SAME


def test_document_load_refuses_to_change_an_edition_in_use(small_in_use: Edition) -> None:
    with pytest.raises(EditionInUse) as caught:
        document_load(document=small_document("{from: 40, rating: fair", "{from: 45, rating: fair"))
    assert str(caught.value) == (
        "small-1 is used by an inspection and cannot change any more, and this file differs from it. "
        "To load the changed standards beside it, give the file a code of its own, such as small-1-2."
    )
    small_in_use.refresh_from_db()
    assert small_in_use.content_hash == small_document().content_hash
    assert counts_in_rows(small_in_use) == counts_in_file(parsed(SMALL))


def test_edition_load_reads_a_file(tmp_path: Any) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, "utf-8")
    result = edition_load(path=path)
    assert (result.outcome, result.edition.code) == (Outcome.LOADED, "small-1")
    assert result.sentence == "Loaded small-1: Small services 1."


def test_document_load_takes_few_queries(db: None, django_assert_max_num_queries: Callable[[int], Any]) -> None:
    """As many for hundreds of questions as for one."""
    document = document_read(
        changed(shipped_text("youth-2018"), "code: youth-2018", "code: youth-x").encode(), source="x.yaml"
    )
    with django_assert_max_num_queries(20):
        document_load(document=document)
