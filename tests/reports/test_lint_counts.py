"""Numbers of cases, interviews, meetings, standards and points typed by hand; ratings; places."""

import pytest

from ratings.rules import Tally
from reports.rules.lint import (
    Check,
    Counts,
    LiveCount,
    LiveFigure,
    LiveRating,
    Passage,
    Spot,
    lost_figures,
    personal_details,
    wrong_band_words,
    wrong_counts,
    wrong_ratings,
)
from tests.reports.test_rules_forms import FIGURES

COUNTS = Counts(
    cases=(
        LiveCount("cases:D2", "the number of cases of court disposals", 17, "D2"),
        LiveCount("cases:D3", "the number of cases of out-of-court disposals", 11, "D3"),
        LiveCount("cases:D4", "the number of cases of resettlement", 2, "D4"),
        LiveCount("cases:all", "the number of all cases", 30),
    ),
    interviews=(LiveCount("interviews:all", "the number of interviews", 20),),
    meetings=LiveCount("meetings:number", "the number of meetings", 12),
    standards=LiveCount("overall:standards", "the number of standards that count", 12),
    standards_known=frozenset({4, 12, 13}),
    score=LiveCount("overall:score", "the overall score", 14),
    out_of=LiveCount("overall:out_of", "the highest score there can be", 36),
    recommendations=LiveCount("recommendations:all", "the number of recommendations", 6),
)
SCORE, OUT_OF = ("overall:score", ""), ("overall:out_of", "36")
BY_HAND, WRONG = Check.FIGURE_BY_HAND, Check.FIGURE_CONTRADICTS


def said(text: str, subject: str = "", *spots: Spot) -> Passage:
    return Passage("foreword", 0, text, spots, subject)


@pytest.mark.parametrize(
    ("text", "domain", "found"),
    [
        ("We inspected 17 court cases.", "D2", [(BY_HAND, "17", "cases:D2", "")]),
        ("We inspected 16 court cases.", "D2", [(WRONG, "16", "cases:D2", "17")]),
        ("We read 30 cases in all.", "", [(BY_HAND, "30", "cases:all", "")]),
        ("We inspected 28 cases.", "", []),  # without those read on top
        ("We inspected 13 cases.", "", []),  # some domains together
        ("We inspected 17 cases.", "", [(BY_HAND, "17", "cases:D2", "")]),
        ("We reviewed nine cases in which a victim was named.", "", []),  # some of them
        ("We reviewed nine cases of children in care.", "D2", []),
        ("We looked at eleven out-of-court disposals.", "D3", [(BY_HAND, "eleven", "cases:D3", "")]),
        ("We inspected nine cases.", "", [(WRONG, "nine", "", "")]),  # nobody can tell which is meant
        ("Inspectors held 20 interviews.", "", [(BY_HAND, "20", "interviews:all", "")]),
        ("We held nine interviews with parents.", "", []),
        ("We held nine interviews with case managers.", "", [(WRONG, "nine", "interviews:all", "20")]),
        ("There were 25 interviews.", "D2", [(WRONG, "25", "interviews:all", "20")]),
        ("We held 12 meetings.", "", [(BY_HAND, "12", "meetings:number", "")]),
        ("We held 15 meetings.", "", [(WRONG, "15", "meetings:number", "12")]),
        ("Two meetings were with the board.", "", []),
        ("There are ten standards.", "", [(WRONG, "ten", "overall:standards", "12")]),
        ("Two standards improved; all 12 standards were rated.", "", []),
        ("The score lies on a scale from 0 to 30.", "", [(WRONG, "30", "overall:out_of", "36")]),
        ("The score lies on a scale from 0 to 36.", "", []),
        ("Children wait 0 to 30 days.", "", []),
        ("Each standard adds 0 to 3 points.", "", []),
        ("It has a score of 14 out of 36.", "", [(BY_HAND, "14", "overall:score", "")]),
        ("It scored 15 points.", "", [(WRONG, "15", "overall:score", "14")]),
        ("It scored 14 out of a possible 30.", "", [(BY_HAND, "14", *SCORE), (WRONG, "30", *OUT_OF)]),
        ("We have made six recommendations.", "", [(BY_HAND, "six", "recommendations:all", "")]),
        ("We made seven recommendations.", "", [(WRONG, "seven", "recommendations:all", "six")]),
        ("Nothing is counted here.", "", []),
    ],
)  # fmt: skip
def test_counts_typed_by_hand_are_held_against_the_live_ones(text, domain, found) -> None:
    told = [(one.check, one.found, one.source, one.mend) for one in wrong_counts(said(text), COUNTS, domain)]
    assert sorted(told) == sorted(found)


def test_where_two_domains_have_as_many_none_is_put_there() -> None:
    same = Counts(cases=(LiveCount("cases:D2", "court", 11, "D2"), LiveCount("cases:D3", "others", 11, "D3")))
    (one,) = wrong_counts(said("We inspected 11 cases."), same, "")
    assert (one.check, one.source, one.mend) == (BY_HAND, "", "")
    (one,) = wrong_counts(said("We inspected 12 cases."), same, "D3")
    assert (one.check, one.source) == (WRONG, "cases:D3")


