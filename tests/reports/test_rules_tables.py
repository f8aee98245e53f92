"""What a table of prompts rests on."""

import pytest

from reports.rules import caption_of
from standards.outline import outline_of
from standards.rules import Condition

SAFETY = "There are factors related to keeping the child safe"
HARM = "There are factors related to keeping other people safe: the inspector does not judge the risk to be low"

CAPTIONS = [
    (Condition("always"), 6, "Of the 6 cases inspected"),
    (Condition("always"), 1, "Of the 1 case inspected"),
    (Condition("a", SAFETY, "fact.a"), 5, "Of the 5 cases with factors related to keeping the child safe"),
    (Condition("a", HARM, "inspector.a"), 12, "Of the 12 cases with factors related to keeping other people safe"),
    (
        Condition("a", "Factors related to desistance changed", "fact.a"),
        5,
        "Of the 5 cases in which factors related to desistance changed",
    ),
    (Condition("a", "The child was in custody.", "fact.a"), 0, "Of the 0 cases in which the child was in custody"),
    (Condition("a", "", "fact.a"), 2, "Of the 2 cases to which the question applied"),
]


@pytest.mark.parametrize(("condition", "relevant", "caption"), CAPTIONS)
def test_caption_of_says_which_cases_the_question_is_asked_of(condition, relevant, caption):
    assert caption_of(condition, relevant, ()) == caption


@pytest.mark.django_db
def test_caption_of_names_the_disposals_where_they_decide(editions):
    outline = outline_of(editions["youth-2018"])
    condition = outline.questions["3.4.2"].condition
    types = outline.domain_by_code["D3"].disposal_types
    assert caption_of(condition, 1, types) == "Of the 1 youth conditional caution"
    assert caption_of(condition, 5, types) == "Of the 5 youth conditional cautions"
    unknown = Condition("a", disposal_types=frozenset({"gone"}))
    assert caption_of(unknown, 5, types) == "Of the 5 cases"


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["youth-2018", "youth-2021"])
def test_every_shipped_question_has_a_caption_of_its_own_words(editions, code):
    outline = outline_of(editions[code])
    for question in outline.questions.values():
        domain = outline.domain_by_code[outline.standards[question.standard].domain]
        caption = caption_of(question.condition, 5, domain.disposal_types)
        assert caption.startswith("Of the 5 ")
        assert "to which the question applied" not in caption
