"""Proposals and decisions: allowed, refused, stale, after commit."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from casereviews.rules import Change
from casereviews.services import review_reopen, review_submit
from inspections.events import figures_changed
from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, Role
from ratings.figures import ratings_page, standard_figures
from ratings.models import Decision, Proposal, RatedStandard
from ratings.services import (
    DecisionRefused,
    FiguresChanged,
    NeedsConfirmation,
    ProposalChanged,
    ProposalRefused,
    decision_take,
    outstanding_words,
    proposal_make,
    rated_standards_lay_out,
)
from ratings.structure import Reviews
from standards.outline import outline_of
from tests.factories import NOW, World, apply, panel_meets, world

pytestmark = pytest.mark.django_db

REASON = "The cases judged no were read again."


def seen(found: World, number: str) -> int:
    return standard_figures(found.inspection, number).seen


def decide(found: World, number: str = "2.1", rating: str = "good", **other: Any) -> Decision:
    values = {"words": REASON, "reason_code": "cases_read_again", "confirmed": False, "by": found.panel} | other
    values.setdefault("agreed", panel_meets(found))
    if "seen_number" not in values:
        values["seen_number"] = seen(found, number)
    return decision_take(inspection=found.inspection, standard_number=number, rating=rating, at=NOW, **values)


def propose(found: World, number: str = "1.1", rating: str = "good", **other: Any) -> Proposal:
    values = {"summary": "What the meetings showed.", "seen": 0, "by": found.lead} | other
    return proposal_make(inspection=found.inspection, standard_number=number, rating=rating, at=NOW, **values)


# Rated standards ---------------------------------------------------------------------------------
def test_a_new_inspection_has_a_row_for_every_standard_of_its_edition() -> None:
    found = world()
    rows = RatedStandard.objects.filter(inspection=found.inspection)
    edition = outline_of(found.inspection.edition)
    assert set(rows.values_list("standard_id", flat=True)) == {s.pk for s in edition.standards.values()}


def test_rated_standards_lay_out_keeps_the_numbers_of_those_that_are_there() -> None:
    found = world()
    RatedStandard.objects.filter(standard__number="2.1").update(number=41)
    RatedStandard.objects.filter(standard__number="2.2").delete()
    rated_standards_lay_out(inspection_id=found.inspection.pk)
    rated_standards_lay_out(inspection_id=found.inspection.pk)
    assert RatedStandard.objects.get(standard__number="2.1").number == 41
    assert RatedStandard.objects.get(standard__number="2.2").number == 0


def test_the_event_counts_on_the_standards_among_its_topics_alone() -> None:
    found = world()
    before = RatedStandard.objects.numbers(found.inspection.pk)
    figures_changed.send(World, inspection_id=found.inspection.pk, topics=frozenset({"2.1", "3.2", CASE_MIX}))
    after = RatedStandard.objects.numbers(found.inspection.pk)
    edition = outline_of(found.inspection.edition)
    assert {pk: after[pk] - before[pk] for pk in after} == {
        standard.pk: int(standard.number in ("2.1", "3.2")) for standard in edition.standards.values()
    }


def test_the_event_leaves_other_inspections_alone() -> None:
    found, other = world(), world(name="elsewhere-2026")
    before = RatedStandard.objects.numbers(other.inspection.pk)
    figures_changed.send(World, inspection_id=found.inspection.pk, topics=frozenset({"2.1", CONTEXT}))
    assert RatedStandard.objects.numbers(other.inspection.pk) == before


# Proposals ---------------------------------------------------------------------------------
def test_proposal_make_stores_and_announces_once() -> None:
    found, heard = world(), []

    def listen(topics: frozenset[str], **kwargs: Any) -> None:
        heard.append(topics)

    figures_changed.connect(listen)
    try:
        proposal = propose(found)
        propose(found)  # the same again, as after a double click
    finally:
        figures_changed.disconnect(listen)
    assert (proposal.rating, proposal.version, proposal.by) == ("good", 1, found.lead)
    assert heard == [frozenset({"1.1", DECISIONS})]


def test_a_proposal_is_not_a_rating() -> None:
    found = world()
    propose(found)
    figures = standard_figures(found.inspection, "1.1")
    assert figures.proposal is not None
    assert (figures.proposal.rating, figures.rating) == ("good", None)


def test_proposal_make_changes_what_was_seen() -> None:
    found = world()
    propose(found)
    changed = propose(found, rating="inadequate", seen=1)
    assert (changed.rating, changed.version) == ("inadequate", 2)
    assert Proposal.objects.count() == 1
    assert Proposal.pgh_event_model.objects.order_by("pgh_id").values_list("rating", "by_id").count() == 2


def test_proposal_make_refuses_what_somebody_else_changed_and_shows_it() -> None:
    found = world()
    propose(found)
    with pytest.raises(ProposalChanged) as raised:
        propose(found, rating="inadequate", seen=0)
    assert raised.value.current is not None
    assert (raised.value.current.rating, raised.value.current.version) == ("good", 1)
    assert Proposal.objects.get().rating == "good"


@pytest.mark.parametrize(
    ("number", "other", "sentence"),
    [
        ("1.1", {"rating": "splendid"}, "“splendid” is not a rating. Choose Inadequate, "),
        ("1.1", {"rating": ""}, "Choose a rating: Inadequate, Requires improvement, Good or Outstanding."),
        ("1.1", {"summary": " \n"}, "Say in the summary what the judgement rests on."),
        ("1.1", {"summary": "x" * 20_001}, "can hold 20,000 characters; this one has 20,001"),
        ("1.1", {"summary": "a\0b"}, "holds a character that cannot be saved"),
        ("1.1", {"summary": "a\ud800b"}, "holds a character that cannot be saved"),
        ("2.1", {}, "There is no standard 2.1 that is rated by judgement."),
        ("9.9", {}, "There is no standard 9.9 that is rated by judgement."),
    ],
)
def test_proposal_make_refuses_with_a_sentence(number: str, other: dict[str, Any], sentence: str) -> None:
    found = world()
    with pytest.raises(ProposalRefused) as raised:
        propose(found, number, **other)
    assert sentence in str(raised.value)
    assert not Proposal.objects.exists()


def test_proposal_make_may_leave_unrated_what_the_edition_lets_be_unrated() -> None:
    found = world()
    assert propose(found, "4.1", rating="").rating == ""


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEAD])
def test_proposal_make_is_for_the_lead(role: Role) -> None:
    found = world()
    with pytest.raises(PermissionDenied):
        propose(found, by=found.people[role])
    with pytest.raises(PermissionDenied):
        propose(found, by=found.administrator)


# Decisions on percentages ---------------------------------------------------------------------------------
def test_decision_take_confirms_the_band_without_words(inspected: World) -> None:
    decision = decide(inspected, rating="requires_improvement", words="", reason_code="")
    figures = standard_figures(inspected.inspection, "2.1")
    assert (decision.band, decision.set_aside, decision.reason_code) == ("requires_improvement", [], "")
    assert decision.figures == [[2, 2], [1, 2], [1, 2]]
    assert (figures.rating, figures.discretion, figures.figures_changed) == ("requires_improvement", None, False)


def test_decision_take_with_discretion_sets_aside_every_tied_question(inspected: World) -> None:
    number = seen(inspected, "2.1")
    decision = decide(inspected)
    figures = standard_figures(inspected.inspection, "2.1")
    assert (decision.band, decision.rating, decision.set_aside) == ("requires_improvement", "good", [2, 3])
    assert (decision.reason_code, decision.words, decision.number) == ("cases_read_again", REASON, number)
    assert figures.discretion is not None
    assert (figures.rating, figures.band, figures.figures_changed) == ("good", "requires_improvement", False)
    assert figures.seen == number + 1  # its own event


def test_decision_take_supersedes_the_former_one_and_keeps_it(inspected: World) -> None:
    decide(inspected)
    decide(inspected, rating="requires_improvement", words="", reason_code="")
    rows = Decision.objects.order_by("pk").values_list("rating", "current")
    assert list(rows) == [("good", False), ("requires_improvement", True)]


def test_decision_take_refuses_figures_that_were_not_seen(inspected: World) -> None:
    number = seen(inspected, "2.1")
    review = inspected.inspection.reviews.get(case__reference="C1")
    review_reopen(review_id=review.pk, reason="Look again.", by=inspected.lead, at=NOW)
    with pytest.raises(FiguresChanged):
        decide(inspected, seen_number=number)
    assert not Decision.objects.exists()


def test_decision_take_refuses_a_decision_that_was_not_seen(inspected: World) -> None:
    number = seen(inspected, "2.1")
    decide(inspected)
    with pytest.raises(FiguresChanged):
        decide(inspected, rating="requires_improvement", seen_number=number)
    assert Decision.objects.get(current=True).rating == "good"


def test_a_change_after_the_decision_leaves_it_standing_and_marked(inspected: World) -> None:
    decide(inspected)
    review = inspected.inspection.reviews.get(case__reference="C1")
    review_reopen(review_id=review.pk, reason="Look again.", by=inspected.lead, at=NOW)
    apply(review, [Change("2.1.2", 1, "yes", "Read again.")], by=inspected.inspector)
    review_submit(review_id=review.pk, by=inspected.inspector, at=NOW)
    figures = standard_figures(inspected.inspection, "2.1")
    assert (figures.rating, figures.figures_changed) == ("good", True)
    assert figures.decision is not None
    assert [(t.yes, t.relevant) for t in figures.decision.tallies] == [(2, 2), (1, 2), (1, 2)]
    assert [(t.yes, t.relevant) for t in figures.tallies] == [(2, 2), (2, 2), (1, 2)]
    decide(inspected)
    assert not standard_figures(inspected.inspection, "2.1").figures_changed


def test_a_change_that_is_taken_back_leaves_no_mark(inspected: World) -> None:
    decide(inspected)
    review = inspected.inspection.reviews.get(case__reference="C1")
    review_reopen(review_id=review.pk, reason="By mistake.", by=inspected.lead, at=NOW)
    assert standard_figures(inspected.inspection, "2.1").figures_changed
    review_submit(review_id=review.pk, by=inspected.inspector, at=NOW)
    assert not standard_figures(inspected.inspection, "2.1").figures_changed


@pytest.mark.parametrize(
    ("number", "other", "sentence", "field"),
    [
        ("2.1", {"rating": "splendid"}, "“splendid” is not a rating.", "rating"),
        ("2.1", {"rating": ""}, "Choose a rating: ", "rating"),
        ("2.1", {"reason_code": ""}, "Choose a reason", "reason_code"),
        ("2.1", {"reason_code": "because"}, "Choose a reason", "reason_code"),
        ("2.1", {"words": " "}, "Say in words", "words"),
        ("2.1", {"words": "x" * 1_000_000}, "can hold 20,000 characters; this one has 1,000,000", "words"),
        ("2.1", {"words": "a\0b"}, "holds a character that cannot be saved", "words"),
        ("3.1", {}, "3.1 has no percentage yet", "rating"),
        ("1.1", {}, "The lead inspector has not proposed a judgement of 1.1 yet.", "rating"),
    ],
)
def test_decision_take_refuses_with_a_sentence(
    inspected: World, number: str, other: dict[str, Any], sentence: str, field: str
) -> None:
    with pytest.raises(DecisionRefused) as raised:
        decide(inspected, number, **{"confirmed": True} | other)
    assert sentence in str(raised.value)
    assert raised.value.field == field
    assert not Decision.objects.exists()


def test_decision_take_refuses_a_standard_the_edition_does_not_have(inspected: World) -> None:
    with pytest.raises(DecisionRefused, match=r"There is no standard 9\.9 in this edition\."):
        decide(inspected, "9.9", seen_number=0)


def test_decision_take_wants_two_bands_confirmed(inspected: World) -> None:
    with pytest.raises(NeedsConfirmation) as raised:
        decide(inspected, rating="outstanding")
    assert raised.value.reasons == ["Outstanding is two bands above Requires improvement, the rating by the table."]
    assert not Decision.objects.exists()
    assert decide(inspected, rating="outstanding", confirmed=True).rating == "outstanding"


def test_decision_take_wants_a_decision_without_trigger_confirmed() -> None:
    found = world()
    for n in range(6):
        found.submitted(f"C{n}")
    with pytest.raises(NeedsConfirmation) as raised:
        decide(found, rating="good")
    assert raised.value.reasons == ["None of the conditions that open discretion holds for this standard."]
    assert decide(found, rating="good", confirmed=True).set_aside == [1, 2, 3]


def test_decision_take_wants_a_decision_on_unfinished_fieldwork_confirmed(inspected: World) -> None:
    inspected.review("C3")
    inspected.review("D1", domain="D3")  # another domain's
    with pytest.raises(NeedsConfirmation) as raised:
        decide(inspected, rating="requires_improvement", words="")
    unfinished = "Only two of three reviews in this domain are submitted; the figures can still change."
    assert raised.value.reasons == [unfinished]
    with pytest.raises(NeedsConfirmation) as raised:
        decide(inspected, rating="outstanding")
    assert raised.value.reasons == [
        unfinished,
        "Outstanding is two bands above Requires improvement, the rating by the table.",
    ]
    assert decide(inspected, rating="requires_improvement", words="", confirmed=True).rating == "requires_improvement"
    propose(inspected)
    assert decide(inspected, "1.1", words="").rating == "good"  # rests on no review


@pytest.mark.parametrize(
    ("submitted", "cases", "words"),
    [
        (1, 7, "Only one of seven reviews in this domain is submitted; the figures can still change."),
        (9, 10, "Only nine of 10 reviews in this domain are submitted; the figures can still change."),
    ],
)
def test_outstanding_words(submitted: int, cases: int, words: str) -> None:
    assert outstanding_words(Reviews(submitted, cases)) == words


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PANEL])
def test_decision_take_is_for_the_panel(inspected: World, role: Role) -> None:
    for person in (inspected.people[role], inspected.administrator, inspected.stranger):
        with pytest.raises(PermissionDenied):
            decide(inspected, by=person)


def test_decision_take_is_not_for_the_panel_of_another_inspection(inspected: World) -> None:
    with pytest.raises(PermissionDenied):
        decide(inspected, by=world(name="elsewhere-2026").panel)


# Decisions on judgements ---------------------------------------------------------------------------------
def test_decision_take_confirms_the_proposal_without_words() -> None:
    found = world()
    propose(found)
    decision = decide(found, "1.1", words="", reason_code="")
    figures = standard_figures(found.inspection, "1.1")
    assert (decision.proposed, decision.proposal_version, decision.band, decision.set_aside) == ("good", 1, "", [])
    assert (figures.rating, figures.figures_changed) == ("good", False)


def test_decision_take_changes_the_proposal_with_words_only() -> None:
    found = world()
    propose(found)
    with pytest.raises(DecisionRefused, match="differs from what the lead inspector proposed"):
        decide(found, "1.1", rating="inadequate", words="", reason_code="")
    decision = decide(found, "1.1", rating="inadequate", reason_code="")
    assert (decision.rating, decision.proposed, decision.words) == ("inadequate", "good", REASON)


def test_decision_take_may_leave_unrated_what_may_be_unrated() -> None:
    found = world()
    propose(found, "4.1", rating="")
    decide(found, "4.1", rating="", words="")
    assert ratings_page(found.inspection).by_number["4.1"].rating is None
    propose(found, "1.1")
    with pytest.raises(DecisionRefused, match="Choose a rating"):
        decide(found, "1.1", rating="")


def test_a_new_proposal_after_the_decision_leaves_it_standing_and_marked() -> None:
    found = world()
    propose(found)
    number = seen(found, "1.1")
    decide(found, "1.1", words="")
    propose(found, rating="inadequate", seen=1)
    figures = standard_figures(found.inspection, "1.1")
    assert (figures.rating, figures.figures_changed) == ("good", True)
    with pytest.raises(FiguresChanged):
        decide(found, "1.1", rating="inadequate", words="", seen_number=number)


# What the database refuses ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"set_aside": [2], "words": "", "reason_code": "other"}, "discretion_has_a_reason"),
        ({"set_aside": [2], "words": "Because.", "reason_code": ""}, "discretion_has_a_reason"),
        ({"set_aside": [2], "words": "Because.", "reason_code": "other", "band": "good"}, "departs_from_the_band"),
        ({"words": "x" * 20_001}, "decision_words_are_not_endless"),
    ],
)
def test_the_database_refuses_a_decision_that_says_too_little_or_too_much(fields: dict[str, Any], name: str) -> None:
    found = world()
    standard = outline_of(found.inspection.edition).standards["2.1"]
    row = {"rating": "good", "band": "requires_improvement", "number": 1} | fields
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Decision.objects.create(inspection=found.inspection, standard_id=standard.pk, by=found.panel, at=NOW, **row)


def test_the_database_refuses_two_decisions_that_both_stand(inspected: World) -> None:
    decision = decide(inspected)
    decision.pk = None
    with pytest.raises(IntegrityError, match="one_current_decision"), transaction.atomic():
        decision.save(force_insert=True)


# After commit ---------------------------------------------------------------------------------
def test_a_refused_decision_writes_nothing_and_announces_nothing(inspected: World) -> None:
    panel_meets(inspected)  # whom it brings to the team, the report hears of
    before, heard = seen(inspected, "2.1"), []

    def listen(topics: frozenset[str], **kwargs: Any) -> None:
        heard.append(topics)

    figures_changed.connect(listen)
    try:
        with pytest.raises(NeedsConfirmation):
            decide(inspected, rating="outstanding")
        decide(inspected)
    finally:
        figures_changed.disconnect(listen)
    assert heard == [frozenset({"2.1", DECISIONS})]
    assert seen(inspected, "2.1") == before + 1


def test_every_decision_is_in_the_history_with_who_took_it(inspected: World) -> None:
    decide(inspected)
    decide(inspected, rating="requires_improvement", words="")
    events = Decision.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", "rating", "current", "by_id")
    panel = inspected.panel.pk
    assert list(events) == [
        ("insert", "good", True, panel),
        ("update", "good", False, panel),
        ("insert", "requires_improvement", True, panel),
    ]
