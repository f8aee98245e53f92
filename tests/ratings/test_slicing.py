"""Figures by a fact: against plain SQL, what is too few to say, and the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casereviews.models import CaseReview, Fact
from inspections.models import Inspection
from inspections.rules import Role
from ratings.rules import Tally
from ratings.slicing import DISPOSAL, NOT_GIVEN, Sliced, sliced
from standards.models import DisposalType
from standards.outline import outline_of
from tests.factories import NOW, World
from tests.ratings.bulk import cases_in_bulk
from tests.ratings.test_pages import SEES_RATINGS, SignIn, address
from tests.reading import html_of

pytestmark = pytest.mark.django_db

SQL = """
SELECT coalesce(fact.value, ''), count(*) FILTER (WHERE row.value = 'yes'), count(*)
FROM casereviews_{table} row
JOIN casereviews_casereview review ON review.id = row.review_id
LEFT JOIN casereviews_fact fact ON fact.review_id = review.id AND fact.target = %s
WHERE review.inspection_id = %s AND row.{column} = %s AND row.counts AND row.value IN ('yes', 'no')
  AND (review.state IN ('submitted', 'settled') OR NOT %s)
GROUP BY 1
"""


def facts(found: World, values: list[str], target: str = "fact.gender") -> None:
    """Gives the reviews of the inspection these values of a fact, in turns."""
    reviews = CaseReview.objects.filter(inspection=found.inspection).order_by("pk")
    stamp = {"by": found.inspector, "at": NOW}
    rows = zip(reviews, values * len(reviews), strict=False)
    Fact.objects.bulk_create(Fact(review=review, target=target, value=value, **stamp) for review, value in rows)


def told(found: Sliced) -> list[tuple[str, int, Tally | None]]:
    return [(part.level, part.relevant, part.tally) for part in found.slices]


def test_slices_stand_in_the_order_of_the_edition_with_what_is_too_few_hidden(world: World) -> None:
    cases_in_bulk(world, 20)
    facts(world, ["male"] * 5 + ["female"] * 4 + ["another"])
    [found] = sliced(world.inspection, "2.1.1", "fact.gender", closed_only=True)
    assert (found.whole, found.percentage) == (Tally(14, 20), 70)
    assert told(found) == [("Female", 8, None), ("Male", 10, Tally(7, 10)), ("Another", 2, None)]
    assert found.percentages == (None, 70, None)
    assert found.hides


def test_cases_without_the_fact_come_last_and_words_are_one_whatever_their_capitals(world: World) -> None:
    cases_in_bulk(world, 20)
    facts(world, ["North", "south", "NORTH  ", ""], target="fact.area")
    [found] = sliced(world.inspection, "2.1.1", "fact.area", closed_only=True)
    assert [(part.level, part.relevant) for part in found.slices] == [("North", 10), ("south", 5), (NOT_GIVEN, 5)]


def test_disposals_and_classifications_part_figures_too(world: World) -> None:
    cases = cases_in_bulk(world, 10)
    order = DisposalType.objects.get(
        edition=world.inspection.edition, code="youth_rehabilitation_order", domain__code="D2"
    )
    world.inspection.cases.filter(pk__in=[case.pk for case in cases[:5]]).update(disposal_type=order)
    facts(world, ["low", "very_high"], target="inspector.risk_of_serious_harm")
    by_type = sliced(world.inspection, "2.1", DISPOSAL, closed_only=True)
    assert [found.address for found in by_type] == ["2.1.1", "2.1.2", "2.1.3"]
    assert sorted(part.level for part in by_type[0].slices) == ["Referral order", "Youth rehabilitation order"]
    [by_risk] = sliced(world.inspection, "2.1.1", "inspector.risk_of_serious_harm", closed_only=True)
    assert [part.level for part in by_risk.slices] == ["Low", "Very high"]


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_slices_equal_plain_sql(world: World, data: st.DataObject) -> None:
    CaseReview.objects.filter(inspection=world.inspection).delete()
    world.inspection.cases.all().delete()
    cases = cases_in_bulk(world, 25, no_every=data.draw(st.integers(2, 6)))
    facts(world, data.draw(st.lists(st.sampled_from(["female", "male", "not_known", ""]), min_size=1, max_size=7)))
    CaseReview.objects.filter(case__in=cases[:4]).update(state="in_progress")
    for target, table, column in (("2.2.3", "judgement", "key_question_id"), ("2.2.1.a", "answer", "prompt_id")):
        for closed_only in (True, False):
            [found] = sliced(world.inspection, target, "fact.gender", closed_only=closed_only)
            pk = pk_of(world, target)
            with connection.cursor() as cursor:
                sql = SQL.format(table=table, column=column)
                cursor.execute(sql, ["fact.gender", world.inspection.pk, pk, closed_only])
                rows = {level or "not given": (yes, relevant) for level, yes, relevant in cursor.fetchall()}
            assert {part.level.lower().replace(" ", "_"): part.relevant for part in found.slices} == {
                level.replace(" ", "_"): relevant for level, (_, relevant) in rows.items()
            }
            for part in found.slices:
                level = "not given" if part.level == NOT_GIVEN else part.level.lower().replace(" ", "_")
                assert part.tally is None or (part.tally.yes, part.tally.relevant) == rows[level]
            assert found.whole == Tally(*map(sum, zip(*rows.values(), strict=True)))


def pk_of(found: World, target: str) -> int:
    outline = outline_of(found.inspection.edition)
    return (outline.prompts.get(target) or outline.questions[target]).pk


@pytest.mark.parametrize("target", ["9.9", "1.1", "4.1.1", "2.1.9", "x"])
def test_what_is_no_figure_is_a_key_error(world: World, target: str) -> None:
    with pytest.raises(KeyError):
        sliced(world.inspection, target, "fact.gender", closed_only=True)


# The page ---------------------------------------------------------------------------------------------------------
def test_the_page_is_for_who_sees_ratings_and_names_no_case(world: World, sign_in: SignIn) -> None:
    cases_in_bulk(world, 12)
    facts(world, ["male", "male", "male", "female"])
    told = {"of": "2.1.1", "by": "fact.gender"}
    for role in Role:
        response = sign_in(world.people[role]).get(address(world, "slices"), told)
        assert response.status_code == (200 if role in SEES_RATINGS else 403)
    page = html_of(sign_in(world.editor).get(address(world, "slices"), told))
    assert "Too few to say" in page
    assert "B00" not in page
    assert '<option value="fact.gender" selected>' in page


def test_the_page_shows_something_whatever_it_is_asked(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.lead)
    for told in ({}, {"of": "9.9", "by": "\0"}, {"of": "x" * 3000, "figures": "so_far"}):
        page = html_of(client.get(address(world, "slices"), told))
        assert "2.1.1 Does assessment" in page
        assert "No relevant case" in page
        assert "There is a problem" not in page


def test_the_page_takes_as_many_queries_for_125_cases_as_for_4(world: World, sign_in: SignIn) -> None:
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    client = sign_in(world.lead)
    counts = []
    client.get(address(world, "slices"))
    for more in (4, 121):
        cases_in_bulk(world, more, prefix=f"M{more}")
        with CaptureQueriesContext(connection) as captured:
            client.get(address(world, "slices"), {"of": "2.1", "by": "fact.gender"})
        counts.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            sliced(inspection, "2.1", "fact.gender", closed_only=True)
        assert len(captured) == 2
    assert counts[0] == counts[1]
