"""The footnote and the sentence drafted from a decision."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.rules import ReasonCode, Tally, draft_of
from tests.ratings.rules_material import YOUTH

NAMES = YOUTH.names


def drafted(*tallies: Tally, set_aside: tuple[int, ...] = (1,), **more: object) -> tuple[str, str]:
    values = {"rating": "good", "band": "requires_improvement", "reason": ReasonCode.OTHER, "quoted": False} | more
    draft = draft_of(tallies=tallies, set_aside=set_aside, figures=YOUTH, **values)  # type: ignore[arg-type]
    return draft.footnote, draft.sentence


def test_the_footnote_names_the_rating_by_the_lowest_percentage() -> None:
    footnote, _ = drafted(Tally(5, 11))
    assert footnote == (
        "The ratings panel used its professional discretion: by the lowest percentage alone the rating would have been "
        "Requires improvement."
    )


@pytest.mark.parametrize(
    ("tallies", "more", "sentence"),
    [
        (
            (Tally(11, 11), Tally(5, 9)),
            {"set_aside": (2,), "reason": ReasonCode.CASES_READ_AGAIN},
            "Key question 2 was met in five of the nine relevant cases (56 per cent), which by itself would be "
            "Requires improvement; the ratings panel raised the rating to Good, because the cases judged “no” were "
            "read again.",
        ),
        (
            (Tally(0, 1),),
            {"band": "inadequate", "reason": ReasonCode.UNRECORDED_WORK, "quoted": True},
            "Key question 1 was not met in the only relevant case, which by itself would be “Inadequate”; the ratings "
            "panel raised the rating by two bands to “Good”, because work was likely to have been done that was not "
            "recorded.",
        ),
        (
            (Tally(8, 10), Tally(8, 10)),
            {"set_aside": (1, 2), "band": "outstanding"},
            "Key questions 1 and 2 were each met in 80 per cent of their relevant cases, which by itself would be "
            "Outstanding; the ratings panel lowered the rating to Good.",
        ),
    ],
)
def test_the_sentence_says_what_was_set_aside_and_why(
    tallies: tuple[Tally, ...], more: dict[str, object], sentence: str
) -> None:
    assert drafted(*tallies, **more)[1] == sentence  # type: ignore[arg-type]


@given(
    st.integers(0, 60),
    st.integers(1, 60),
    st.sampled_from(list(ReasonCode)),
    st.sampled_from([(a, b) for a in NAMES for b in NAMES if a != b]),
)
def test_every_draft_names_both_ratings_once_and_ends_as_a_sentence(
    yes: int, more: int, reason: ReasonCode, ratings: tuple[str, str]
) -> None:
    rating, band = ratings
    footnote, sentence = drafted(Tally(yes, yes + more), rating=rating, band=band, reason=reason, quoted=True)
    assert f"“{NAMES[band]}”." in footnote
    assert sentence.count(f"“{NAMES[rating]}”") == sentence.count(f"“{NAMES[band]}”") == 1
    assert sentence.endswith(".")
    assert ("raised" in sentence) == (YOUTH.rank(rating) > YOUTH.rank(band))
