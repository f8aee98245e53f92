"""How sure figures are, as pages show it: the eligible numbers of the sample's room, and what is not known."""

from dataclasses import replace
from fractions import Fraction

import pytest

from inspections.models import Inspection
from inspections.rules import Role
from ratings.figures import standard_figures
from ratings.rules import certainty_of
from ratings.sure import Eligible, Stretch, Sure, eligible_of, stretches_of, sure_of
from samples.models import EligibleUpload
from tests.factories import World
from tests.ratings.bulk import cases_in_bulk
from tests.ratings.rules_material import YOUTH
from tests.ratings.test_pages import SignIn, address
from tests.reading import html_of
from tests.samples.eligible_rows import rows_taken, sampled

pytestmark = pytest.mark.django_db
EIGHTY = Fraction(4, 5)


def sure(found: World, eligible: int | None, number: str = "2.1") -> Sure:
    counts = {} if eligible is None else {"D2": eligible}
    seen = sure_of(standard_figures(found.inspection, number), Eligible(counts, EIGHTY), YOUTH)
    assert seen is not None
    return seen


def test_eligible_numbers_are_those_of_the_file_taken_and_the_confidence_the_editions(world: World) -> None:
    assert eligible_of(world.inspection) == Eligible({}, EIGHTY)
    sampled(world)
    upload = EligibleUpload.objects.taken().get(inspection=world.inspection)
    found = eligible_of(Inspection.objects.with_names().get(pk=world.inspection.pk))
    assert found.counts == {
        domain: upload.rows.eligible().filter(domain=domain).count()
        for domain in set(upload.rows.eligible().values_list("domain", flat=True))
    }


def test_each_key_question_has_the_certainty_of_the_rule(world: World) -> None:
    cases_in_bulk(world, 6)
    found = sure(world, 20)
    assert (found.read, found.eligible, found.is_all_read, found.is_scaled) == (6, 20, False, False)
    for one in found.questions:
        expected = certainty_of(one.question.tally, read=6, eligible=20, confidence=EIGHTY, figures=YOUTH)
        assert one.certainty == expected
        assert expected is not None
        assert one.width == expected.high_per_cent - expected.low_per_cent


def test_a_question_that_is_not_relevant_in_every_case_says_that_its_number_is_estimated(world: World) -> None:
    world.submitted("C1", answers={"2.1.2": "not_relevant"})
    world.submitted("C2")
    found = sure(world, 10)
    assert found.is_scaled
    assert [one.certainty and one.certainty.eligible for one in found.questions] == [10, 5, 10]


def test_a_chance_is_never_called_certain_that_is_not(world: World) -> None:
    cases_in_bulk(world, 30, no_every=1000)
    assert [one.same_band_words for one in sure(world, 100).questions] == ["over 99%"] * 3
    assert [one.same_band_words for one in sure(world, 31).questions] == ["100%"] * 3  # the last one changes no band


def test_bands_of_the_picture_fill_its_width() -> None:
    assert stretches_of(YOUTH) == (
        Stretch("inadequate", 0, 50),
        Stretch("requires_improvement", 50, 15),
        Stretch("good", 65, 15),
        Stretch("outstanding", 80, 20),
    )


def test_a_standard_rated_by_judgement_has_none(world: World) -> None:
    assert sure_of(standard_figures(world.inspection, "1.1"), Eligible({}, EIGHTY), YOUTH) is None


def test_the_page_of_a_standard_shows_a_picture_with_its_table(world: World, sign_in: SignIn) -> None:
    cases_in_bulk(world, 6)
    rows_taken(world, d2=20)
    page = html_of(sign_in(world.people[Role.EDITOR]).get(address(world, "standard_decide", "2.1")))
    assert "6 of 20 eligible cases are read and submitted" in page
    assert "In 80 of 100 such samples or more" in page
    assert page.count('class="plumb-sure__point"') == 3
    assert page.count("plumb-sure__band--good") == 4  # behind each, and in the key
    certainty = certainty_of(
        standard_figures(world.inspection, "2.1").tallies[0], read=6, eligible=20, confidence=EIGHTY, figures=YOUTH
    )
    assert certainty is not None
    assert f"{certainty.low_per_cent}% to {certainty.high_per_cent}%" in page
    assert "None of this enters the rating." in page


@pytest.mark.parametrize(("eligible", "said"), [(None, "Not known: no list"), (6, "<strong>All read.</strong>")])
def test_no_picture_where_it_is_not_known_or_all_are_read(
    world: World, sign_in: SignIn, eligible: int | None, said: str
) -> None:
    cases_in_bulk(world, 6)
    if eligible:
        rows_taken(world, d2=eligible)
    client = sign_in(world.panel)
    for page in ("ratings", "standard_decide"):
        text = html_of(client.get(address(world, page, "2.1" if page == "standard_decide" else "")))
        assert said in text
        assert "plumb-sure__point" not in text


def test_certainty_changes_no_rating(world: World) -> None:
    cases_in_bulk(world, 6)
    before = standard_figures(world.inspection, "2.1")
    rows_taken(world, d2=400)
    assert replace(standard_figures(world.inspection, "2.1"), outline=before.outline) == before
