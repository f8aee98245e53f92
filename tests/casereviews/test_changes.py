"""changes_apply: the one door for answers, judgements, facts and classifications."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casereviews.models import Answer, CaseReview, Fact, Judgement, ReceivedChange
from casereviews.rules import Change, Status
from casereviews.services import changes_apply
from inspections.events import figures_changed
from inspections.rules import Role
from tests.factories import NOW, World, fill


def save(review, by, *changes):
    return changes_apply(review_id=review.pk, changes=changes, by=by, at=NOW)


def test_changes_apply_saves_an_answer_with_its_note(world: World):
    review = world.review()
    receipt = save(review, world.inspector, Change("2.1.1.a", 0, "no", "Offending is listed, not analysed."))
    assert [o.status for o in receipt.outcomes] == [Status.SAVED]
    answer = Answer.objects.get()
    assert (answer.value, answer.note, answer.version, answer.by, answer.at, answer.counts) == (
        "no", "Offending is listed, not analysed.", 1, world.inspector, NOW, True,
    )  # fmt: skip
    review.refresh_from_db()
    assert review.state == "in_progress"
    assert review.saved_at == NOW


def test_changes_apply_saves_a_judgement_with_its_reason_and_a_fact_and_a_classification(world: World):
    review = world.review()
    save(
        review,
        world.inspector,
        Change("2.1.1", 0, "yes", "Thorough."),
        Change("fact.gender", 0, "female"),
        Change("inspector.risk_of_serious_harm", 0, "high"),
    )
    assert Judgement.objects.values_list("value", "reason").get() == ("yes", "Thorough.")
    assert dict(Fact.objects.values_list("target", "value")) == {
        "fact.gender": "female",
        "inspector.risk_of_serious_harm": "high",
    }


def test_changes_apply_leaves_alone_what_a_change_leaves_out(world: World):
    review = world.review()
    save(review, world.inspector, Change("2.1.1.a", 0, "no", "A note."))
    save(review, world.inspector, Change("2.1.1.a", 1, "yes"))
    assert Answer.objects.values_list("value", "note", "version").get() == ("yes", "A note.", 2)
    save(review, world.inspector, Change("2.1.1.a", 2, "", ""))
    assert Answer.objects.values_list("value", "note", "version").get() == ("", "", 3)


def test_changes_apply_writes_nothing_where_nothing_changes(world: World):
    review = world.review()
    save(review, world.inspector, Change("2.1.1.a", 0, "no"))
    with CaptureQueriesContext(connection) as queries:
        receipt = save(review, world.inspector, Change("2.1.1.a", 0, "no"), Change("2.1.1.b", 0, "", ""))
    assert [o.status for o in receipt.outcomes] == [Status.SAVED, Status.SAVED]
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE"))]
    assert Answer.objects.values_list("version").get() == (1,)


def test_changes_apply_tells_of_a_version_that_was_not_seen(world: World):
    review = world.review()
    save(review, world.lead, Change("2.1.1.a", 0, "no", "From the lead."))
    receipt = save(review, world.inspector, Change("2.1.1.a", 0, "yes", "Mine."), Change("2.1.1.b", 0, "yes"))
    conflict, saved = receipt.outcomes
    assert (conflict.status, saved.status) == (Status.CONFLICT, Status.SAVED)
    assert (conflict.current.value, conflict.current.note, conflict.current.by_id) == (
        "no", "From the lead.", world.lead.pk,
    )  # fmt: skip
    assert dict(Answer.objects.values_list("prompt__letter", "value")) == {"a": "no", "b": "yes"}


def test_changes_apply_overwrites_no_note_that_its_author_never_saw(world: World):
    """The same value from both, one with a note: what follows the other has not seen that note."""
    review = world.review()
    save(review, world.lead, Change("2.1.1.a", 0, "no", "The lead's long note."))
    first = Change("2.1.1.a", 0, "no", id="11111111-1111-4111-8111-111111111111")
    follows = Change("2.1.1.a", first.id, None, "Mine.", id="22222222-2222-4222-8222-222222222222")
    receipt = save(review, world.inspector, first, follows)
    assert [outcome.status for outcome in receipt.outcomes] == [Status.CONFLICT, Status.CONFLICT]
    assert Answer.objects.get().note == "The lead's long note."


def test_changes_apply_keeps_on_record_what_the_same_batch_changes_again(world: World):
    review = world.review()
    first = Change("2.1.1.a", 0, "no", "First thought.", id="11111111-1111-4111-8111-111111111111")
    second = Change("2.1.1.a", first.id, None, "Second.", id="22222222-2222-4222-8222-222222222222")
    receipt = save(review, world.inspector, first, second)
    assert [outcome.version for outcome in receipt.outcomes] == [1, 2]
    assert Answer.objects.get().note == "Second."
    kept = ReceivedChange.objects.order_by("pk").values_list("status", "value", "note")
    assert list(kept) == [("saved", "no", "First thought."), ("saved", None, None)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change("9.9.9.z", 0, "yes"), "“9.9.9.z” is not asked of this case."),
        (Change("3.1.1.a", 0, "yes"), "“3.1.1.a” is not asked of this case."),
        (Change("1.1.1", 0, "yes"), "“1.1.1” is not asked of this case."),
        (Change("fact.unheard_of", 0, "yes"), "“fact.unheard_of” is not asked of this case."),
        (Change("", 0, "yes"), "“” is not asked of this case."),
        (Change("2.1.1.a", 0, "perhaps"), "“perhaps” is not one of the answers offered. Choose one of those."),
        (Change("fact.gender", 0, "yes"), "“yes” is not one of the answers offered. Choose one of those."),
        (Change("service.safety_and_wellbeing", 0, "yes"), "“yes” is not one of the answers offered."),
        (Change("fact.area", 0, "N" * 301), "This can hold 300 characters; you have 301. Shorten it."),
        (Change("fact.gender", 0, "male", "A note"), "A fact holds no note."),
        (Change("2.1.1.a", 0, None, "x" * 1_000_000), "This can hold 20,000 characters; you have 1,000,000."),
        (Change("2.1.1.a", 0, None, "nul\0"), "The text holds a character that cannot be saved."),
        (Change("2.1.1.a", 0, "\ud800", None), "The text holds a character that cannot be saved."),
    ],
)
def test_changes_apply_refuses_one_bad_change_by_itself(world: World, change: Change, sentence: str):
    review = world.review()
    receipt = save(review, world.inspector, change, Change("2.1.2", 0, "yes", "Sound."))
    bad, good = receipt.outcomes
    assert bad.status == Status.REFUSED
    assert bad.reason.startswith(sentence)
    assert good.status == Status.SAVED
    assert (Answer.objects.count(), Judgement.objects.count(), Fact.objects.count()) == (0, 1, 0)


def test_changes_apply_takes_a_note_of_exactly_the_longest_length(world: World):
    review = world.review()
    receipt = save(review, world.inspector, Change("2.1.1.a", 0, "yes", "x" * 20_000))
    assert receipt.outcomes[0].status == Status.SAVED


@pytest.mark.parametrize("role", [Role.PANEL, Role.EDITOR, Role.QUALITY_LEAD, Role.SIGNATORY, Role.SERVICE_CONTACT])
def test_changes_apply_is_for_the_reader_and_the_lead(world: World, role: Role):
    review = world.review()
    with pytest.raises(PermissionDenied):
        save(review, world.people[role], Change("2.1.1.a", 0, "yes"))
    assert not Answer.objects.exists()


def aside_of(receipt) -> list[tuple[str, str]]:
    assert {outcome.status for outcome in receipt.outcomes} == {Status.KEPT_ASIDE}
    kept = ReceivedChange.objects.kept_aside().filter(review=receipt.review).order_by("target")
    return [(row.by.name, row.value) for row in kept]


def test_changes_apply_keeps_aside_what_a_reader_sends_who_left_the_team(world: World):
    review = world.review()
    world.inspection.team.filter(person=world.inspector).delete()
    receipt = save(review, world.inspector, Change("2.1.1.a", 0, "yes"))
    assert aside_of(receipt) == [(world.inspector.name, "yes")]
    assert not Answer.objects.exists()
    assert not receipt.may_open


def test_changes_apply_keeps_aside_what_comes_to_a_submitted_review(world: World):
    review = world.submitted()
    receipt = save(review, world.inspector, Change("2.1.1.a", 1, "no"))
    assert aside_of(receipt) == [(world.inspector.name, "no")]
    assert receipt.outcomes[0].reason.startswith("The review was submitted before this arrived.")
    assert set(Answer.objects.values_list("value", flat=True)) == {"yes"}
    review.refresh_from_db()
    assert (review.state, review.sequence) == ("submitted", receipt.review.sequence)


def test_changes_apply_says_that_a_review_is_not_there(world: World):
    with pytest.raises(CaseReview.DoesNotExist):
        changes_apply(review_id=987654, changes=[], by=world.inspector, at=NOW)


def test_changes_apply_announces_once_what_it_changed(world: World):
    review = world.review()
    heard = []

    def hear(sender, inspection_id, topics, **kwargs):
        heard.append((inspection_id, topics))

    figures_changed.connect(hear)
    try:
        save(review, world.inspector, Change("2.1.1.a", 0, "yes"), Change("2.3.1", 0, "no", "Late."))
        save(review, world.inspector, Change("2.1.1.a", 0, "yes"), Change("9.9.9", 0, "no"))
    finally:
        figures_changed.disconnect(hear)
    assert heard == [(world.inspection.pk, frozenset({"2.1", "2.3"}))]


def test_facts_decide_which_questions_are_asked_and_count(world_2018: World):
    review = world_2018.review()
    reader = world_2018.inspector
    save(review, reader, Change("2.2.2", 0, "no", "Given early."), Change("2.2.2.a", 0, "no"))
    assert not Judgement.objects.get().counts, "waiting for the fact"
    receipt = save(review, reader, Change("fact.has_safety_factors", 0, "yes"))
    assert [q.address for q in receipt.now_asked] == ["2.2.2", "2.3.2"]
    assert Judgement.objects.get().counts
    assert Answer.objects.get().counts
    receipt = save(review, reader, Change("fact.has_safety_factors", 1, "no"))
    assert [q.address for q in receipt.no_longer_asked] == ["2.2.2", "2.3.2"]
    assert not Judgement.objects.get().counts, "kept, dormant"
    assert not Answer.objects.get().counts
    save(review, reader, Change("fact.has_safety_factors", 2, "yes"))
    assert Judgement.objects.values_list("value", "reason", "version", "counts").get() == (
        "no", "Given early.", 1, True,
    )  # fmt: skip


def test_a_judgement_of_not_relevant_sets_its_prompts_aside(world: World):
    review = world.review()
    save(review, world.inspector, Change("2.1.2.a", 0, "yes"), Change("2.1.2", 0, "not_relevant", "No risk at all."))
    assert not Answer.objects.get().counts
    save(review, world.inspector, Change("2.1.2", 1, "no"))
    assert Answer.objects.get().counts


def test_progress_is_kept_with_the_review(world: World):
    review = world.review(gender="female")
    assert (review.done, review.required) == (1, 23 + 4 + 57 + 12 + 12)
    save(review, world.inspector, Change("2.1.1", 0, "yes"), Change("2.1.2", 0, "not_relevant", "None."))
    review.refresh_from_db()
    assert (review.done, review.required) == (1 + 3, 23 + 4 + 57 - 3 + 12 + 12)
    fill(review, by=world.inspector)
    assert review.done == review.required


def test_history_keeps_every_value_with_who_gave_it(world: World):
    review = world.review()
    save(review, world.inspector, Change("2.1.1.a", 0, "yes", "First."))
    save(review, world.lead, Change("2.1.1.a", 1, "no", "Second."))
    events = Answer.pgh_event_model.objects.order_by("pgh_id").values_list("value", "note", "version", "by_id")
    assert list(events) == [("yes", "First.", 1, world.inspector.pk), ("no", "Second.", 2, world.lead.pk)]
