"""The cases behind a figure: each once, the sum is the figure, for whom, and every look on record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casereviews.models import CaseOpening, CaseReview, Judgement
from casereviews.rules import Change
from casereviews.services import review_reopen, sample_membership_set
from inspections.models import Inspection
from inspections.rules import Role
from ratings.figures import emerging, standard_figures
from ratings.retracing import Behind, behind
from ratings.rules import CasePart
from standards.outline import outline_of
from tests.factories import NOW, World, apply, fill
from tests.factories import world as make_world
from tests.ratings.bulk import cases_in_bulk
from tests.ratings.test_pages import SEES_NOTES, SignIn
from tests.reading import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mixed(world: World) -> World:
    """One case of each part of the figure of 2.1.1."""
    world.submitted("YES")
    world.submitted("NO", answers={"2.1.1": "no"})
    world.submitted("NR", answers={"2.1.1": "not_relevant"})
    apply(world.review("OPEN-NO"), [Change("2.1.1", 0, "no", "Not seen.")], by=world.inspector)
    world.review("OPEN")
    world.case("NOBODY")
    gone = world.submitted("GONE")
    sample_membership_set(case_id=gone.case_id, in_sample=False, because="Restricted.", by=world.lead, at=NOW)
    world.submitted("OTHER", domain="D3")
    return world


def parts(found: Behind) -> dict[str, list[str]]:
    return {part.value: [case.reference for case in cases] for part, cases in found.parts}


def at(found: World, target: str = "2.1.1") -> str:
    return f"/inspections/{found.inspection.name}/figures/{target}/"


def test_every_case_of_the_domain_stands_in_one_part(mixed: World) -> None:
    found = behind(mixed.inspection, "2.1.1", closed_only=True)
    assert parts(found) == {
        "yes": ["YES"],
        "no": ["NO"],
        "not_relevant": ["NR"],
        "unsubmitted": ["OPEN-NO"],
        "open": ["OPEN"],
        "no_reader": ["NOBODY"],
        "fell_out": ["GONE"],
    }
    so_far = parts(behind(mixed.inspection, "2.1.1", closed_only=False))
    assert (so_far["no"], "unsubmitted" in so_far) == (["NO", "OPEN-NO"], False)
    [gone] = found.of(CasePart.FELL_OUT)
    assert (gone.because, gone.words) == ("Restricted.", "Because it is yes here.")


def test_a_prompt_of_a_question_judged_not_relevant_is_not_asked_and_its_answer_dormant(mixed: World) -> None:
    found = behind(mixed.inspection, "2.1.1.a", closed_only=True)
    assert [case.reference for case in found.of(CasePart.DORMANT)] == ["NR"]
    assert found.of(CasePart.DORMANT)[0].because == "The key question was judged not relevant."
    assert [prompt.tally for prompt in found.prompts if prompt.address == "2.1.1.a"] == [found.tally]


def test_what_the_edition_does_not_ask_waits_or_is_dormant_says_why(world: World) -> None:
    old = make_world("youth-2018", name="old-2018")
    address = next(
        question.address
        for question in outline_of(old.inspection.edition).questions.values()
        if question.condition.target == "fact.has_safety_factors" and question.standard.startswith("2.")
    )
    old.submitted("ASKED", answers={"fact.has_safety_factors": "yes"})
    old.submitted("NOT", answers={"fact.has_safety_factors": "no"})
    old.review("WAITS")
    turned = old.submitted("TURNED", answers={"fact.has_safety_factors": "yes"})
    review_reopen(review_id=turned.pk, reason="Look again.", by=old.lead, at=NOW)
    apply(turned, [Change("fact.has_safety_factors", 1, "no")], by=old.inspector)
    found = behind(old.inspection, address, closed_only=True)
    assert parts(found) == {
        "yes": ["ASKED"], "no": [], "waiting": ["WAITS"], "not_asked": ["NOT"], "dormant": ["TURNED"],
    }  # fmt: skip
    assert "Asked only where" in found.of(CasePart.NOT_ASKED)[0].because
    assert "is not given yet" in found.of(CasePart.WAITING)[0].because


VALUES = st.tuples(st.sampled_from(["yes", "no", "not_relevant", ""]), st.booleans())


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(given_rows=st.lists(VALUES, min_size=21, max_size=21), still_open=st.integers(0, 7))
def test_the_sum_on_the_page_is_the_figure(world: World, given_rows: list[tuple[str, bool]], still_open: int) -> None:
    CaseReview.objects.filter(inspection=world.inspection).delete()
    world.inspection.cases.all().delete()
    cases = cases_in_bulk(world, 7)
    rows = Judgement.objects.filter(key_question__standard__number="2.1").order_by("review", "key_question")
    for row, (value, counts) in zip(rows, given_rows, strict=True):
        Judgement.objects.filter(pk=row.pk).update(value=value, counts=counts)
    CaseReview.objects.filter(case__in=cases[:still_open]).update(state="in_progress")
    so_far = {one.number: one for one in emerging(world.inspection).standards}["2.1"].questions
    submitted = standard_figures(world.inspection, "2.1").questions
    for closed_only, questions in ((True, submitted), (False, so_far)):
        for question in questions:
            found = behind(world.inspection, f"2.1.{question.number}", closed_only=closed_only)
            assert (found.tally, found.percentage) == (question.tally, question.percentage)
            assert sum(len(part) for _, part in found.parts) == len(found.cases) == 7


def test_the_page_shows_cases_with_reasons_and_readers_and_records_each_look(mixed: World, sign_in: SignIn) -> None:
    page = html_of(sign_in(mixed.panel).get(at(mixed)))
    assert "1 of 2" in page
    assert "50%" in page
    for said in ("Because it is no here.", "Restricted.", mixed.inspector.name, "No reader yet: 1 case"):
        assert said in page
    review = CaseReview.objects.get(case__reference="NO")
    assert f'href="/reviews/{review.pk}/standards/2.1/#q-2.1.1"' in page
    looks = set(CaseOpening.objects.values_list("case__reference", "person", "page"))
    told = {"YES", "NO", "NR", "OPEN-NO", "GONE"}
    assert looks == {(reference, mixed.panel.pk, "cases behind 2.1.1") for reference in told}


def test_the_page_says_whether_it_is_emerging(mixed: World, sign_in: SignIn) -> None:
    page = html_of(sign_in(mixed.lead).get(at(mixed), {"figures": "so_far"}))
    assert "emerging figure, no rating" in page
    assert "1 of 3" in page
    assert "33%" in page
    assert sign_in(mixed.lead).get(at(mixed), {"figures": "\0"}).status_code == 200


def test_a_look_with_head_shows_nothing_and_records_nothing(mixed: World, sign_in: SignIn) -> None:
    assert sign_in(mixed.panel).head(at(mixed)).status_code == 200
    assert not CaseOpening.objects.exists()


def test_it_is_for_those_who_may_see_cases(mixed: World, sign_in: SignIn) -> None:
    seen = {role: sign_in(mixed.people[role]).get(at(mixed)).status_code for role in Role}
    assert seen == {role: 200 if role in SEES_NOTES else 403 for role in Role}


@pytest.mark.parametrize("target", ["9.9.9", "2.1", "1.1.1", "4.1.1", "2.1.1.z", "2.1.1.a.b", "x", ".", "2.1.1%00"])
def test_what_is_no_figure_of_cases_is_not_found(mixed: World, sign_in: SignIn, target: str) -> None:
    assert sign_in(mixed.lead).get(at(mixed, target)).status_code == 404


def test_one_click_leads_from_each_percentage_to_its_cases(mixed: World, sign_in: SignIn) -> None:
    base, href = f"/inspections/{mixed.inspection.name}", f'href="{at(mixed)}'
    lead = sign_in(mixed.lead)
    for path, figures in (
        ("/ratings/", ""),
        ("/ratings/2.1/", ""),
        ("/ratings/2.1/", "?figures=so_far"),
        ("/", "?figures=so_far"),
        ("/today/", "?figures=so_far"),
        ("/slices/?of=2.1", ""),
    ):
        assert f'{href}{figures}"' in html_of(lead.get(base + path)), path
    editor = sign_in(mixed.editor)
    for path in ("/ratings/", "/ratings/2.1/", "/slices/?of=2.1"):
        assert "/figures/" not in html_of(editor.get(base + path))


@pytest.mark.parametrize(("target", "queries"), [("2.1.1", 3), ("2.1.1.a", 4)])
def test_retracing_takes_as_many_queries_for_125_cases_as_for_4(world: World, target: str, queries: int) -> None:
    inspection = Inspection.objects.with_names().get(pk=world.inspection.pk)
    behind(inspection, target, closed_only=True)
    for more in (4, 121):
        cases_in_bulk(world, more, prefix=f"M{more}")
        with CaptureQueriesContext(connection) as captured:
            behind(inspection, target, closed_only=True)
        assert len(captured) == queries


def test_the_page_takes_as_many_queries_for_125_cases_as_for_4(world: World, sign_in: SignIn) -> None:
    fill(world.review("C1"), by=world.inspector)
    client = sign_in(world.panel)
    counts = []
    client.get(at(world))
    for more in (4, 121):
        cases_in_bulk(world, more, prefix=f"M{more}")
        with CaptureQueriesContext(connection) as captured:
            client.get(at(world))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 13
