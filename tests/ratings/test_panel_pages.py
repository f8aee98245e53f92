"""The pages of the panel's meeting: success, error summary, conflict, query counts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from casereviews.models import CaseOpening
from inspections.models import Inspection
from inspections.rules import Phase, Role
from ratings.models import Discussion, PanelMeeting, Reopening, Voice
from tests.factories import World, panel_meets
from tests.factories import world as make_world
from tests.ratings.bulk import cases_in_bulk
from tests.ratings.panel_material import closed, decide, held, second
from tests.ratings.test_meetings import change_late
from tests.reading import html_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def at(found: World, page: str, *more: str) -> str:
    return reverse(page, args=[found.inspection.name, *more])


def attended(found: World, *members: Person, **more: Any) -> dict[str, Any]:
    pks = [person.pk for person in members]
    day = {"held_on_0": "16", "held_on_1": "3", "held_on_2": "2026"}
    return {"members": pks, "chair": pks[0] if pks else "", "lead_is_there": "on", **day, **more}


def test_a_meeting_is_opened_and_changed_from_its_form(inspected: World, sign_in: SignIn) -> None:
    lead = sign_in(inspected.lead)
    assert "The panel has not met yet" in html_of(lead.get(at(inspected, "panel")))
    page = html_of(lead.post(at(inspected, "panel_open"), attended(inspected, inspected.panel), follow=True))
    assert "Meeting of 16 March 2026" in page
    meeting = PanelMeeting.objects.get()
    assert meeting.chair == inspected.panel
    body = attended(inspected, inspected.panel, observers=[inspected.editor.pk], seen=meeting.version)
    page = html_of(lead.post(at(inspected, "panel_attendance"), body, follow=True))
    assert f"{inspected.editor.name} to observe" in page
    page = html_of(lead.post(at(inspected, "panel_attendance"), body | {"observers": [], "seen": 1}))
    assert "Somebody else changed this meanwhile" in page


def test_an_incomplete_form_of_a_meeting_is_an_error_summary(inspected: World, sign_in: SignIn) -> None:
    page = html_of(sign_in(inspected.panel).post(at(inspected, "panel_open"), {}))
    assert "There is a problem" in page
    assert "Choose the members who are there" in page
    assert "Choose who is in the chair" in page


def test_notes_are_saved_and_a_conflict_shows_both(inspected: World, sign_in: SignIn) -> None:
    panel_meets(inspected)
    where = at(inspected, "panel_standard", "2.1")
    mine, theirs = sign_in(inspected.panel), sign_in(second(inspected))
    body = {"notes": "What they said.", "left_open_because": "", "seen": 1}
    assert "Saved: the notes on 2.1." in html_of(theirs.post(where, body, follow=True))
    page = html_of(mine.post(where, body | {"notes": "What I heard."}))
    assert "Notes saved by two people" in page
    assert "What they said." in page
    assert "What I heard." in page
    assert 'name="seen" value="2"' in page
    mine.post(where, body | {"notes": "Both.", "seen": 2})
    assert Discussion.objects.get(standard__number="2.1").notes == "Both."


def test_a_member_gives_their_own_voice(inspected: World, sign_in: SignIn) -> None:
    decision = decide(inspected, rating="good")
    where, other = at(inspected, "panel_standard", "2.1"), sign_in(second(inspected))
    page = html_of(other.get(at(inspected, "panel")))
    assert "You are named as being for the decision on 2.1" in page
    body = {"voice": "against", "words": "", "decision": decision.pk}
    assert "Say in words why you are against it" in html_of(other.post(where, body))
    other.post(where, body | {"words": "They were weak."})
    assert Voice.objects.get(person=second(inspected)).words == "They were weak."
    decide(inspected, rating="good")
    assert "you are for one decision" in html_of(other.post(at(inspected, "panel_voices"), follow=True))


def test_the_drafts_are_shown_to_the_panel_at_once(inspected: World, sign_in: SignIn) -> None:
    decide(inspected, rating="good")
    page = html_of(sign_in(inspected.panel).get(at(inspected, "panel_standard", "2.1")))
    assert "by the lowest percentage alone the rating would have been Requires improvement. Read again." in page
    assert "the ratings panel raised the rating to Good, because the cases judged “no” were read again." in page


def test_closing_says_what_is_left_and_then_closes(inspected: World, sign_in: SignIn) -> None:
    panel_meets(inspected)
    chair = sign_in(inspected.panel)
    where = at(inspected, "panel_close")
    assert "Decide 1.1" in html_of(chair.get(where))
    assert "There is a problem" in html_of(chair.post(where, {"seen": 1}))
    closed(inspected)
    assert "The panel is not meeting now." in html_of(chair.post(where, {"seen": 1}, follow=True))


def test_the_lead_confirms_a_change_that_bars_publication(inspected: World, sign_in: SignIn) -> None:
    closed(inspected)
    change_late(inspected, "no", reference="C2", question="2.1.2")
    lead = sign_in(inspected.lead)
    page = html_of(lead.get(at(inspected, "phases")))
    assert "It cannot be published yet" in page
    assert f'href="{at(inspected, "panel")}"' in page
    page = html_of(sign_in(inspected.administrator).get(at(inspected, "phases")))
    assert "2.1 Assessment: a change since the panel closed alters the rating." in page
    assert f'href="{at(inspected, "panel")}"' not in page
    page = html_of(lead.get(at(inspected, "panel_change", "2.1")))
    assert "Key question 2: 1 of 2 (50%) then, 0 of 2 (0%) now." in page
    seen = page.rpartition('name="seen" value="')[2].partition('"')[0]  # the alerts' comes before
    page = html_of(lead.post(at(inspected, "panel_change", "2.1"), {"seen": seen}, follow=True))
    assert "is reopened and waits for the panel" in page
    assert Reopening.objects.get().by == inspected.lead


def test_moving_to_published_says_why_it_cannot(inspected: World, sign_in: SignIn) -> None:
    panel_meets(inspected)
    where = at(inspected, "phase_move", Phase.PUBLISHED)
    page = html_of(sign_in(inspected.lead).post(where, {"seen": "announced"}))
    assert "It cannot be published yet. The panel’s meeting of 16 March 2026 is not closed." in page
    assert Inspection.objects.get(pk=inspected.inspection.pk).phase == Phase.ANNOUNCED


# The pack -----------------------------------------------------------------------------------------------------------
def test_the_pack_holds_figures_triggers_and_notes_and_is_on_record(inspected: World, sign_in: SignIn) -> None:
    page = html_of(sign_in(inspected.panel).get(at(inspected, "panel_pack")))
    assert "50 per cent is exactly where Requires improvement begins." in page
    assert "Because it is no here." in page
    assert "Key question 2: one case judged no" in page or "Key question 2: 1 case judged no" in page
    assert set(CaseOpening.objects.values_list("case__reference", "page", "person_id")) == {
        ("C1", "pack of the panel", inspected.panel.pk), ("C2", "pack of the panel", inspected.panel.pk),
    }  # fmt: skip


def test_the_pack_shows_discretion_of_earlier_published_inspections_of_the_edition(
    inspected: World, sign_in: SignIn
) -> None:
    for name, phase, days in (
        ("early-2025", "published", 300),
        ("draft-2025", "drafting", 200),
        ("late", "published", -9),
    ):
        other = make_world(name=name, place=name)
        other.submitted("X1", answers={"2.1.2": "no"})
        other.submitted("X2")
        decide(other, rating="good", words=f"As in {name}.")
        starts = inspected.inspection.fieldwork_starts.toordinal() - days
        Inspection.objects.filter(pk=other.inspection.pk).update(
            phase=phase, fieldwork_starts=inspected.inspection.fieldwork_starts.fromordinal(starts)
        )
    page = html_of(sign_in(inspected.lead).get(at(inspected, "panel_pack")))
    assert "early-2025, fieldwork " in page
    assert "Requires improvement by the table (100%, 50%, 100%), rated Good; key question 2 set aside" in page
    assert "As in draft-2025." not in page
    assert "As in late." not in page


@pytest.mark.parametrize("name", ["panel", "panel_pack"])
def test_pages_of_the_panel_ask_as_often_whatever_there_is(world: World, sign_in: SignIn, name: str) -> None:
    client = sign_in(world.panel)
    panel_meets(world)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            html_of(client.get(at(world, name)))
        return len(queries)

    cases_in_bulk(world, 3)
    decide(world, "2.1", "outstanding")
    asked()
    before = asked()
    cases_in_bulk(world, 40, prefix="C")
    for number in ("2.2", "2.3", "2.4"):
        decide(world, number, "outstanding")
    assert asked() == before
    assert before < 30


def test_the_quality_lead_reads_and_writes_nothing(inspected: World, sign_in: SignIn) -> None:
    panel_meets(inspected)
    page = html_of(sign_in(inspected.people[Role.QUALITY_LEAD]).get(at(inspected, "panel_standard", "2.1")))
    assert "No notes yet." in page
    assert "<textarea" not in page
    assert held(inspected).is_open


def test_a_standard_that_is_not_on_the_agenda_has_no_form_and_is_not_the_next(
    inspected: World, sign_in: SignIn
) -> None:
    closed(inspected)
    change_late(inspected, "no", reference="C2", question="2.1.2")
    panel_meets(inspected)  # on what was left open: the lead did not confirm 2.1
    page = html_of(sign_in(inspected.panel).get(at(inspected, "standard_decide", "2.1")))
    assert "2.1 is not on its agenda" in page
    assert 'name="rating"' not in page
