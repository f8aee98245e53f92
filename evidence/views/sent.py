"""What the service's contact sends, and all that they see of evidence: what the service sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PersonRequest
from evidence import services
from evidence.access import can_send_evidence
from evidence.forms import SendForm, sent_file
from evidence.models import Evidence
from evidence.rules import EvidenceKind
from evidence.views.asking import files_of, is_saved, withdrawal
from inspections.models import Inspection, TeamMember
from inspections.rules import Role
from inspections.views.asking import inspection_asked, page_of, posted

TITLE = "Evidence you sent"


@require_safe
def evidence_sent(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_send_evidence)
    rows = Evidence.objects.filter(inspection=found, from_service=True).listed().select_related("recorded_by")
    contacts = set(
        TeamMember.objects.filter(inspection=found, role=Role.SERVICE_CONTACT).values_list("person_id", flat=True)
    )
    sent = [(row, row.withdrawn_by_id in contacts) for row in rows.order_by("-recorded_at", "-pk")]
    return render(request, "evidence/sent.html", page_of(found, standing, TITLE, sent=sent))


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_send(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_send_evidence)
    form = SendForm(posted(request), files_of(request))
    if form.is_valid() and is_saved(form, lambda: _sent(request, found, form)):
        messages.success(request, f"{form.title_given} is with the inspection team.")
        return redirect("evidence_sent", name)
    page = page_of(found, standing, "Send evidence", form=form)
    page["crumbs"].insert(-1, (TITLE, reverse("evidence_sent", args=[name])))
    return render(request, "evidence/send.html", page)


def _sent(request: PersonRequest, found: Inspection, form: SendForm) -> None:
    file = sent_file(form)
    assert file is not None, "the form asks for it"
    services.document_send(
        inspection=found,
        kind=EvidenceKind(form.cleaned_data["kind"]),
        title=form.title_given,
        notes=form.cleaned_data["notes"].replace("\r\n", "\n"),
        file=file,
        by=request.user,
        at=timezone.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_sent_withdraw(request: PersonRequest, name: str, pk: int) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_send_evidence)
    piece = get_object_or_404(Evidence, pk=pk, inspection=found, from_service=True)
    back = reverse("evidence_sent", args=[name])
    page = page_of(found, standing, "Withdraw what you sent")
    page["crumbs"].insert(-1, (TITLE, back))
    page["says"] = f"“{piece.title}” stays on record, and the inspection team sees your reason."
    return withdrawal(
        request,
        page,
        seen=piece.version,
        back=(back, "Keep it"),
        do=lambda because, seen: services.piece_withdraw(
            piece_id=pk, because=because, seen=seen, by=request.user, at=timezone.now()
        ),
    )
