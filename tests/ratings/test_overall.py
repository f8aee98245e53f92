"""The overall score as the ratings page tells it."""

import pytest

from ratings.figures import ratings_page
from ratings.overall import overall_standing
from ratings.rules import Away
from tests.factories import World
from tests.ratings.bulk import cases_in_bulk
from tests.ratings.test_figures import rate_by_judgement
from tests.ratings.test_pages import SignIn, address
from tests.reading import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def rated(world: World) -> World:
    """Every standard by cases Good; 3.4 is not rated."""
    cases_in_bulk(world, 6)
    cases_in_bulk(world, 6, domain="D3", prefix="D")
    for number in ("1.1", "1.2", "1.3", "1.4"):
        rate_by_judgement(world, number, "good")
    return world


def test_without_a_score_it_names_what_is_missing_and_the_points_so_far(rated: World, sign_in: SignIn) -> None:
    found = overall_standing(ratings_page(rated.inspection))
    assert (found.score, found.up, found.down, found.so_far, found.rated, found.counting) == (
        None, None, None, 22, 11, 12,
    )  # fmt: skip
    page = html_of(sign_in(rated.panel).get(address(rated, "ratings")))
    assert "1 of 12 standards is not rated" in page
    assert "3.4 Out-of-court disposal policy and provision</a></li></ul>" in page.replace("> <", "><")
    assert "have 22 points so far" in page


def test_with_a_score_it_says_how_far_the_next_ratings_are_and_that_4_1_does_not_count(
    rated: World, sign_in: SignIn
) -> None:
    rate_by_judgement(rated, "3.4", "outstanding")
    rate_by_judgement(rated, "4.1", "inadequate")
    found = overall_standing(ratings_page(rated.inspection))
    assert (found.score, found.up, found.down) == (25, Away(6, "outstanding"), Away(7, "requires_improvement"))
    assert found.points["3.4"] == 3
    assert "4.1" not in found.points
    page = html_of(sign_in(rated.editor).get(address(rated, "ratings")))
    assert 'up to Outstanding</dt><dd class="plumb-stats__value">6 points more' in page
    assert 'down to Requires improvement</dt><dd class="plumb-stats__value">7 points fewer' in page
    assert "Does not count" in page
