"""Words that a reader should look at again: abbreviations, statements, recommendations, sums."""

import pytest

from reports.rules.lint import (
    SEVERITIES,
    Check,
    Finding,
    Passage,
    Severity,
    abbreviations,
    recommendations_to_nobody,
    told,
    wrong_statements,
    wrong_sums,
)


def passages(*texts: str, subject: str = "") -> list[Passage]:
    return [Passage("foreword", place, text, (), subject) for place, text in enumerate(texts)]


def found(findings) -> list[tuple[str, str]]:
    return [(finding.found, finding.mend) for finding in findings]


def test_an_abbreviation_is_spelled_out_where_it_comes_first() -> None:
    said = passages("The YOT met monthly.", "A youth offending team (YOT) has a board.", "The YOTs agreed.")
    assert found(abbreviations(said)) == [("YOT", "")]


def test_an_abbreviation_is_spelled_out_once() -> None:
    said = passages("A youth offending team (YOT).", "The youth offending team (YOT) again.")
    assert found(abbreviations(said)) == [("youth offending team (YOT)", "YOT")]


def test_small_words_may_be_left_out_of_an_abbreviation() -> None:
    assert found(abbreviations(passages("the risk of serious harm (RoSH) was high", "RoSH again"))) == []


def test_known_abbreviations_need_no_spelling_out() -> None:
    assert found(abbreviations(passages("HM Inspectorate and the BBC"), known={"HM", "BBC"})) == []


def test_a_statement_is_the_editions() -> None:
    right = "Assessment is well-informed, analytical and personalised, actively involving the child."
    said = [
        *passages(right, subject="2.1"),
        *passages("Assessment is well-informed, analytical and fine.", subject="2.1"),
    ]
    assert found(wrong_statements(said, {"2.1": right})) == [
        ("Assessment is well-informed, analytical and fine.", right)
    ]


def test_a_recommendation_is_addressed_to_somebody() -> None:
    said = [*passages("Review the risk panel.", "The board should meet."), *passages("Do it.", subject="The board")]
    assert found(recommendations_to_nobody(said, ["The board"])) == [("Review the risk panel.", "")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "We read nine cases, of which five were referral orders and three were youth rehabilitation orders.",
            "One missing.",
        ),
        ("We read nine cases, of which five were girls and five were boys.", "One too many."),
        ("We read nine cases, of which five were girls and four were boys.", ""),
        ("We read nine cases, of which five were girls.", ""),
    ],
)
def test_parts_add_up_to_their_whole(text: str, says: str) -> None:
    assert [finding.words[-len(says) :] for finding in wrong_sums(passages(text))] == ([says] if says else [])


def test_findings_are_told_in_the_order_of_the_report_and_some_not_at_all() -> None:
    first, second = passages("One.", "Two.")
    later = Finding(Check.NAME, second, 0, 3, "")
    quiet = Finding(Check.ABBREVIATION, first, 0, 3, "")
    loud = Finding(Check.SUM, first, 0, 3, "")
    shown = told([later, quiet, loud], {**SEVERITIES, Check.NAME: Severity.DOUBTFUL})
    assert [finding for _, finding in shown] == [loud, quiet, later]
    assert told([quiet], {Check.ABBREVIATION: Severity.OFF}) == []
