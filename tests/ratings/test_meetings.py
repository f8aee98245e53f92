"""The panel's meetings: who is there, what is said, closing, and what a late change bars."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from accounts.models import Person
from accounts.versions import ChangedMeanwhile
from casereviews.rules import Change
from casereviews.services import changes_apply, review_reopen, review_submit
from inspections.bars import bars_to_publication
from inspections.models import ConflictOfInterest, TeamMember
from inspections.rules import Phase, Role
from inspections.services import PhaseRefused, phase_move, team_member_add
from ratings.figures import ratings_page, standard_figures
from ratings.involvement import candidates_of
from ratings.meetings import since_closing
from ratings.models import Decision, PanelMeeting, Reopening, Voice
from ratings.rules import AfterClosing
from ratings.services import (
    DecisionRefused,
    FiguresChanged,
    MeetingRefused,
    NothingToConfirm,
    change_confirm,
    decision_take,
    discussion_save,
    meeting_change,
    meeting_close,
    meeting_open,
    voice_give,
    voices_confirm,
)
from tests.factories import MONDAY, NOW, PersonFactory, World, panel_meets
from tests.ratings.panel_material import close, closed, decide, decide_the_rest, discuss, held, proposed, second

pytestmark = pytest.mark.django_db


def member(found: World, name: str) -> Person:
    person = PersonFactory(name=name)
    team_member_add(by=found.administrator, inspection=found.inspection, person=person, role=Role.PANEL)
    return person


def opened(found: World, **other: Any) -> PanelMeeting:
    values = {"members": [found.panel.pk], "observers": [], "chair": found.panel.pk, "lead_is_there": True}
    values |= {"held_on": MONDAY, "by": found.panel, "at": NOW} | other
    return meeting_open(inspection=found.inspection, **values)


def change_late(found: World, value: str = "yes", reference: str = "C1", question: str = "2.1.2") -> None:
    review = found.inspection.reviews.get(case__reference=reference)
    review_reopen(review_id=review.pk, reason="A slip.", by=found.lead, at=NOW)
    version = review.judgements.get(
        key_question__standard__number=question[:3], key_question__number=question[-1]
    ).version
    changes_apply(review_id=review.pk, changes=[Change(question, version, value)], by=found.lead, at=NOW)
    review_submit(review_id=review.pk, by=found.inspector, at=NOW)


def states(found: World) -> dict[str, AfterClosing]:
    after = since_closing(found.inspection.pk, ratings_page(found.inspection))
    return {one.standard.number: one.state for one in after}


# Who is there -------------------------------------------------------------------------------------------------------
def test_meeting_open_puts_every_standard_on_the_agenda(inspected: World) -> None:
    meeting = opened(inspected, observers=[inspected.people[Role.EDITOR].pk])
    assert (meeting.number, meeting.chair, meeting.is_open) == (1, inspected.panel, True)
    assert meeting.discussions.count() == len(ratings_page(inspected.inspection).standards)
    there = dict(meeting.attendances.values_list("person_id", "part"))
    assert there == {
        inspected.panel.pk: "member", inspected.lead.pk: "lead", inspected.people[Role.EDITOR].pk: "observer",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("other", "field", "sentence"),
    [
        ({"members": []}, "members", "Choose the members"),
        ({"members": [0]}, "members", "Only panel members of the team"),
        ({"chair": 0}, "chair", "The chair is one of the members"),
        ({"observers": [0]}, "observers", "An observer is one of the team"),
    ],
)
def test_meeting_open_refuses_with_a_sentence(
    inspected: World, other: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(MeetingRefused, match=sentence) as raised:
        opened(inspected, **other)
    assert raised.value.field == field
    assert not PanelMeeting.objects.exists()


def test_one_meeting_is_held_at_a_time(inspected: World) -> None:
    opened(inspected)
    with pytest.raises(MeetingRefused, match="meeting already"):
        opened(inspected)
    with pytest.raises(DatabaseError), transaction.atomic():
        PanelMeeting.objects.create(
            inspection=inspected.inspection, number=2, held_on=MONDAY, chair=inspected.panel, opened_at=NOW
        )


def test_who_led_read_or_declared_a_conflict_is_no_member_whatever_their_role_is_now(inspected: World) -> None:
    led, read, conflicted, fine = (member(inspected, name) for name in ("Led", "Read", "Torn", "Fine"))
    # As they are after roles changed hands: the services refuse the role to whoever took part before.
    TeamMember.objects.create(inspection=inspected.inspection, person=led, role=Role.STAND_IN)
    TeamMember.objects.filter(person=led, role=Role.STAND_IN).delete()
    inspected.inspection.reviews.filter(case__reference="C1").update(reader=read)
    ConflictOfInterest.objects.create(
        service=inspected.inspection.service, person=conflicted, because="Worked there.", by=conflicted, at=NOW
    )
    reasons = {one.name: one.why_not for one in candidates_of(inspected.inspection).members}
    assert reasons == {
        "Led": "Led led this inspection.",
        "Read": "Read read cases of this inspection or worked on it.",
        "Torn": "Torn declared a conflict of interest with this service: Worked there.",
        "Fine": "",
        inspected.panel.name: "",
    }
    for person in (led, read, conflicted):
        with pytest.raises(MeetingRefused, match=person.name):
            opened(inspected, members=[inspected.panel.pk, person.pk])
    assert opened(inspected, members=[inspected.panel.pk, fine.pk]).number == 1


def test_a_conflict_declared_during_the_meeting_ends_a_members_say(inspected: World) -> None:
    agreed = panel_meets(inspected)
    other = second(inspected)
    ConflictOfInterest.objects.create(
        service=inspected.inspection.service, person=other, because="A cousin.", by=other, at=NOW
    )
    with pytest.raises(DecisionRefused, match="Only members who are at the meeting"):
        decide(inspected, rating="good", agreed=agreed)
    with pytest.raises(DecisionRefused, match="You are not at this meeting"):
        decide(inspected, by=other, agreed=[])


def test_meeting_change_keeps_who_was_there_and_knows_a_stale_page(inspected: World) -> None:
    meeting, more = opened(inspected), member(inspected, "Late")
    stale = PanelMeeting.objects.get(pk=meeting.pk)
    values = {"held_on": MONDAY, "observers": [], "chair": more.pk, "lead_is_there": False, "by": inspected.lead}
    changed = meeting_change(meeting=meeting, members=[inspected.panel.pk, more.pk], at=NOW, **values)
    assert (changed.version, changed.chair) == (2, more)
    rows = dict(changed.attendances.values_list("person__name", "is_present"))
    assert rows == {inspected.panel.name: True, inspected.lead.name: False, "Late": True}
    with pytest.raises(ChangedMeanwhile):
        meeting_change(meeting=stale, members=[more.pk], at=NOW, **values)


def test_who_took_part_in_a_decision_stays_a_member(inspected: World) -> None:
    decide(inspected)
    values = {"held_on": MONDAY, "observers": [], "chair": inspected.panel.pk, "lead_is_there": True, "at": NOW}
    with pytest.raises(MeetingRefused, match="took part in a decision"):
        meeting_change(meeting=held(inspected), members=[inspected.panel.pk], by=inspected.panel, **values)


# Deciding -----------------------------------------------------------------------------------------------------------
def test_nothing_is_decided_while_the_panel_does_not_meet(inspected: World) -> None:
    with pytest.raises(DecisionRefused, match="The panel is not meeting"):
        decide_without_meeting(inspected)


def decide_without_meeting(found: World) -> Decision:
    return decision_take(
        inspection=found.inspection, standard_number="2.1", rating="requires_improvement", words="", reason_code="",
        seen_number=standard_figures(found.inspection, "2.1").seen, confirmed=True, by=found.panel, at=NOW,
    )  # fmt: skip


def test_discretion_needs_two_members_and_keeps_who_they_are(inspected: World) -> None:
    with pytest.raises(DecisionRefused, match="at least two members") as raised:
        decide(inspected, rating="good", agreed=[inspected.panel.pk])
    assert raised.value.field == "agreed"
    decision = decide(inspected, rating="good")
    assert decision.meeting == held(inspected)
    assert list(decision.voices.values_list("person_id", "is_for", "own").order_by("person_id")) == [
        (inspected.panel.pk, True, True), (second(inspected).pk, True, False),
    ]  # fmt: skip


def test_the_band_needs_no_second_member(inspected: World) -> None:
    assert decide(inspected, agreed=[]).voices.count() == 0


def test_dissent_is_kept_with_its_words(inspected: World) -> None:
    other = second(inspected)
    with pytest.raises(DecisionRefused, match="Say in words why they were against it"):
        decide(inspected, agreed=[], against=[other.pk])
    with pytest.raises(DecisionRefused, match="Nobody can be for a decision and against it"):
        decide(inspected, agreed=[other.pk], against=[other.pk], dissent="No.")
    with pytest.raises(DecisionRefused, match="Say who was against it"):
        decide(inspected, agreed=[], dissent="No.")
    decide(inspected, agreed=[], against=[other.pk], dissent="The margin is wide.")
    voice = Voice.objects.get()
    assert (voice.person, voice.is_for, voice.words, voice.own) == (other, False, "The margin is wide.", False)


def test_a_member_says_by_their_own_sign_in_that_they_are_for_or_against(inspected: World) -> None:
    decision, other = decide(inspected, rating="good"), second(inspected)
    assert voices_confirm(meeting=held(inspected), by=other, at=NOW) == 1
    assert voices_confirm(meeting=held(inspected), by=other, at=NOW) == 0
    said = {"meeting": held(inspected), "decision_id": decision.pk, "by": other, "at": NOW}
    with pytest.raises(MeetingRefused, match="Say in words why you are against it"):
        voice_give(is_for=False, words=" ", **said)
    voice = voice_give(is_for=False, words="I read them otherwise.", **said)
    assert (voice.is_for, voice.own, voice.words) == (False, True, "I read them otherwise.")
    decide_the_rest(inspected)
    voices_confirm(meeting=held(inspected), by=inspected.panel, at=NOW)
    with pytest.raises(MeetingRefused, match=r"Discretion on 2\.1 needs two members"):
        meeting_close(meeting=held(inspected), by=inspected.panel, at=NOW)


def test_nobody_speaks_for_a_decision_that_was_taken_anew(inspected: World) -> None:
    first, other = decide(inspected, rating="good"), second(inspected)
    decide(inspected, rating="outstanding")
    with pytest.raises(MeetingRefused, match="decided on this anew"):
        voice_give(meeting=held(inspected), decision_id=first.pk, is_for=True, words="", by=other, at=NOW)


# What is said -------------------------------------------------------------------------------------------------------
def test_notes_are_saved_with_a_version_and_a_history(inspected: World) -> None:
    discuss(inspected, "2.1", notes="The lead presented.")
    row = discuss(inspected, "2.1", notes="The lead presented twice.", by=second(inspected))
    assert (row.notes, row.version, row.by) == ("The lead presented twice.", 3, second(inspected))
    with pytest.raises(ChangedMeanwhile):
        discuss(inspected, "2.1", notes="Mine.", seen=2)
    assert discuss(inspected, "2.1", notes="The lead presented twice.", seen=1).version == 3  # the same again
    kept = type(row).pgh_event_model.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")
    assert list(kept.values_list("notes", flat=True)) == ["", "The lead presented.", "The lead presented twice."]


def test_only_members_at_the_meeting_write_notes(inspected: World) -> None:
    panel_meets(inspected)
    absent = member(inspected, "Absent")
    with pytest.raises(PermissionDenied):
        discuss_by(inspected, inspected.lead)
    with pytest.raises(MeetingRefused, match="You are not at this meeting"):
        discuss_by(inspected, absent)


def discuss_by(found: World, person: Person) -> None:
    meeting = PanelMeeting.objects.get()
    row = meeting.discussions.first()
    values = {"notes": "x", "left_open_because": "", "seen": 1, "by": person, "at": NOW}
    discussion_save(meeting=meeting, standard_id=row.standard_id, **values)


def test_a_decision_ends_leaving_open(inspected: World) -> None:
    discuss(inspected, "2.1", left_open_because="Cases are read again.")
    decide(inspected)
    row = held(inspected).discussions.get(standard__number="2.1")
    assert (row.left_open_because, row.version) == ("", 3)


# Closing ------------------------------------------------------------------------------------------------------------
def test_the_chair_closes_once_everything_is_decided_or_left_open(inspected: World) -> None:
    decide(inspected, rating="good")
    with pytest.raises(MeetingRefused, match=r"Decide 1\.1, .* or say why they are left open"):
        meeting_close(meeting=held(inspected), by=inspected.panel, at=NOW)
    decide_the_rest(inspected)
    with pytest.raises(MeetingRefused, match="The chair, "):
        meeting_close(meeting=held(inspected), by=second(inspected), at=NOW)
    meeting = close(inspected)
    assert (meeting.closed_by, meeting.closed_at) == (inspected.panel, NOW)
    row = meeting.discussions.get(standard__number="2.1")
    assert (row.closed_rating, row.closed_base) == ("good", "requires_improvement")
    with pytest.raises(DecisionRefused, match="The panel is not meeting"):
        decide_without_meeting(inspected)
    with pytest.raises(DatabaseError), transaction.atomic():
        PanelMeeting.objects.filter(pk=meeting.pk).update(closed_at=None, closed_by=None)


def test_what_changed_since_it_was_decided_is_looked_at_before_closing(inspected: World) -> None:
    decide_the_rest(inspected)
    change_late(inspected, "yes")
    with pytest.raises(MeetingRefused, match=r"Look again at 2\.1: what it is decided on changed\."):
        close(inspected)


def test_a_panel_with_nothing_left_does_not_meet_again(inspected: World) -> None:
    for number in ("1.1", "1.2", "1.3", "1.4", "3.4"):
        proposed(inspected, number)
    proposed(inspected, "4.1")
    inspected.submitted("D1", domain="D3")
    closed(inspected)
    with pytest.raises(MeetingRefused, match="nothing waits for it"):
        opened(inspected)


# A change after the panel closed ------------------------------------------------------------------------------------
def test_a_change_that_alters_no_rating_is_marked_only(inspected: World) -> None:
    closed(inspected)
    change_late(inspected, "not_relevant", question="2.1.1")
    assert states(inspected)["2.1"] is AfterClosing.MARKED
    assert bars_to_publication(inspected.inspection.pk) == []
    assert standard_figures(inspected.inspection, "2.1").figures_changed


def test_a_change_that_alters_a_rating_bars_publication_until_it_was_confirmed_and_decided(inspected: World) -> None:
    closed(inspected)
    change_late(inspected, "no", reference="C2", question="2.1.2")
    assert states(inspected)["2.1"] is AfterClosing.BARS
    assert publishing(inspected) == (
        "It cannot be published yet. 2.1 Assessment: a change since the panel closed alters the rating. "
        "The lead inspector has to confirm it first."
    )
    with pytest.raises(FiguresChanged):
        confirm(inspected, seen_number=1)
    with pytest.raises(PermissionDenied):
        confirm(inspected, by=inspected.panel)
    row = confirm(inspected)
    assert (row.base_then, row.base_now, row.by) == ("requires_improvement", "inadequate", inspected.lead)
    with pytest.raises(NothingToConfirm):
        confirm(inspected)
    assert publishing(inspected) == "It cannot be published yet. 2.1 Assessment is reopened and waits for the panel."
    meeting = held(inspected)
    assert meeting.number == 2
    assert "2.1" in meeting.discussions.values_list("standard__number", flat=True)
    assert "2.2" not in meeting.discussions.values_list("standard__number", flat=True)
    assert "not closed" in publishing(inspected)
    with pytest.raises(MeetingRefused, match=r"Decide .*2\.1"):
        meeting_close(meeting=meeting, by=inspected.panel, at=NOW)
    with pytest.raises(DecisionRefused, match=r"2\.2 is not on the agenda"):
        decide(inspected, "2.2", "outstanding")
    decide(inspected, rating="inadequate", words="", reason_code="")
    closed(inspected)
    assert states(inspected)["2.1"] is AfterClosing.SAME
    assert publishing(inspected) == ""
    assert Reopening.objects.count() == 1


def confirm(found: World, **other: Any) -> Reopening:
    seen = standard_figures(found.inspection, "2.1").seen
    values = {"seen_number": seen, "by": found.lead, "at": NOW} | other
    return change_confirm(inspection=found.inspection, standard_number="2.1", **values)


def publishing(found: World) -> str:
    """Why the inspection cannot be published, tried and taken back; "" where it could."""
    with transaction.atomic():
        try:
            phase_move(by=found.lead, inspection=found.inspection, to=Phase.PUBLISHED, now_in=Phase.ANNOUNCED)
        except PhaseRefused as refusal:
            return str(refusal)
        finally:
            transaction.set_rollback(True)
    return ""


def test_a_change_that_is_taken_back_bars_nothing_any_more(inspected: World) -> None:
    closed(inspected)
    change_late(inspected, "no", reference="C2", question="2.1.2")
    change_late(inspected, "yes", reference="C2", question="2.1.2")
    assert states(inspected)["2.1"] is AfterClosing.SAME
    with pytest.raises(NothingToConfirm):
        confirm(inspected)


def test_another_proposal_bars_and_another_summary_is_marked(inspected: World) -> None:
    proposed(inspected)
    closed(inspected)
    proposed(inspected, seen=1)
    assert states(inspected)["1.1"] is AfterClosing.MARKED
    proposed(inspected, rating="inadequate", seen=2)
    assert states(inspected)["1.1"] is AfterClosing.BARS


def test_what_was_left_open_bars_nothing_while_it_stands(inspected: World) -> None:
    closed(inspected)
    assert states(inspected)["3.1"] is AfterClosing.LEFT_OPEN
    assert publishing(inspected) == ""


def test_an_inspection_whose_panel_never_met_is_not_barred(inspected: World) -> None:
    assert publishing(inspected) == ""
