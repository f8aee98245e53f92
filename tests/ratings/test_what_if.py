"""What if: a scratch copy that follows, and that touches nothing."""

import hashlib
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Person
from casereviews.models import CaseOpening, Judgement
from inspections.rules import Role
from ratings.figures import ratings_material, ratings_page
from ratings.rules import Tally, standard_result
from ratings.structure import page_of
from ratings.structure.scratch import Scratch, otherwise, scratch_read
from standards.outline import outline_of
from tests.factories import World
from tests.ratings.bulk import cases_in_bulk
from tests.ratings.panel_material import decide, proposed

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE", "MERGE")


@pytest.fixture
def inspected(world: World) -> World:
    """D2: every key question has eight of 12 yes (67 per cent, Good)."""
    cases_in_bulk(world, 12)
    return world


def copied(found: World, scratch: Scratch):
    outline = outline_of(found.inspection.edition)
    material = ratings_material(found.inspection)
    return otherwise(found.inspection.name, outline, material, found.inspection.service_word, scratch)


def ask(client: Client, found: World, **told: object) -> str:
    response = client.get(reverse("what_if", args=[found.inspection.name]), told)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def checksum() -> dict[str, str]:
    """Of every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if not model._meta.managed or model._meta.proxy:
                continue
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT string_agg(t::text, '|' ORDER BY t::text) FROM {table} t")
            found[model._meta.db_table] = hashlib.sha256((cursor.fetchone()[0] or "").encode()).hexdigest()
    return found


def test_one_more_yes_is_one_more_and_one_fewer_one_fewer(inspected: World) -> None:
    page = copied(inspected, scratch_read([], ["2.1.1-2", "2.2.1--3"], [])).page
    assert [tally.yes for tally in page.by_number["2.1"].tallies] == [10, 8, 8]
    assert page.by_number["2.2"].tallies[0].yes == 5
    assert page.by_number["2.2"].rating == "inadequate"


def test_a_standard_set_otherwise_takes_its_band_whatever_the_panel_decided(inspected: World) -> None:
    decide(inspected, "2.1", "outstanding")
    real = ratings_page(inspected.inspection)
    assert real.by_number["2.1"].rating == "outstanding"
    found = copied(inspected, scratch_read([], ["2.1.1--1"], []))
    assert (found.touched, found.page.by_number["2.1"].rating) == (frozenset({"2.1"}), "requires_improvement")
    same = copied(inspected, Scratch()).page
    assert [(s.number, s.rating, s.tallies, s.decision) for s in same.standards] == [
        (s.number, s.rating, s.tallies, s.decision) for s in real.standards
    ]
    assert same.overall == real.overall


def test_the_score_follows(inspected: World) -> None:
    cases_in_bulk(inspected, 6, domain="D3", prefix="D")
    for number in ("1.1", "1.2", "1.3", "1.4", "3.4"):
        proposed(inspected, number)
        decide(inspected, number, "good")
    assert copied(inspected, Scratch()).page.overall.score == 24
    assert copied(inspected, scratch_read([], ["2.1.1--12"], ["1.1-outstanding"])).page.overall.score == 23


@pytest.mark.parametrize("words", ["2.1.1", "9.9.9-1", "2.1.1-x", "", "2.1.1-99999999999999999", "1.1-splendid", "\0"])
def test_what_is_none_of_ours_is_passed_over(inspected: World, words: str) -> None:
    assert copied(inspected, scratch_read([words], [words], [words])).touched == frozenset()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_scratch_copy_equals_the_figures_of_rows_set_otherwise(inspected: World, data: st.DataObject) -> None:
    """Brute force: the votes counted by hand with those turned that are turned."""
    outline, material = outline_of(inspected.inspection.edition), ratings_material(inspected.inspection)
    questions = [q for s in outline.standards.values() if s.number in ("2.1", "2.2") for q in s.questions]
    pairs = [(question.address, case) for question in questions for case in material.cases]
    turned = data.draw(st.sets(st.sampled_from(pairs), max_size=12))
    before = material.votes
    kept = {case: dict(judged) for case, judged in before.items()}
    found = copied(inspected, Scratch(turned=frozenset(turned)))
    for number in ("2.1", "2.2"):
        tallies = []
        for question in outline.standards[number].questions:
            votes = [judged[question.pk] != ((question.address, case) in turned) for case, judged in before.items()]
            tallies.append(Tally(sum(votes), len(votes)))
        expected = standard_result(tallies, outline.figures)
        assert found.page.by_number[number].tallies == expected.tallies
        assert found.page.by_number[number].rating == expected.band
    assert before == kept
    assert page_of("x", outline, material, "").by_number["2.1"].tallies == (Tally(8, 12),) * 3


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_page_writes_nothing(inspected: World, sign_in: Callable[[Person], Client], data: st.DataObject) -> None:
    client = sign_in(inspected.lead)
    cases = list(Judgement.objects.values_list("review__case_id", flat=True).distinct())
    told = {
        "standard": data.draw(st.sampled_from(["2.1", "2.3", "1.1", "nonsense"])),
        "turned": [f"2.1.{data.draw(st.integers(1, 3))}-{data.draw(st.sampled_from(cases))}"],
        "more": [f"2.2.{data.draw(st.integers(1, 3))}-{data.draw(st.integers(-20, 20))}"],
        "rated": ["1.1-outstanding"],
    }
    before = checksum()
    with CaptureQueriesContext(connection) as queries:
        ask(client, inspected, **told)
    assert [query["sql"] for query in queries if query["sql"].lstrip().upper().startswith(WRITES)] == []
    assert checksum() == before


def test_choosing_cases_puts_the_look_on_record_and_writes_nothing_else(
    inspected: World, sign_in: Callable[[Person], Client]
) -> None:
    client, before = sign_in(inspected.people[Role.QUALITY_LEAD]), checksum()
    page = ask(client, inspected, standard="2.1", cases="2.1.1", turned=["2.1.1-1"])
    assert "B000" in page
    assert CaseOpening.objects.filter(page="what if 2.1").count() == 12
    after = checksum()
    assert {table for table in after if after[table] != before[table]} == {"casereviews_caseopening"}


def test_without_choosing_cases_no_reference_is_shown(inspected: World, sign_in: Callable[[Person], Client]) -> None:
    page = ask(sign_in(inspected.panel), inspected, standard="2.1")
    assert "B000" not in page
    assert "Nothing is set otherwise yet." in page


def test_the_page_asks_as_often_whatever_there_is(world: World, sign_in: Callable[[Person], Client]) -> None:
    client = sign_in(world.panel)
    told = {"standard": "2.1", "cases": "2.1.1", "more": ["2.1.1-1"]}

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(client, world, **told)
        return len(queries)

    cases_in_bulk(world, 3)
    asked()
    before = asked()
    cases_in_bulk(world, 60, prefix="C")
    assert asked() == before
