"""A panel that meets, decides and closes, for tests."""

from typing import Any

from accounts.models import Person
from ratings.figures import ratings_page, standard_figures
from ratings.meetings import meeting_now
from ratings.models import Decision, PanelMeeting
from ratings.services import decision_take, discussion_save, meeting_close, proposal_make, voices_confirm
from tests.factories import NOW, World, panel_meets


def decide(found: World, number: str = "2.1", rating: str = "requires_improvement", **other: Any) -> Decision:
    """At the meeting that is being held, opened where none is; by default the band of `panel_material`."""
    agreed = panel_meets(found)
    seen = standard_figures(found.inspection, number).seen
    values = {"words": "Read again.", "reason_code": "cases_read_again", "confirmed": True, "agreed": agreed}
    values |= {"by": found.panel, "seen_number": seen, "at": NOW} | other
    return decision_take(inspection=found.inspection, standard_number=number, rating=rating, **values)


def held(found: World) -> PanelMeeting:
    """The meeting that is being held, opened where none is."""
    panel_meets(found)
    meeting = meeting_now(found.inspection.pk)
    assert meeting is not None
    return meeting


def second(found: World) -> Person:
    """The other member at the meeting."""
    members = held(found).attendances.filter(part="member").exclude(person=found.panel)
    return members.first().person  # type: ignore[union-attr]


def discuss(found: World, number: str, **said: Any) -> Any:
    standard = standard_figures(found.inspection, number).outline
    meeting = held(found)
    row = meeting.discussions.get(standard_id=standard.pk)
    values = {"notes": "", "left_open_because": "", "seen": row.version, "by": found.panel, "at": NOW} | said
    return discussion_save(meeting=meeting, standard_id=standard.pk, **values)


def decide_the_rest(found: World) -> None:
    """Everything on the agenda that is not decided: the band, or the proposal, or it is left open."""
    meeting = held(found)
    on_agenda = set(meeting.discussions.values_list("standard_id", flat=True))
    for standard in ratings_page(found.inspection).standards:
        if standard.outline.pk not in on_agenda or (standard.decision and not standard.figures_changed):
            continue
        if standard.base:
            decide(found, standard.number, standard.base, words="", reason_code="")
        else:
            discuss(found, standard.number, left_open_because="There is no case, and nothing is proposed.")


def close(found: World) -> PanelMeeting:
    """Both members confirm by their own sign-in what they are named for, and the chair closes."""
    meeting = held(found)
    for person in (found.panel, second(found)):
        voices_confirm(meeting=meeting, by=person, at=NOW)
    return meeting_close(meeting=meeting, by=found.panel, at=NOW)


def closed(found: World) -> PanelMeeting:
    """Everything decided as it stands, or left open, and closed."""
    decide_the_rest(found)
    return close(found)


def proposed(found: World, number: str = "1.1", rating: str = "good", *, seen: int = 0) -> None:
    values = {"summary": f"Seen {seen}.", "seen": seen, "by": found.lead, "at": NOW}
    proposal_make(inspection=found.inspection, standard_number=number, rating=rating, **values)
