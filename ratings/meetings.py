"""The panel's meetings of an inspection: the one being held with its agenda, and what changed since one closed."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspections.bars import Bar
from inspections.models import Inspection
from ratings.figures import ratings_page
from ratings.models import Discussion, PanelMeeting, Reopening, Voice
from ratings.rules import AfterClosing, OnAgenda, Part, after_closing
from ratings.structure import RatingsPage, StandardFigures
from standards.wording import date_words

# Administrators read it, who see no figure and no rating.
ALTERED = "a change since the panel closed alters the rating."


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A standard on the agenda of a meeting."""

    standard: StandardFigures
    discussion: Discussion
    voices: tuple[Voice, ...]  # on the decision that stands
    state: OnAgenda

    @property
    def for_it(self) -> list[Voice]:
        return [voice for voice in self.voices if voice.is_for]

    @property
    def dissent(self) -> list[Voice]:
        return [voice for voice in self.voices if not voice.is_for]


@dataclass(frozen=True, slots=True)
class SinceClosing:
    """How a standard stands since the panel closed on it."""

    standard: StandardFigures
    closed: Discussion
    state: AfterClosing
    reopening: Reopening | None


def meeting_now(inspection_id: int) -> PanelMeeting | None:
    """The meeting that is being held, with who is there."""
    found: PanelMeeting | None = PanelMeeting.objects.open_on(inspection_id).with_people().first()
    return found


def members_of(meeting: PanelMeeting) -> dict[int, str]:
    """The members who are at the meeting, by primary key."""
    return {
        one.person_id: str(one.person)
        for one in meeting.attendances.all()
        if one.part == Part.MEMBER and one.is_present
    }


def agenda_of(meeting: PanelMeeting, page: RatingsPage) -> list[AgendaLine]:
    """Three queries, whatever stands on it."""
    discussions = {row.standard_id: row for row in meeting.discussions.select_related("by")}
    standards = [standard for standard in page.standards if standard.outline.pk in discussions]
    voices = Voice.objects.by_decision([s.decision.pk for s in standards if s.decision])
    reopened = {standard for _, standard in Reopening.objects.by_meeting(meeting.inspection_id)}
    return [
        _line(meeting, standard, discussions[standard.outline.pk], voices, standard.outline.pk in reopened)
        for standard in standards
    ]


def _line(
    meeting: PanelMeeting,
    standard: StandardFigures,
    discussion: Discussion,
    voices: Mapping[int, list[Voice]],
    was_reopened: bool,
) -> AgendaLine:
    decision = standard.decision
    said = tuple(voices.get(decision.pk, ())) if decision else ()
    is_here = decision is not None and decision.meeting == meeting.pk
    state = OnAgenda(
        number=standard.number,
        is_decided=decision is not None and (is_here or not was_reopened),
        is_changed=standard.figures_changed,
        is_left_open=bool(discussion.left_open_because),
        is_discretion=is_here and standard.discretion is not None,
        own_voices=sum(voice.is_for and voice.own for voice in said),
    )
    return AgendaLine(standard, discussion, said, state)


def since_closing(inspection_id: int, page: RatingsPage) -> list[SinceClosing]:
    """Every standard that the panel closed on, as it stands since; two queries."""
    closed = Discussion.objects.closed_on(inspection_id)
    reopenings = Reopening.objects.by_meeting(inspection_id) if closed else {}
    found = []
    for standard in page.standards:
        if row := closed.get(standard.outline.pk):
            reopening = reopenings.get((row.meeting_id, standard.outline.pk))
            state = after_closing(
                base_then=row.closed_base,
                base_now=standard.base,
                figures_changed=standard.figures_changed,
                is_reopened=reopening is not None,
                is_left_open=bool(row.left_open_because),
            )
            found.append(SinceClosing(standard, row, state, reopening))
    return found


def publication_bars(inspection_id: int) -> list[Bar]:
    """What the panel has still to do before the report is out; nothing where it never met."""
    if not PanelMeeting.objects.filter(inspection_id=inspection_id).exists():
        return []
    inspection = Inspection.objects.with_names().get(pk=inspection_id)
    page, meeting = ratings_page(inspection), meeting_now(inspection_id)
    found = [Bar(f"The panel’s meeting of {date_words(meeting.held_on)} is not closed.", "panel")] if meeting else []
    for one in since_closing(inspection_id, page):
        if one.state is AfterClosing.BARS:
            found.append(Bar(f"{_name(one)}: {ALTERED} The lead inspector has to confirm it first.", "panel"))
        elif one.state is AfterClosing.REOPENED:
            found.append(Bar(f"{_name(one)} is reopened and waits for the panel.", "panel"))
    return found


def _name(one: SinceClosing) -> str:
    return f"{one.standard.number} {one.standard.title}"


def altered_words(one: SinceClosing, page: RatingsPage) -> str:
    """As "2.1 Assessment: the table gives Good, and gave Inadequate when the panel closed."."""
    names, standard = page.figures.names, one.standard
    now, then = names.get(standard.base or "", "no rating"), names.get(one.closed.closed_base, "no rating")
    verbs = ("the table gives", "gave") if standard.by_cases else ("the lead inspector proposes", "proposed")
    return f"{standard.number} {standard.title}: {verbs[0]} {now}, and {verbs[1]} {then} when the panel closed."