def test_what_is_live_or_not_known_is_left_alone() -> None:
    text = "We held 15 meetings."
    assert list(wrong_counts(said(text, "", Spot(8, 10, "number")), COUNTS, "")) == []
    assert list(wrong_counts(said("We read 9 cases, scored 30 of ten standards."), Counts(), "")) == []


NAMES = {"inadequate": "Inadequate", "requires_improvement": "Requires improvement", "good": "Good"}
RATINGS = {
    "": LiveRating("", "The service overall", "Requires improvement"),
    "2.1": LiveRating("2.1", "Assessment", "Good"),
    "2.2": LiveRating("2.2", "Planning", "Inadequate"),
    "3.1": LiveRating("3.1", "Assessment", "Inadequate"),
    "4.1": LiveRating("4.1", "Resettlement", ""),
}


@pytest.mark.parametrize(
    ("text", "subject", "found"),
    [
        ("Assessment is rated as Good.", "2.1", [(BY_HAND, "Good", "rating:2.1", "")]),
        ("Assessment is rated as ‘Inadequate’.", "2.1", [(Check.RATING, "Inadequate", "rating:2.1", "Good")]),
        ("Planning was judged to be good.", "", [(Check.RATING, "good", "rating:2.2", "Inadequate")]),
        ("Standard 3.1 is rated Good.", "2.1", [(Check.RATING, "Good", "rating:3.1", "Inadequate")]),
        ("Overall, it is rated Good.", "2.1", [(Check.RATING, "Good", "overall:rating", "Requires improvement")]),
        ("Assessment is rated Good.", "", []),  # two standards are called so
        ("In our previous inspection it was rated Inadequate.", "2.1", []),
        ("Resettlement is rated Good.", "4.1", []),  # not rated yet
        ("We rated the service as Good.", "", [(Check.RATING, "Good", "overall:rating", "Requires improvement")]),
        ("We rated the service as Good.", "2.1", [(Check.RATING, "Good", "overall:rating", "Requires improvement")]),
        ("We have rated it as ‘Inadequate’.", "2.1", [(Check.RATING, "Inadequate", "rating:2.1", "Good")]),
        ("It was given a rating of Inadequate.", "2.1", [(Check.RATING, "Inadequate", "rating:2.1", "Good")]),
        ("We rated planning as Good.", "2.1", [(Check.RATING, "Good", "rating:2.2", "Inadequate")]),
        ("Managers judged half of the plans to be good.", "2.2", []),
        ("Last year 70 per cent of the 33 services inspected were rated as Good, up from 60.", "1.1", []),
        ("It was not rated as Good.", "2.1", []),
        ("The plans were good.", "2.2", []),
    ],
)  # fmt: skip
def test_ratings_typed_by_hand_are_held_against_the_live_ones(text, subject, found) -> None:
    told = wrong_ratings(said(text, subject), RATINGS, NAMES)
    assert [(one.check, one.found, one.source, one.mend) for one in told] == found


SAFE = "Does assessment sufficiently analyse how to keep the child safe?"
OTHERS = "Does assessment sufficiently analyse how to keep other people safe?"
LIVE = {
    "2.1.1": LiveFigure("2.1.1", "2.1, key question 1", "2.1", Tally(9, 20), text="Are desistance factors analysed?"),
    "2.1.2": LiveFigure("2.1.2", "2.1, key question 2", "2.1", Tally(13, 20), text=SAFE),
    "2.1.3": LiveFigure("2.1.3", "2.1, key question 3", "2.1", Tally(17, 20), text=OTHERS),
}


@pytest.mark.parametrize(
    ("text", "mends"),
    [
        ("In a large majority (65 per cent) it was so.", ["reasonable majority"]),
        ("In a reasonable majority (65 per cent) it was so.", []),
        ("Desistance factors were analysed in a large majority of cases.", ["minority"]),
        ("A minority of desistance factors was analysed.", []),
        ("How to keep other people safe was analysed in a reasonable majority of assessments.", ["large majority"]),
        ("A large majority of staff like it.", []),
        ("Too few plans (85 per cent) were so.", ["a large majority"]),
    ],
)
def test_band_words_are_those_of_the_question_that_is_meant(text, mends) -> None:
    assert [one.mend for one in wrong_band_words(said(text, "2.1"), LIVE, FIGURES)] == mends


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("In a large majority of cases (50 per cent) it was so.", "In too few cases (50 per cent) it was so."),
        ("A large majority of the plans (50 per cent) were so.", "Too few of the plans (50 per cent) were so."),
        ("A large majority (50 per cent) were so.", "Too few (50 per cent) were so."),
        ("A large majority (65 per cent) were so.", "A reasonable majority (65 per cent) were so."),
    ],
)
def test_the_article_goes_where_the_right_words_take_none(text, mended) -> None:
    (one,) = wrong_band_words(said(text, "2.1"), LIVE, FIGURES)
    assert text[: one.start] + one.mend + text[one.end :] == mended


def test_figures_that_say_nothing_and_personal_details_are_told() -> None:
    lost = said("It was [no figure].", "", Spot(7, 18, "9.9.9"))
    assert [one.found for one in lost_figures(lost)] == ["[no figure]"]
    assert list(lost_figures(said("It was [no figure]."))) == []
    assert [one.check for one in personal_details(said("Ring 01632 960 123."))] == [Check.PERSONAL]
    assert list(personal_details(said("Nothing here."))) == []
