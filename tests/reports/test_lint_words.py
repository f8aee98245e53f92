"""Words that a reader should look at again: abbreviations, statements, recommendations, sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules.lint import (
    SEVERITIES,
    Check,
    Finding,
    Passage,
    Severity,
    abbreviations,
    recommendations_to_nobody,
    spelled_in,
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
    assert found(abbreviations(said)) == [("YOT", "youth offending team (YOT)")]


def test_an_abbreviation_is_spelled_out_once() -> None:
    said = passages("A youth offending team (YOT).", "The youth offending team (YOT) again.")
    assert found(abbreviations(said)) == [("youth offending team (YOT)", "YOT")]


def test_small_words_may_be_left_out_of_an_abbreviation() -> None:
    assert found(abbreviations(passages("the risk of serious harm (RoSH) was high", "RoSH again"))) == []


def test_what_nobody_can_change_is_told_where_somebody_can() -> None:
    """A strength, a source note or a table that uses a short form first is nobody's paragraph."""
    said = [Passage("ratings", -1, "Source: YOT data.", ()), *passages("The YOT met.", "The YOT met again.")]
    assert [(one.passage.place, one.found) for one in abbreviations(said)] == [(0, "YOT")]
    spelled = [Passage("ratings", -1, "A youth offending team (YOT).", ()), *passages("The YOT met.")]
    assert found(abbreviations(spelled)) == []


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("The RO was short.", "referral order (RO)"),
        ("The ROs were short.", "referral orders (ROs)"),
        ("It ended. RO is short.", "Referral order (RO)"),
        ("An RO was made.", ""),  # another article
        ("The YOT met.", "youth offending team (YOT)"),  # further on in the report
        ("The LAC nurse met.", ""),
    ],
)
def test_the_long_form_is_offered_where_somebody_knows_it(text: str, mend: str) -> None:
    later = Passage("further", -1, "The youth offending team (YOT) has a board.", ())
    first, *_ = abbreviations([*passages(text), later], long_forms=spelled_in(["A referral order (RO) is made."]))
    assert first.mend == mend


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


RIGHT = "Assessment is well-informed, analytical and personalised, actively involving the child and their parents."


@pytest.mark.parametrize(
    ("text", "found_"),
    [
        (f"We look for this. {RIGHT} We saw it.", ""),
        (
            "Here assessments are well-informed, analytical and personalised, involving the child and their parents.",
            "Here",
        ),
        (f"We hold that {RIGHT.replace('Assessment', 'assessing')}", "We hold"),
        ("It began. Assessment is well-informed, analytical and fine. It ended.", "Assessment is well"),
        ("Assessment was analytical, and involved the child and their parents in most of the cases that we saw.", ""),
        ("The child and their parents were involved.", ""),
    ],
)
def test_a_statement_that_was_changed_anywhere_is_told(text: str, found_: str) -> None:
    told_ = list(wrong_statements(passages(text, subject="2.1"), {"2.1": RIGHT}))
    assert [one.found.startswith(found_) for one in told_] == ([True] if found_ else [])


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
        ("Of the nine cases, five were girls and three were boys.", "One missing."),
        ("Of the nine cases, five were girls, and four boys.", ""),
        ("Of the nine cases, five were girls and the rest boys.", ""),
        ("Of the nine cases, five had a plan and seven had a review.", ""),  # some had both
        ("Of the nine cases, five were aged 14 to 17 and four were under 12.", ""),
        ("Of the nine cases, 45 per cent were good and 50 per cent were weak.", ""),
        ("There were 11 community sentences, which included nine referral orders and three others.", "One too many."),
        ("There were 11 community sentences, which included nine referral orders and one other.", ""),
        ("Nine cases were read: five referral orders, two cautions and one reparation order.", "One missing."),
        ("In 2024 the service set three aims: one for staff and two for children.", ""),
        ("In 2024 cases fell: two in May and three in June.", ""),
        ("On 12 March: two boys were moved and three girls came.", ""),
        ("On 12 March cases closed: two boys were moved and three girls came.", ""),
        ("The board set nine aims: two for staff and three for others.", ""),
    ],
)
def test_parts_add_up_to_their_whole(text: str, says: str) -> None:
    assert [finding.words[-len(says) :] for finding in wrong_sums(passages(text))] == ([says] if says else [])


@given(st.lists(st.integers(1, 40), min_size=2, max_size=4), st.integers(-2, 2))
def test_a_whole_is_the_sum_of_its_parts_or_is_told(parts: list[int], off: int) -> None:
    whole = max(sum(parts) + off, 1)
    said = [f"{part} were {kind}" for part, kind in zip(parts, ("good", "weak", "late", "closed"), strict=False)]
    text = f"Of the {whole} cases, {', '.join(said[:-1])} and {said[-1]}."
    assert len(list(wrong_sums(passages(text)))) == (whole != sum(parts))


def test_findings_are_told_in_the_order_of_the_report_and_some_not_at_all() -> None:
    first, second = passages("One.", "Two.")
    later = Finding(Check.NAME, second, 0, 3, "")
    quiet = Finding(Check.ABBREVIATION, first, 0, 3, "")
    loud = Finding(Check.SUM, first, 0, 3, "")
    shown = told([later, quiet, loud], {**SEVERITIES, Check.NAME: Severity.DOUBTFUL})
    assert [finding for _, finding in shown] == [loud, quiet, later]
    assert told([quiet], {Check.ABBREVIATION: Severity.OFF}) == []


LONG = 20_000  # characters: as long as a block may be


@pytest.mark.parametrize(
    "repeated",
    ["45%", "nine of the nine cases, ", "(AB)", "large majority ", "0 to ", "Mr. ", "rated ", "1,", " ", "one "],
)
def test_a_block_of_one_thing_over_and_over_is_read_to_its_end(repeated: str) -> None:
    """What takes a time that grows with the square of a text would not come to its end here in any test's patience."""
    text = repeated * (LONG // len(repeated)) + ". Of the nine cases, five were girls and three were boys."
    (passage,) = passages(text, subject="2.1")
    assert [finding.found[:4] for finding in wrong_sums([passage])] == ["nine"]
    assert [one.end for one in abbreviations([passage]) if one.end > LONG] == []
    assert list(wrong_statements([passage], {"2.1": RIGHT})) == []
