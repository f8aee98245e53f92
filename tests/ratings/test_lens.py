"""The lens on a standard: against brute force, live on its page, and for whom it names cases."""

from dataclasses import replace
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from casereviews.rules import Change
from inspections.models import Inspection
from inspections.rules import Phase, Role
from ratings.figures import standard_figures
from ratings.lens import Lens, lens_of, lens_on
from ratings.live import live_of
from ratings.rules import standard_result, tallies_of
from ratings.structure import ReadCase, Reviews
from standards.rules import Condition, Figures, RatedBy
from standards.structure import QuestionOutline, StandardOutline
from tests.factories import World, apply
from tests.ratings.bulk import cases_in_bulk
from tests.ratings.rules_material import YOUTH, Votes, cases, editions, unhurried, votes
from tests.ratings.test_pages import SignIn, address
from tests.reading import html_of


def outline(questions: int) -> StandardOutline:
    asked = tuple(
        QuestionOutline(n, f"2.1.{n}", n, "2.1", f"Question {n}?", "", "", Condition("always"), ())
        for n in range(1, questions + 1)
    )
    return StandardOutline(1, "2.1", "Assessment", "", RatedBy.KEY_QUESTIONS, False, True, "D2", {}, asked)


def lens(judged: Votes, figures: Figures = YOUTH) -> Lens:
    by_case = {ReadCase(f"C{case}", case): row for case, row in judged.items()}
    questions = len(next(iter(judged.values()), (None,)))
    return lens_of(outline(questions), by_case, reviews=Reviews(9, 9), figures=figures, service_word="YJS")


@settings(unhurried, max_examples=150)
@given(votes(), st.one_of(st.just(YOUTH), editions()))
def test_the_lens_names_every_single_case_that_changes_the_band_and_no_other(judged: Votes, figures: Figures) -> None:
    found = lens(judged, figures)

    def rank(some: Votes) -> int | None:
        band = standard_result(tallies_of(some), figures).band
        return None if band is None else figures.rank(band)

    now, up, down = rank(judged), {}, {}
    for case, row in judged.items():
        turned = product(*((vote,) if vote is None else (vote, not vote) for vote in row))
        ranks = [other for way in turned if (other := rank({**judged, case: way})) is not None]
        if now is not None and max(ranks) > now:
            up[f"C{case}"] = figures.scale[max(ranks)].code
        if now is not None and min(ranks) < now:
            down[f"C{case}"] = figures.scale[min(ranks)].code
    for way, expected in ((found.up, up), (found.down, down)):
        named = {case.reference: one.rating for one in way.alone for case in one.cases} if way else {}
        assert named == expected
        if way and now is not None:
            assert (figures.rank(way.rating) > now) is way.up
            assert (len(way.cases) == 1) is bool(expected)


def test_the_lens_says_in_words_what_decides() -> None:
    one = lens(cases("yyyynn", "yyyyyy"))
    assert one.deciding_words == "Key question 1 decides: 67%, 4 of 6 cases, is the lowest."
    assert [(way.up, way.rating, [case.reference for case in way.cases]) for way in one.ways] == [
        (True, "outstanding", ["C4"]),
        (False, "requires_improvement", ["C0"]),
    ]
    tied = lens(cases("yyyynn", "yyyynn", "yyyyyy"))
    assert tied.deciding_words == "Key questions 1 and 2 decide together: 67% is the lowest."
    assert lens({}).deciding_words == ""
    assert lens(cases("yyyy")).up is None
    assert lens(cases("nnnn")).down is None


@pytest.fixture
def inspected(world: World) -> World:
    """Six submitted cases, 4 of 6 yes on each key question of 2.1, and one that is judged and not submitted."""
    cases_in_bulk(world, 6)
    apply(world.review("OPEN"), [Change("2.1.1", 0, "no", "Not seen.")], by=world.inspector)
    return world


