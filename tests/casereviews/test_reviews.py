"""Allocating, submitting, reopening; falling out of the sample; what counts, compared with brute force."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casereviews.models import Answer, CaseReview, Fact, Judgement
from casereviews.rules import Change, questions_lacking_since, reading_counts
from casereviews.services import (
    CaseChangeRefused,
    ReallocationRefused,
    ReopensReviews,
    ReviewClosed,
    ReviewIncomplete,
    ReviewNotSubmitted,
    case_change,
    changes_apply,
    review_reopen,
    review_submit,
    reviews_allocate,
    sample_membership_set,
)
from casereviews.services.changes import sheet_of
from inspections.events import figures_changed
from inspections.rules import SAMPLE, Role
from inspections.services import team_member_add
from standards.documents import document_read
from standards.services import document_load
from tests import factories
from tests.factories import NOW, World, fill
from tests.standards.material import SMALL


def test_allocation_starts_a_review_with_what_the_service_said(world: World):
    review = world.review(gender="female", ethnicity="mixed")
    assert review.state == "not_started"
    assert dict(Fact.objects.values_list("target", "value")) == {"fact.gender": "female", "fact.ethnicity": "mixed"}


def test_allocation_hands_over_with_all_answers_kept(world: World):
    review = world.review()
    changes_apply(review_id=review.pk, changes=[Change("2.1.1.a", 0, "no")], by=world.inspector, at=NOW)
    other = factories.PersonFactory()
    team_member_add(by=world.administrator, inspection=world.inspection, person=other, role=Role.INSPECTOR)
    reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: other.pk})
    review.refresh_from_db()
    assert review.reader == other
    assert Answer.objects.get().value == "no"
    receipt = changes_apply(review_id=review.pk, changes=[Change("2.1.1.a", 1, "yes")], by=world.inspector, at=NOW)
    assert [outcome.status for outcome in receipt.outcomes] == ["kept_aside"]
    assert Answer.objects.get().value == "no"


def test_allocation_refuses_somebody_who_is_not_an_inspector_of_the_team(world: World):
    case = world.case()
    with pytest.raises(ReallocationRefused, match="its reader must be an inspector of this inspection"):
        reviews_allocate(by=world.lead, at=NOW, readers={case.pk: world.stranger.pk})
    with pytest.raises(ReallocationRefused):
        reviews_allocate(by=world.lead, at=NOW, readers={case.pk: world.editor.pk})


def test_allocation_leaves_a_submitted_review_with_who_submitted_it(world: World):
    review = world.submitted()
    with pytest.raises(ReallocationRefused, match="has submitted it"):
        reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: world.lead.pk})


def test_allocation_is_for_the_lead(world: World):
    case = world.case()
    with pytest.raises(PermissionDenied):
        reviews_allocate(by=world.inspector, at=NOW, readers={case.pk: world.inspector.pk})


def test_submit_refuses_an_incomplete_review_and_lists_what_is_missing(world: World):
    review = world.review()
    fill(review, by=world.inspector)
    versions = [Change("2.1.1", 1, None, ""), Change("2.3.2.a", 1, ""), Change("fact.victim", 1, "")]
    changes_apply(review_id=review.pk, changes=versions, by=world.inspector, at=NOW)
    with pytest.raises(ReviewIncomplete) as caught:
        review_submit(review_id=review.pk, by=world.inspector, at=NOW)
    assert [(item.standard, item.target, item.is_reason) for item in caught.value.missing] == [
        ("", "fact.victim", False),
        ("2.1", "2.1.1", True),
        ("2.3", "2.3.2.a", False),
    ]


def test_submit_waits_for_the_fact_that_decides_a_question(world_2018: World):
    review = world_2018.review()
    with pytest.raises(ReviewIncomplete) as caught:
        review_submit(review_id=review.pk, by=world_2018.inspector, at=NOW)
    missing = {item.target for item in caught.value.missing}
    assert "fact.has_safety_factors" in missing
    assert "inspector.risk_of_serious_harm" in missing
    assert "2.2.2" not in missing


def test_submit_closes_the_review_once(world: World):
    review = world.submitted()
    assert (review.state, review.submitted_at) == ("submitted", NOW)
    with pytest.raises(ReviewClosed):
        review_submit(review_id=review.pk, by=world.inspector, at=NOW)


def test_reopen_is_for_the_lead_with_a_reason(world: World):
    review = world.submitted()
    with pytest.raises(PermissionDenied):
        review_reopen(review_id=review.pk, reason="I erred.", by=world.inspector, at=NOW)
    with pytest.raises(ReviewNotSubmitted, match="Say why"):
        review_reopen(review_id=review.pk, reason="  ", by=world.lead, at=NOW)
    review_reopen(review_id=review.pk, reason="A plan was found.", by=world.lead, at=NOW)
    review.refresh_from_db()
    assert (review.state, review.submitted_at, review.reopened_because) == ("in_progress", None, "A plan was found.")
    with pytest.raises(ReviewNotSubmitted, match="nothing to reopen"):
        review_reopen(review_id=review.pk, reason="Again.", by=world.lead, at=NOW)


def test_a_case_that_falls_out_keeps_its_answers_which_do_not_count(world: World):
    review = world.submitted()
    with pytest.raises(CaseChangeRefused, match="Say why"):
        sample_membership_set(case_id=review.case_id, in_sample=False, because=" ", by=world.lead, at=NOW)
    sample_membership_set(case_id=review.case_id, in_sample=False, because="File missing", by=world.lead, at=NOW)
    assert Judgement.objects.filter(counts=True).count() == 0
    assert Answer.objects.filter(value="yes").count() == 57
    sample_membership_set(case_id=review.case_id, in_sample=True, because="", by=world.lead, at=NOW)
    assert Judgement.objects.filter(counts=True).count() == 12
    assert Answer.objects.filter(counts=True).count() == 57


def test_a_disposal_put_right_changes_what_is_asked(world_2018: World):
    review = world_2018.review(domain="D3", disposal_type="youth_conditional_caution")
    fill(review, by=world_2018.inspector)
    assert Judgement.objects.filter(key_question__standard__number="3.4", counts=True).count() == 2
    case_change(
        case_id=review.case_id,
        disposal_type="youth_caution",
        disposal_local_name="",
        began=date(2020, 2, 3),
        by=world_2018.lead,
        at=NOW,
    )
    counted = Judgement.objects.filter(key_question__standard__number="3.4", counts=True)
    assert list(counted.values_list("key_question__number", flat=True)) == [1]


@pytest.mark.parametrize(
    ("edition", "former", "now", "question"),
    [
        ("youth-2018", "youth_caution", "youth_conditional_caution", "3.4.2"),
        ("small-1", "other", "caution", "3.1.2"),
    ],
)
def test_a_submitted_review_that_a_disposal_put_right_makes_incomplete_is_opened_again(
    db, edition: str, former: str, now: str, question: str
):
    document_load(document=document_read(SMALL.encode(), source="small.yaml"))
    world = factories.world(edition, name="reopened")
    review = world.submitted(domain="D3", disposal_type=former)
    told: list[frozenset[str]] = []
    figures_changed.connect(listener := lambda topics, **_: told.append(topics))
    disposal_change(world, review, now, confirmed=True)
    figures_changed.disconnect(listener)
    review.refresh_from_db()
    assert (review.state, review.submitted_at, review.by) == ("in_progress", None, world.lead)
    assert f"Key question {question} is now asked of this case." in review.reopened_because
    assert review.reopened_because.startswith("Its disposal is ")
    assert review.done < review.required
    assert SAMPLE in told[0] and question.rpartition(".")[0] in told[0]
    with pytest.raises(ReviewIncomplete):
        review_submit(review_id=review.pk, by=world.inspector, at=NOW)


def disposal_change(world: World, review: CaseReview, to: str, *, confirmed: bool) -> list[CaseReview]:
    return case_change(
        case_id=review.case_id, disposal_type=to, disposal_local_name="", began=None, confirmed=confirmed,
        by=world.lead, at=NOW,
    )  # fmt: skip


def test_a_submitted_review_is_not_opened_again_before_that_is_confirmed(world_2018: World):
    review = world_2018.submitted(domain="D3", disposal_type="youth_caution")
    with pytest.raises(ReopensReviews, match=r"is youth conditional caution, not youth caution\. Key question 3\.4\.2"):
        disposal_change(world_2018, review, "youth_conditional_caution", confirmed=False)
    review.refresh_from_db()
    assert (review.state, review.case.disposal_type.code) == ("submitted", "youth_caution")


def test_a_submitted_review_stays_submitted_where_what_is_asked_now_was_answered_before(world_2018: World):
    review = world_2018.submitted(domain="D3", disposal_type="youth_conditional_caution")
    for disposal in ("youth_caution", "youth_conditional_caution", "community_resolution"):
        assert disposal_change(world_2018, review, disposal, confirmed=False) == []
    review.refresh_from_db()
    assert review.state == "submitted"


def test_questions_lacking_since_names_only_what_was_not_asked_before(world_2018: World):
    review = world_2018.review(domain="D3", disposal_type="youth_conditional_caution")
    now = sheet_of(CaseReview.objects.with_case().get(pk=review.pk))
    before = replace(now, disposal_type="youth_caution")
    assert [question.address for question in questions_lacking_since(before, now)] == ["3.4.2"]
    assert questions_lacking_since(now, now) == questions_lacking_since(now, before) == []


def brute_force_counts(review: CaseReview) -> tuple[set[str], set[str]]:
    """Which judgements and prompts of a 2018 D2 review count, said anew from the published method."""
    facts = dict(review.facts.values_list("target", "value"))
    safety = facts.get("fact.has_safety_factors") == "yes"
    harm = facts.get("inspector.risk_of_serious_harm", "") not in ("", "low")
    changed = {
        n: facts.get(f"fact.{what}_changed") == "yes" for n, what in ((1, "desistance"), (2, "safety"), (3, "harm"))
    }
    asked = {f"2.1.{n}" for n in (1, 2, 3)} | {"2.2.1", "2.3.1"}
    asked |= {"2.2.2", "2.3.2"} if safety else set()
    asked |= {"2.2.3", "2.3.3"} if harm else set()
    asked |= {f"2.4.{n}" for n, yes in changed.items() if yes}
    given_ = {f"{j.key_question.standard.number}.{j.key_question.number}": j.value for j in review.judgements.all()}
    prompts = {question for question in asked if given_.get(question) != "not_relevant"}
    return (asked, prompts) if review.case.in_sample else (set(), set())


FACTS = ("fact.has_safety_factors", "fact.desistance_changed", "fact.safety_changed", "fact.harm_changed")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_counts_equal_brute_force_after_any_order_of_changes(world_2018: World, data: st.DataObject):
    number = CaseReview.objects.count()
    review = world_2018.review(f"H{number}")
    versions: dict[str, int] = {}
    for _ in range(data.draw(st.integers(1, 12))):
        if data.draw(st.integers(0, 9)) == 0:
            stays = data.draw(st.booleans())
            sample_membership_set(
                case_id=review.case_id, in_sample=stays, because="Restricted", by=world_2018.lead, at=NOW
            )
            continue
        target = data.draw(
            st.sampled_from([*FACTS, "inspector.risk_of_serious_harm", "2.2.2", "2.2.3.a", "2.4.1", "2.2.2.b"])
        )
        if target.startswith("fact."):
            value = data.draw(st.sampled_from(["yes", "no", ""]))
        elif target.startswith("inspector."):
            value = data.draw(st.sampled_from(["low", "medium", "very_high", ""]))
        else:
            value = data.draw(st.sampled_from(["yes", "no", "not_relevant", ""]))
        receipt = changes_apply(
            review_id=review.pk,
            changes=[Change(target, versions.get(target, 0), value)],
            by=world_2018.inspector,
            at=NOW,
        )
        versions[target] = receipt.outcomes[0].version
    review = CaseReview.objects.select_related("case").get(pk=review.pk)
    judgements, prompts = brute_force_counts(review)
    for row in review.judgements.select_related("key_question__standard"):
        assert row.counts == (f"{row.key_question.standard.number}.{row.key_question.number}" in judgements)
    for answer in review.answers.select_related("prompt__key_question__standard"):
        question = answer.prompt.key_question
        assert answer.counts == (f"{question.standard.number}.{question.number}" in prompts)


def test_the_first_reading_counts_of_a_case_in_the_sample():
    table = [
        (reading, in_sample, reading_counts(in_sample=in_sample, reading=reading))
        for reading in ("first", "second")
        for in_sample in (True, False)
    ]
    assert table == [
        ("first", True, True),
        ("first", False, False),
        ("second", True, False),
        ("second", False, False),
    ]


def test_a_judgement_stands_against_its_prompts(world: World):
    """The judgement is the inspector's own: nothing derives it from its prompts, and nothing bars it."""
    review = world.submitted("C1", answers={"2.1.2.a": "no", "2.1.2.b": "no", "2.1.2.c": "no", "2.1.2": "yes"})
    judgement = Judgement.objects.get(review=review, key_question__standard__number="2.1", key_question__number=2)
    assert (judgement.value, judgement.counts) == ("yes", True)
