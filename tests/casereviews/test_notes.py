"""Notes beside the answers: which there can be, what they may hold, and that no figure ever knows of them."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casereviews.history import as_seen, earlier_saved
from casereviews.models import CaseReview, Note, ReceivedChange
from casereviews.rules import NoteKind, Sheet, note_place, place_of, prompts_of
from casereviews.rules.notes import value_in_order, why_not
from casereviews.services import review_submit, reviews_allocate
from casereviews.services.changes import sheet_of
from inspections.events import figures_changed
from inspections.rules import Role
from inspections.services import team_member_add
from tests.casereviews.doors import SignIn, a_change, results, send, statuses
from tests.factories import NOW, PersonFactory, World, fill

SOUND: list[tuple[str, dict[str, str]]] = [
    ("note.training_enough", {"value": "yes", "note": "Twice a year."}),
    ("note.training_enough", {"value": "not_relevant"}),
    ("note.interview", {"value": "2.1.1.a 2.2.3.b", "note": "Spoke of the plan."}),
    ("note.interview", {"note": "Spoke of nothing in particular."}),
    ("note.spoken_to", {"note": "The head of year."}),
    ("note.found.2.1.1.a", {"note": "Assessment, 3 May 2025"}),
    ("note.found.2.1.1", {"note": "x" * 500}),
    ("note.report.2.1.1.a", {"value": "yes"}),
    ("note.report.2.1.1", {"value": "yes"}),
    ("note.mark.2.1.1.a", {"value": "come_back"}),
    ("note.mark.2.1.1", {"value": "come_back"}),
    ("note.why.2.1.1", {"note": "The gaps are small ones."}),
    ("note.good.2.1", {"value": "Sam", "note": "Listened first."}),
    ("note.weak.2.4", {"value": "x" * 60, "note": "Listened last."}),
]  # fmt: skip
REFUSED: list[tuple[str, dict[str, str], str]] = [
    ("note.training_enough", {"value": "perhaps"}, "“perhaps” is not one of the answers offered. Choose one of those."),
    ("note.interview", {"value": "2.1.1.a 3.1.1.a"},
     "“3.1.1.a” is not a prompt of this case. Choose the prompts again."),
    ("note.interview", {"value": "2.1.1"}, "“2.1.1” is not a prompt of this case. Choose the prompts again."),
    ("note.spoken_to", {"value": "yes"}, "This holds words only. Write them in the note."),
    ("note.found.2.1.1.a", {"value": "yes"}, "This holds words only. Write them in the note."),
    ("note.found.2.1.1.a", {"note": "x" * 501},
     "This can hold 500 characters; you have 501. Name the document and its date."),
    ("note.report.2.1.1.a", {"value": "no"}, "“no” is not one of the answers offered. Choose one of those."),
    ("note.report.2.1.1.a", {"value": "yes", "note": "x"}, "This is ticked or not; it holds no words."),
    ("note.mark.2.1.1.a", {"value": "yes"}, "“yes” is not one of the answers offered. Choose one of those."),
    ("note.mark.2.1.1.a", {"note": "x"}, "This is ticked or not; it holds no words."),
    ("note.why.2.1.1", {"value": "yes"}, "This holds words only. Write them in the note."),
    ("note.good.2.1", {"value": "x" * 61}, "This can hold 60 characters; you have 61. Shorten it."),
    ("note.weak.2.1", {"value": "Sam\nSmith"}, "Write the name in one line."),
    ("note.good.2.1", {"note": "x" * 20_001}, "This can hold 20,000 characters; you have 20,001. Shorten it."),
]  # fmt: skip
UNKNOWN = [
    "note.", "note", "note.unheard_of", "note.found", "note.mark", "note.good", "note.found.", "note.mark.2",
    "note.mark.2.1",
    "note.mark.9.9.9", "note.mark.3.1.1.a", "note.mark.1.2.1", "note.mark.fact.area", "note.why.2.1.1.a",
    "note.why.3.1.1",
    "note.good.1.2", "note.good.3.1", "note.good.2.1.1", "note.interview.2.1.1.a", "note.question.2.1.1.a",
    "note.training_enough.2.1.1", "notes.mark.2.1.1", "note.Mark.2.1.1", "note.spoken_to.x",
]  # fmt: skip


@pytest.fixture
def review(world: World) -> CaseReview:
    return world.review()


@pytest.fixture
def browser(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.inspector)


@pytest.fixture
def heard() -> Any:
    """The topics of every figures_changed from here on."""
    topics: list[frozenset[str]] = []

    def listen(sender: Any, **told: Any) -> None:
        topics.append(told["topics"])

    figures_changed.connect(listen)
    yield topics
    figures_changed.disconnect(listen)


@pytest.mark.parametrize(("target", "sent"), SOUND)
def test_a_note_is_saved_by_the_door_like_an_answer(
    review: CaseReview, world: World, browser: Client, target: str, sent: dict[str, str]
) -> None:
    change = a_change(target, **sent)
    (result,) = results(browser, review, change)
    assert (result["status"], result["version"], result["reason"]) == ("saved", 1, "")
    stands = Note.objects.values_list("target", "value", "note", "version", "by").get()
    assert stands == (target, sent.get("value", ""), sent.get("note", ""), 1, world.inspector.pk)
    (again,) = results(browser, review, change)
    assert (again["status"], again["first"]) == ("duplicate", "saved")
    assert CaseReview.objects.rows_of(review.pk).notes[target].note == sent.get("note", "")


@pytest.mark.parametrize(("target", "sent", "reason"), REFUSED)
def test_a_note_that_cannot_be_taken_refuses_itself(
    review: CaseReview, browser: Client, target: str, sent: dict[str, str], reason: str
) -> None:
    bad, good = results(browser, review, a_change(target, **sent), a_change("note.spoken_to", note="Nobody."))
    assert (bad["status"], bad["reason"], good["status"]) == ("refused", reason, "saved")
    assert ReceivedChange.objects.get(pk=bad["id"]).status == "refused"


@pytest.mark.parametrize("target", UNKNOWN)
def test_an_unknown_note_refuses_itself(review: CaseReview, browser: Client, target: str) -> None:
    (result,) = results(browser, review, a_change(target, note="x"))
    assert (result["status"], result["reason"]) == ("refused", f"“{target}” is not asked of this case.")


def test_every_kind_of_note_is_tried(review: CaseReview) -> None:
    sheet = sheet_of(review)
    assert {place.kind for target, _ in SOUND if (place := note_place(sheet, target))} == set(NoteKind)


def test_two_people_and_one_note_are_in_conflict_and_neither_is_lost(
    review: CaseReview, world: World, sign_in: SignIn, browser: Client
) -> None:
    send(sign_in(world.lead), review, a_change("note.interview", note="The lead's."))
    (lost,) = results(browser, review, a_change("note.interview", note="Mine."))
    assert (lost["status"], lost["current"]["note"], lost["current"]["by"]) == (
        "conflict",
        "The lead's.",
        world.lead.name,
    )
    assert ReceivedChange.objects.get(pk=lost["id"]).note == "Mine."
    assert statuses(browser, review, a_change("note.interview", 1, note="Mine.")) == ["saved"]
    place = place_of(sheet_of(review), "note.interview")
    assert place is not None
    assert [row.row.note for row in earlier_saved(review.pk, place, "note.interview")] == ["Mine.", "The lead's."]
    assert as_seen(review.pk, place, "note.interview", 1).note == "The lead's."


def test_the_same_mark_set_by_two_people_is_no_conflict(
    review: CaseReview, world: World, sign_in: SignIn, browser: Client
) -> None:
    send(sign_in(world.lead), review, a_change("note.mark.2.1.1", value="come_back"))
    assert statuses(browser, review, a_change("note.mark.2.1.1", value="come_back")) == ["saved"]
    assert Note.objects.get().version == 1


def test_a_note_may_follow_an_own_change_and_be_emptied(review: CaseReview, browser: Client) -> None:
    first = a_change("note.mark.2.1.1", value="come_back")
    assert statuses(browser, review, first, a_change("note.mark.2.1.1", first["id"], value=None)) == ["saved"] * 2
    assert Note.objects.values_list("value", "version").get() == ("", 2)


def test_late_notes_are_kept_aside(review: CaseReview, world: World, browser: Client) -> None:
    second = PersonFactory(name="Zoe Second")
    team_member_add(by=world.administrator, inspection=world.inspection, person=second, role=Role.INSPECTOR)
    reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: second.pk})
    assert statuses(browser, review, a_change("note.good.2.1", value="Sam", note="Late.")) == ["kept_aside"]
    assert not Note.objects.exists()
    assert "Late." in browser.get("/kept-aside/").content.decode()


def test_notes_enter_no_figure_no_progress_and_no_topic(world: World, browser: Client, heard: list[Any]) -> None:
    review = world.review()
    fill(review, by=world.inspector)
    before = CaseReview.objects.values("done", "required", "state").get()
    rows, progress = CaseReview.objects.rows_of(review.pk), send(browser, review)["progress"]
    heard.clear()
    answer = send(
        browser, review, *[a_change(target, **sent) for target, sent in SOUND if "x" * 60 not in str(sent)][1:]
    )
    assert heard == []
    assert answer["progress"] == progress
    assert "interview" not in progress
    after = CaseReview.objects.rows_of(review.pk)
    assert (after.answers, after.judgements, after.facts) == (rows.answers, rows.judgements, rows.facts)
    assert CaseReview.objects.values("done", "required", "state").get() == before
    assert all(not row.counts for row in after.notes.values())
    send(browser, review, a_change("2.1.1.a", 1, value="no"), a_change("note.spoken_to", 1, note="And a friend."))
    assert heard == [frozenset({"2.1"})]


def test_marks_do_not_keep_a_review_from_being_submitted(world: World, browser: Client) -> None:
    review = world.review()
    fill(review, by=world.inspector)
    send(browser, review, a_change("note.mark.2.1.1", value="come_back"))
    assert review_submit(review_id=review.pk, by=world.inspector, at=NOW).is_closed


def test_a_note_at_a_question_that_is_not_asked_is_saved_without_more_words(world_2018: World, sign_in: SignIn) -> None:
    review, browser = world_2018.review(), sign_in(world_2018.inspector)
    (result,) = results(browser, review, a_change("note.mark.2.2.2.a", value="come_back"))
    assert (result["status"], result["reason"]) == ("saved", "")


@pytest.mark.parametrize(
    ("target", "more"),
    [
        ("mark.2.1.1", {}),
        ("note.mark.2.1.1", {"value": "yes"}),
        ("note.mark.2.1.1", {"note": "x"}),
        ("note.report.2.1.1", {"value": "no"}),
        ("note.found.2.1.1", {"note": "x" * 501}),
        ("note.found.2.1.1", {"value": "x"}),
        ("note.good.2.1", {"value": "x" * 61}),
        ("note.weak.2.1", {"value": "x" * 61}),
        ("note.interview", {"note": "x" * 20_001}),
        ("note.interview", {"value": "x" * 20_001}),
    ],
)
def test_the_database_refuses_a_note_that_no_rule_allows(
    review: CaseReview, world: World, target: str, more: dict[str, str]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(review=review, target=target, by=world.inspector, at=NOW, **more)


def test_the_database_keeps_one_note_per_target(review: CaseReview, world: World) -> None:
    Note.objects.create(review=review, target="note.interview", by=world.inspector, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(review=review, target="note.interview", by=world.inspector, at=NOW)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_prompts_that_a_note_bears_on_stand_in_the_order_of_the_pages_each_once(
    review: CaseReview, data: st.DataObject
) -> None:
    sheet = a_sheet(review)
    place = note_place(sheet, "note.interview")
    assert place is not None
    chosen = data.draw(st.lists(st.sampled_from(prompts_of(sheet)), max_size=20))
    value = data.draw(st.sampled_from([" ", "  ", "\n"])).join(chosen)
    ordered = value_in_order(place, value)
    assert ordered.split() == sorted(set(chosen), key=prompts_of(sheet).index)
    assert ordered == value_in_order(place, ordered) == " ".join(ordered.split())
    assert why_not(place, ordered, "") is None
    assert why_not(place, value_in_order(place, f"{value} 9.9.9.z"), "") is not None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40), st.text(alphabet="note.mrkwhy2134a ", max_size=30))
def test_whatever_is_asked_for_is_a_place_or_none(review: CaseReview, one: str, two: str) -> None:
    sheet = a_sheet(review)
    for target in (one, two, f"note.{one}", f"note.mark.{two}", f"note.good.{one}"):
        place = note_place(sheet, target)
        assert place is None or place.about in target


SHEETS: dict[int, Sheet] = {}


def a_sheet(review: CaseReview) -> Sheet:
    """Read once for all examples of a test."""
    return SHEETS.setdefault(review.pk, sheet_of(review))