@pytest.mark.django_db
def test_live_figures_tell_submitted_reviews_from_every_judgement_so_far(inspected: World) -> None:
    live = live_of(inspected.inspection, "2.1")
    on_page = lens_on(standard_figures(inspected.inspection, "2.1"), YOUTH)
    assert on_page is not None
    assert replace(live.submitted, outline=on_page.outline) == on_page
    assert [(tally.yes, tally.relevant) for tally in live.so_far.result.tallies] == [(4, 7), (4, 6), (4, 6)]
    assert (live.submitted.band, live.so_far.band) == ("good", "requires_improvement")
    assert (live.is_one, live_of(inspected.inspection, "2.2").is_one) == (False, True)


@pytest.mark.django_db
def test_live_figures_take_two_queries_for_4_cases_and_for_125(world: World) -> None:
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    live_of(inspection, "2.1")
    for more in (4, 121):
        cases_in_bulk(world, more, prefix=f"M{more}")
        with CaptureQueriesContext(connection) as captured:
            live_of(inspection, "2.1")
        assert len(captured) == 2


@pytest.mark.django_db
def test_the_page_of_a_standard_shows_the_lens_on_both(inspected: World, sign_in: SignIn) -> None:
    page = html_of(sign_in(inspected.panel).get(address(inspected, "standard_decide", "2.1")))
    assert "So far, with judgements not submitted yet" in page
    assert "Key question 1 decides: 57%, 4 of 7 cases, is the lowest." in page
    assert "OPEN</a>" in page
    assert 'hx-trigger="every 10s"' in page


@pytest.mark.django_db
def test_the_lens_is_asked_for_again_and_answers_when_anything_changed(inspected: World, sign_in: SignIn) -> None:
    client = sign_in(inspected.panel)
    live = live_of(inspected.inspection, "2.1")
    told = {"seen": live.token, "opened": live.shown}
    assert client.get(address(inspected, "standard_lens", "2.1"), told).status_code == 204
    apply(inspected.review("OPEN2"), [Change("2.1.1", 0, "yes", "Seen.")], by=inspected.inspector)
    page = html_of(client.get(address(inspected, "standard_lens", "2.1"), told))
    assert "5 of 8 cases" in page
    assert "The figures changed after you opened this page" not in page  # the submitted ones did not
    cases_in_bulk(inspected, 1, prefix="LATE")
    page = html_of(client.get(address(inspected, "standard_lens", "2.1"), told))
    assert "The figures changed after you opened this page" in page
    assert live_of(inspected.inspection, "2.1").token in page
    for strange in ("1.1", "9.9", "x" * 200):
        assert client.get(address(inspected, "standard_lens", strange)).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.EDITOR, Role.SIGNATORY])
def test_who_sees_no_cases_sees_how_far_and_no_reference(inspected: World, sign_in: SignIn, role: Role) -> None:
    client = sign_in(inspected.people[role])
    page = html_of(client.get(address(inspected, "standard_decide", "2.1")))
    assert "3 cases away" in page
    assert "B00" not in page
    assert "OPEN" not in page.replace("DOCTYPE", "")
    assert "hx-get" not in page.partition("<main")[2]
    assert client.get(address(inspected, "standard_lens", "2.1")).status_code == 403


@pytest.mark.django_db
def test_once_it_is_published_nothing_is_asked_for_again(inspected: World, sign_in: SignIn) -> None:
    Inspection.objects.filter(pk=inspected.inspection.pk).update(phase=Phase.PUBLISHED)
    page = html_of(sign_in(inspected.panel).get(address(inspected, "standard_decide", "2.1")))
    assert "standard_lens" not in page
    assert "every 10s" not in page


@pytest.mark.django_db
def test_the_ratings_page_says_how_far_the_next_bands_are(inspected: World, sign_in: SignIn) -> None:
    client: Client = sign_in(inspected.panel)
    page = html_of(client.get(address(inspected, "ratings")))
    assert "Up to Outstanding: <strong>3 cases away</strong>; Down to Requires improvement: <strong>1 case away" in page
