"""The panel's meetings: opening one, who is there, its agenda, closing it, and changes that the lead confirms."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from inspections.forms import ConfirmForm
from inspections.views.asking import is_saved, posted
from ratings.access import can_confirm_change, can_decide, can_open_meeting, can_see_meeting
from ratings.figures import ratings_page
from ratings.forms.meetings import MeetingForm
from ratings.involvement import candidates_of
from ratings.meetings import agenda_of, altered_words, meeting_now, members_of, since_closing
from ratings.models import PanelMeeting
from ratings.rules import AfterClosing, left_before_closing
from ratings.services import (
    FiguresChanged,
    MeetingRefused,
    NothingToConfirm,
    change_confirm,
    meeting_change,
    meeting_close,
    meeting_open,
    voices_confirm,
)
from ratings.views.opening import opened
from standards.wording import plural

PANEL = ("The panel", "panel")
REFUSALS = (FiguresChanged, MeetingRefused, NothingToConfirm)
Way = tuple[str, ...]


@require_safe
def panel(request: PersonRequest, name: str) -> HttpResponse:
    inspection, context = opened(request, name, can_see_meeting, ("Ratings", "ratings"), ("The panel", ""))
    page = ratings_page(inspection)
    held = list(PanelMeeting.objects.filter(inspection=inspection).with_people())
    meeting = next((one for one in held if one.is_open), None)
    agenda = agenda_of(meeting, page) if meeting else []
    after = since_closing(inspection.pk, page)
    context |= {
        "meeting": meeting,
        "closed": [one for one in held if not one.is_open],
        "agenda": agenda,
        "to_do": left_before_closing([line.state for line in agenda]),
        "waits_for_you": _unsaid(agenda, request.user.pk),
        "bars": [(one, altered_words(one, page)) for one in after if one.state is AfterClosing.BARS],
        "marked": [one for one in after if one.state is AfterClosing.MARKED],
        "reopened": [one for one in after if one.state is AfterClosing.REOPENED],
        "left_open": [one for one in after if one.state is AfterClosing.LEFT_OPEN],
        "barred": [one for one in candidates_of(inspection).members if one.why_not],
        "is_member": meeting is not None and request.user.pk in members_of(meeting),
        "is_chair": meeting is not None and request.user.pk == meeting.chair_id,
    }
    return render(request, "ratings/panel.html", context)


def _unsaid(agenda: list[Any], person: int) -> list[str]:
    """The standards on which somebody is named for the decision and did not say so by their own sign-in."""
    return [
        line.standard.number
        for line in agenda
        if any(voice.person_id == person and voice.is_for and not voice.own for voice in line.voices)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def panel_open(request: PersonRequest, name: str) -> HttpResponse:
    way: tuple[Way, ...] = (("Ratings", "ratings"), PANEL, ("Open a meeting", ""))
    inspection, context = opened(request, name, can_open_meeting, *way)
    candidates = candidates_of(inspection)
    today = {"held_on": timezone.localdate(), "lead_is_there": True}
    form = MeetingForm(candidates, posted(request), initial=today)

    def save() -> None:
        meeting_open(inspection=inspection, by=request.user, at=timezone.now(), **form.told)

    if form.is_valid() and is_saved(form, save, refusals=REFUSALS):
        messages.success(request, "The panel’s meeting is open.")
        return redirect("panel", name)
    context |= {"form": form, "title": "Open a meeting of the panel", "candidates": candidates}
    return render(request, "ratings/panel_attendance.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def panel_attendance(request: PersonRequest, name: str) -> HttpResponse:
    inspection, context = opened(request, name, can_open_meeting, ("Ratings", "ratings"), PANEL, ("Who is there", ""))
    meeting = meeting_now(inspection.pk)
    if meeting is None:
        return not_meeting(request, name)
    candidates = candidates_of(inspection)
    form = MeetingForm(candidates, posted(request), initial=MeetingForm.initial_from(meeting))

    def save() -> None:
        meeting.version = form.cleaned_data["seen"] or 0
        meeting_change(meeting=meeting, by=request.user, at=timezone.now(), **form.told)

    if form.is_valid() and is_saved(form, save, refusals=REFUSALS):
        messages.success(request, "Saved: who is at the meeting.")
        return redirect("panel", name)
    context |= {"form": form, "title": "Who is at the meeting", "candidates": candidates}
    return render(request, "ratings/panel_attendance.html", context)


def not_meeting(request: PersonRequest, name: str) -> HttpResponse:
    messages.info(request, "The panel is not meeting now.")
    return redirect("panel", name)


@require_http_methods(["GET", "HEAD", "POST"])
def panel_close(request: PersonRequest, name: str) -> HttpResponse:
    inspection, context = opened(request, name, can_decide, ("Ratings", "ratings"), PANEL, ("Close", ""))
    meeting = meeting_now(inspection.pk)
    if meeting is None:
        return not_meeting(request, name)
    form = ConfirmForm(posted(request), submit_text="Close the meeting", initial={"seen": meeting.version})

    def close() -> None:
        meeting_close(meeting=meeting, by=request.user, at=timezone.now())

    if form.is_valid() and is_saved(form, close, refusals=REFUSALS):
        messages.success(request, "The panel has closed.")
        return redirect("panel", name)
    to_do = left_before_closing([line.state for line in agenda_of(meeting, ratings_page(inspection))])
    says = to_do or ("Everything on the agenda is decided, or left open with a reason.",)
    after = "Afterwards, a change that alters a rating bars publication until the lead inspector confirms it."
    context |= {"form": form, "title": "Close the meeting?", "caption": str(inspection), "says": (*says, after)}
    return render(request, "inspections/confirm.html", context | {"back": _back(name)})


def _back(name: str) -> tuple[str, str]:
    return (reverse("panel", args=[name]), "Back to the panel")


@require_http_methods(["POST"])
def panel_voices(request: PersonRequest, name: str) -> HttpResponse:
    """By their own sign-in, a member is for all decisions that name them."""
    inspection, _ = opened(request, name, can_decide, PANEL)
    meeting = meeting_now(inspection.pk)
    if meeting is None:
        return not_meeting(request, name)
    try:
        number = voices_confirm(meeting=meeting, by=request.user, at=timezone.now())
    except MeetingRefused as refusal:
        messages.error(request, str(refusal))
    else:
        decisions = plural(number, "decision", "decisions")
        messages.success(request, f"Saved: you are for {decisions} that named you.")
    return redirect("panel", name)


@require_http_methods(["GET", "HEAD", "POST"])
def panel_change(request: PersonRequest, name: str, number: str) -> HttpResponse:
    """The lead confirms a change that alters a rating, which reopens the standard for the panel."""
    inspection, context = opened(request, name, can_confirm_change, ("Ratings", "ratings"), PANEL, (number, ""))
    page = ratings_page(inspection)
    one = next((one for one in since_closing(inspection.pk, page) if one.standard.number == number), None)
    if one is None or one.state is not AfterClosing.BARS:
        messages.info(request, f"No change bars publication because of {number[:20]}.")
        return redirect("panel", name)
    form = ConfirmForm(
        posted(request), submit_text="Confirm and reopen it", warns=True, initial={"seen": one.standard.seen}
    )

    def save() -> None:
        seen = form.cleaned_data["seen"]
        seen = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0
        change_confirm(
            inspection=inspection, standard_number=number, seen_number=seen, by=request.user, at=timezone.now()
        )

    if form.is_valid() and is_saved(form, save, refusals=REFUSALS):
        messages.success(request, f"Confirmed. {number} waits for the panel.")
        return redirect("panel", name)
    context |= {"form": form, "one": one, "standard": one.standard, "words": altered_words(one, page)}
    return render(request, "ratings/panel_change.html", context | {"back": _back(name)})
