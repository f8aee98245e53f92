"""Figures read from rows: which judgements count, what follows from them, and in how many queries."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casereviews.rules import Change
from casereviews.services import review_reopen, review_submit, sample_membership_set
from inspections.models import Inspection
from ratings.figures import emerging, ratings_page, standard_figures
from ratings.rules import Tally
from ratings.services import decision_take, proposal_make
from ratings.structure import Reviews
from tests.factories import NOW, World, apply, panel_meets
from tests.ratings.bulk import cases_in_bulk

pytestmark = pytest.mark.django_db


def tallies(found: World, number: str = "2.1") -> list[tuple[int, int]]:
    return [(tally.yes, tally.relevant) for tally in standard_figures(found.inspection, number).tallies]


def rate_by_judgement(found: World, number: str, rating: str) -> None:
    proposal_make(
        inspection=found.inspection,
        standard_number=number,
        rating=rating,
        summary="Seen.",
        seen=0,
        by=found.lead,
        at=NOW,
    )
    decision_take(
        inspection=found.inspection,
        standard_number=number,
        rating=rating,
        words="",
        reason_code="",
        seen_number=standard_figures(found.inspection, number).seen,
        confirmed=False,
        agreed=panel_meets(found),
        by=found.panel,
        at=NOW,
    )


# Which judgements count -------------------------------------------------------------------------------------------
def test_the_panel_takes_submitted_reviews_and_emerging_figures_take_all(world: World) -> None:
    world.submitted("C1", answers={"2.1.1": "no"})
    begun = world.review("C2")
    apply(begun, [Change("2.1.1", 0, "yes", "Seen.")], by=world.inspector)
    so_far = {standard.number: standard for standard in emerging(world.inspection).standards}
    assert tallies(world) == [(0, 1), (1, 1), (1, 1)]
    assert so_far["2.1"].result.tallies == (Tally(1, 2), Tally(1, 1), Tally(1, 1))
    assert so_far["2.1"].band == "requires_improvement"
    assert so_far["3.1"].band is None
    assert emerging(world.inspection).reviews == ratings_page(world.inspection).reviews == Reviews(1, 2)


def test_a_reopened_review_leaves_the_figures_until_it_is_submitted(world: World) -> None:
    review = world.submitted("C1")
    review_reopen(review_id=review.pk, reason="Look again.", by=world.lead, at=NOW)
    assert tallies(world) == [(0, 0), (0, 0), (0, 0)]
    review_submit(review_id=review.pk, by=world.inspector, at=NOW)
    assert tallies(world) == [(1, 1), (1, 1), (1, 1)]


def test_a_case_that_fell_out_of_the_sample_counts_nowhere(world: World) -> None:
    world.submitted("C1")
    gone = world.submitted("C2", answers={"2.1.1": "no"})
    sample_membership_set(case_id=gone.case_id, in_sample=False, because="Restricted.", by=world.lead, at=NOW)
    page = ratings_page(world.inspection)
    assert tallies(world) == [(1, 1), (1, 1), (1, 1)]
    assert page.reviews == emerging(world.inspection).reviews == Reviews(1, 1)
    assert [flip.case.reference for flip in page.by_number["2.1"].flips] == ["C1"]


def test_a_standard_counts_the_reviews_of_its_own_domain(world: World) -> None:
    world.submitted("C1")
    world.review("C2")
    world.submitted("D1", domain="D3")
    standards = ratings_page(world.inspection).by_number
    assert [standards[number].reviews for number in ("2.1", "3.1", "3.4", "1.1")] == [
        Reviews(1, 2), Reviews(1, 1), None, None,
    ]  # fmt: skip
    assert [standards[number].so_far for number in ("2.1", "3.1")] == [Reviews(1, 2), None]


def test_a_case_that_nobody_reads_yet_is_missing_from_those_submitted(world: World) -> None:
    world.submitted("C1")
    world.case("C2")
    assert emerging(world.inspection).reviews == ratings_page(world.inspection).reviews == Reviews(1, 2)


def test_a_judgement_that_is_not_relevant_is_no_vote(world: World) -> None:
    world.submitted("C1", answers={"2.1.2": "not_relevant"})
    figures = standard_figures(world.inspection, "2.1")
    assert tallies(world) == [(1, 1), (0, 0), (1, 1)]
    assert figures.percentages == (100, None, 100)
    assert [question.band for question in figures.questions] == ["outstanding", None, "outstanding"]
    assert figures.band == "outstanding"


# What follows ---------------------------------------------------------------------------------------------------------
def test_a_standard_without_any_judgement_is_not_rated(world: World) -> None:
    figures = standard_figures(world.inspection, "3.1")
    assert (figures.band, figures.rating, figures.triggers, figures.flips) == (None, None, (), ())
    assert figures.tallies == (Tally(0, 0),) * 3
    assert figures.percentages == (None, None, None)


def test_figures_name_what_decides_what_opens_discretion_and_which_cases_turn_it(world: World) -> None:
    for n in range(6):
        world.submitted(f"C{n}", answers={"2.1.2": "no"} if n < 2 else {})
    figures = standard_figures(world.inspection, "2.1")
    assert (figures.percentages, figures.deciding, figures.band) == ((100, 67, 100), (2,), "good")
    assert [question.decides for question in figures.questions] == [False, True, False]
    assert [finding.trigger for finding in figures.triggers] == ["points", "flip"]
    assert figures.open_to_discretion
    up = [flip for flip in figures.flips if flip.up]
    down = [flip for flip in figures.flips if not flip.up]
    assert [(flip.case.reference, flip.rating) for flip in up] == [("C0", "outstanding"), ("C1", "outstanding")]
    assert [flip.case.reference for flip in down] == ["C2", "C3", "C4", "C5"]
    assert {flip.rating for flip in down} == {"requires_improvement"}
    assert up[0].case.review_id == world.inspection.reviews.get(case__reference="C0").pk


def test_overall_adds_up_what_counts_and_names_what_is_missing(world: World) -> None:
    cases_in_bulk(world, 6)
    cases_in_bulk(world, 6, domain="D3", prefix="D")
    for number in ("1.1", "1.2", "1.3"):
        rate_by_judgement(world, number, "good")
    page = ratings_page(world.inspection)
    assert (page.overall.score, page.overall.rating, page.overall.out_of) == (None, None, 36)
    assert [(s.number, s.title) for s in page.missing] == [
        ("1.4", "Information and facilities"),
        ("3.4", "Out-of-court disposal policy and provision"),
    ]
    for number in ("1.4", "3.4"):
        rate_by_judgement(world, number, "outstanding")
    rate_by_judgement(world, "4.1", "inadequate")  # never counts
    page = ratings_page(world.inspection)
    assert (page.overall.score, page.overall.rating, page.missing) == (3 * 2 + 2 * 3 + 7 * 2, "good", ())
    assert page.by_number["4.1"].rating == "inadequate"


def test_pages_are_in_the_order_of_the_edition_with_the_words_of_the_service(world: World) -> None:
    world.inspection.service.generic_term = "YOT"
    world.inspection.service.save()
    page = ratings_page(world.inspection)
    assert [standard.number for standard in page.standards] == [
        *("1.1", "1.2", "1.3", "1.4"),
        *("2.1", "2.2", "2.3", "2.4"),
        *("3.1", "3.2", "3.3", "3.4", "4.1"),
    ]
    assert [domain.code for domain in page.domains] == ["D1", "D2", "D3", "D4"]
    assert (
        page.by_number["1.1"].questions[2].text == "Does the leadership of the YOT support effective service delivery?"
    )
    assert standard_figures(world.inspection, "1.1").questions == page.by_number["1.1"].questions


def test_the_page_and_the_single_standard_say_the_same(world: World) -> None:
    cases_in_bulk(world, 14)
    rate_by_judgement(world, "1.1", "good")
    for standard in ratings_page(world.inspection).standards:
        alone = standard_figures(world.inspection, standard.number)
        assert replace(alone, outline=standard.outline) == standard


def test_an_unknown_standard_is_a_key_error(world: World) -> None:
    with pytest.raises(KeyError):
        standard_figures(world.inspection, "9.9")


# Queries --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("read", "queries"),
    [
        (ratings_page, 5),
        (lambda inspection: standard_figures(inspection, "2.1"), 5),
        (lambda inspection: standard_figures(inspection, "1.1"), 3),
        (emerging, 2),
    ],
)
def test_figures_take_as_many_queries_for_125_cases_as_for_none(world: World, read, queries: int) -> None:
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    read(inspection)  # the outline is kept per process
    for more in (0, 14, 111):
        cases_in_bulk(world, more, prefix=f"C{more}-")
        with CaptureQueriesContext(connection) as captured:
            read(inspection)
        assert len(captured) == queries


@pytest.mark.parametrize("read", [ratings_page, lambda inspection: standard_figures(inspection, "2.1")])
def test_the_number_is_read_before_the_figures_that_it_stands_for(world: World, read) -> None:
    """Else a change between the two would pair old figures with a new number, and a decision on them would pass."""
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    with CaptureQueriesContext(connection) as captured:
        read(inspection)
    assert 'FROM "ratings_ratedstandard"' in captured[0]["sql"]
