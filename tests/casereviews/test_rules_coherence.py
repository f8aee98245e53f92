"""Where a judgement and its prompts point different ways."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casereviews.rules import Rows, Saved, Sheet, Value, odd_pattern, odd_patterns
from standards.outline import outline_of
from standards.structure import QuestionOutline

Y, N, R, NONE = "yes", "no", "not_relevant", ""
YES_TO = "The judgement is yes, while {}. That can be right: say in a sentence why."
NO_TO = "The judgement is no, while {}. That can be right: say in a sentence why."


def sheet_with(editions, judged: str, answers: list[str]) -> tuple[Sheet, QuestionOutline]:
    """A case in which the first key question with so many prompts is answered like this, and nothing else is."""
    outline = outline_of(editions["youth-2021"])
    domain = outline.domain_by_code["D2"]
    questions = [question for standard in domain.judged_standards for question in standard.questions]
    question = next(question for question in questions if len(question.prompts) == len(answers))
    prompts = {prompt.address: Saved(value) for prompt, value in zip(question.prompts, answers, strict=True)}
    rows = Rows(answers=prompts, judgements={question.address: Saved(judged)})
    return Sheet(outline, domain, "referral_order", rows), question


@pytest.mark.parametrize(
    ("judged", "answers", "sentence"),
    [
        (Y, [Y, Y, Y, N], ""),
        (Y, [Y, Y, N, N], YES_TO.format("2 of 4 relevant prompts are no")),
        (Y, [Y, Y, N, R], ""),
        (Y, [Y, R, N, R], YES_TO.format("1 of 2 relevant prompts is no")),
        (Y, [N, N, N, N], YES_TO.format("all 4 relevant prompts are no")),
        (Y, [R, R, N, R], YES_TO.format("its only relevant prompt is no")),
        (Y, [Y, N, N, NONE], ""),
        (Y, [R, R, R, R], ""),
        (N, [Y, Y, Y, Y], NO_TO.format("all 4 relevant prompts are yes")),
        (N, [Y, Y, Y, N], ""),
        (N, [Y, Y, R, R], NO_TO.format("both relevant prompts are yes")),
        (N, [Y, R, R, R], NO_TO.format("its only relevant prompt is yes")),
        (N, [Y, Y, Y, NONE], ""),
        (N, [N, N, N, N], ""),
        (N, [R, R, R, R], ""),
        (R, [N, N, N, N], ""),
        (NONE, [N, N, N, N], ""),
        (NONE, [Y, Y, Y, Y], ""),
    ],
)
def test_odd_pattern_by_table(editions, judged: str, answers: list[str], sentence: str) -> None:
    sheet, question = sheet_with(editions, judged, answers)
    odd = odd_pattern(sheet, question)
    assert (odd.sentence if odd else "") == sentence
    assert [found.target for found in odd_patterns(sheet)] == ([question.address] if sentence else [])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([Y, N, R, NONE]), st.lists(st.sampled_from([Y, N, R, NONE]), min_size=4, max_size=4))
def test_odd_pattern_knows_neither_order_nor_not_relevant(editions, judged: str, answers: list[str]) -> None:
    def found(values: list[str]) -> bool:
        return odd_pattern(*sheet_with(editions, judged, values)) is not None

    assert found(answers) == found(answers[::-1]) == found(sorted(answers))
    if found(answers):
        assert judged in (Y, N) and NONE not in answers
        turned = {Y: N, N: Y}
        assert not odd_pattern(*sheet_with(editions, judged, [turned.get(value, value) for value in answers])) or (
            judged == Y and answers.count(Y) == answers.count(N)
        )


def test_nothing_is_asked_of_a_question_that_waits(editions) -> None:
    outline = outline_of(editions["youth-2018"])
    question = outline.questions["2.2.2"]
    rows = Rows({p.address: Saved(Y) for p in question.prompts}, {question.address: Saved(Value.NO)})
    assert odd_pattern(Sheet(outline, outline.domain_by_code["D2"], "referral_order", rows), question) is None
