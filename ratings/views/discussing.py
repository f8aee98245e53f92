"""One standard at the panel's meeting: notes, leaving it open, who is for what was decided; and the pack."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from accounts.versions import ChangedMeanwhile
from casereviews.services.sample import cases_opened
from inspections.models import Inspection
from inspections.views.asking import posted
from ratings.access import can_see_meeting
from ratings.figures import ratings_page
from ratings.forms.meetings import DiscussionForm, VoiceForm
from ratings.meetings import AgendaLine, agenda_of, meeting_now, members_of
from ratings.models import Discussion, PanelMeeting
from ratings.pack import cases_in, pack_of
from ratings.services import MeetingRefused, discussion_save, voice_give
from ratings.views.opening import opened


@require_http_methods(["GET", "HEAD", "POST"])
def panel_standard(request: PersonRequest, name: str, number: str) -> HttpResponse:
    way = (("Ratings", "ratings"), ("The panel", "panel"), (number, ""))
    inspection, context = opened(request, name, can_see_meeting, *way)
    if request.method == "POST" and not context["may_decide"]:
        raise PermissionDenied
    meeting = meeting_now(inspection.pk)
    line = _line(meeting, inspection, number) if meeting else None
    if meeting is None or line is None:
        messages.info(request, f"{number[:20]} is not on the agenda of a meeting that is being held.")
        return redirect("panel", name)
    is_member = context["may_decide"] and request.user.pk in members_of(meeting)
    voicing = request.method == "POST" and "voice" in request.POST
    voice = VoiceForm(posted(request) if voicing else None, initial=_voice_of(line, request.user.pk))
    form = DiscussionForm.of(line.discussion, None if voicing else posted(request))
    if _voice_saved(request, meeting, line, voice) or _discussion_saved(request, meeting, line, form, context):
        return redirect("panel_standard", name, number)
    context |= {"meeting": meeting, "line": line, "standard": line.standard, "is_member": is_member}
    decision = line.standard.decision
    may_voice = is_member and decision is not None and decision.meeting == meeting.pk
    context |= {"form": form if is_member else None, "voice": voice if may_voice else None}
    return render(request, "ratings/panel_standard.html", context)


def _line(meeting: PanelMeeting, inspection: Inspection, number: str) -> AgendaLine | None:
    lines = agenda_of(meeting, ratings_page(inspection))
    return next((line for line in lines if line.standard.number == number), None)


def _voice_of(line: AgendaLine, person: int) -> dict[str, Any]:
    decision = {"decision": line.standard.decision.pk} if line.standard.decision else {}
    mine = next((voice for voice in line.voices if voice.person_id == person), None)
    return decision | ({"voice": "for" if mine.is_for else "against", "words": mine.words} if mine else {})


def _discussion_saved(
    request: PersonRequest, meeting: PanelMeeting, line: AgendaLine, form: DiscussionForm, context: dict[str, Any]
) -> bool:
    """Whether the notes were saved; where not, the form says why, or both sides of a conflict are shown."""
    if not form.is_valid():
        return False
    told = form.cleaned_data
    try:
        discussion_save(
            meeting=meeting,
            standard_id=line.standard.outline.pk,
            notes=told["notes"],
            left_open_because=told["left_open_because"],
            seen=told["seen"] or 0,
            by=request.user,
            at=timezone.now(),
        )
    except MeetingRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return False
    except ChangedMeanwhile:
        context["both"] = _both(line.discussion, told, yours=line.discussion.by_id == request.user.pk)
        form.data = {**request.POST.dict(), "seen": str(line.discussion.version)}
        form.add_error("notes", "Somebody else saved notes after you opened the page. Put both together, then save")
        return False
    messages.success(request, f"Saved: the notes on {line.standard.number}.")
    return True


def _both(saved: Discussion, told: dict[str, Any], *, yours: bool) -> dict[str, Any]:
    return {
        "theirs": {
            "by": "You, in another window" if yours else str(saved.by),
            "at": timezone.localtime(saved.at),
            "value": saved.left_open_because and f"Left open: {saved.left_open_because}",
            "note": saved.notes,
        },
        "yours": {
            "by": "Your notes, not saved",
            "value": told["left_open_because"] and f"Left open: {told['left_open_because']}",
            "note": told["notes"],
        },
    }


def _voice_saved(request: PersonRequest, meeting: PanelMeeting, line: AgendaLine, form: VoiceForm) -> bool:
    if not form.is_valid():
        return False
    told = form.cleaned_data
    is_for = told["voice"] == "for"
    given = {"decision_id": told["decision"], "is_for": is_for, "words": told["words"]}
    try:
        voice_give(meeting=meeting, by=request.user, at=timezone.now(), **given)
    except MeetingRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return False
    messages.success(
        request, f"Saved: you are {'for' if is_for else 'against'} the decision on {line.standard.number}."
    )
    return True


@require_safe
def panel_pack(request: PersonRequest, name: str) -> HttpResponse:
    """All that the panel reads before and at its meeting; each look at a case goes on record."""
    way = (("Ratings", "ratings"), ("The panel", "panel"), ("Pack", ""))
    inspection, context = opened(request, name, can_see_meeting, *way)
    page = ratings_page(inspection)
    pages = pack_of(inspection, page)
    if (cases := cases_in(pages)) and request.method == "GET":
        cases_opened(case_ids=cases, page="pack of the panel", by=request.user, at=timezone.now())
    context |= {"page": page, "pages": pages, "now": timezone.localtime()}
    return render(request, "ratings/panel_pack.html", context)
