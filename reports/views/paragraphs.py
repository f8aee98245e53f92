"""What a paragraph was, who wrote it and when; and putting an earlier version in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import PersonRequest
from casereviews.pages import names_by_id
from inspections.rules import Phase
from inspections.views.confirming import version_seen
from reports import services
from reports.access import can_see_report, can_write_prose
from reports.live import LiveFigures
from reports.models import Paragraph
from reports.rules import Became, Draft, Row, compared, prose_html
from reports.views.asking import section_asked, section_crumbs
from reports.views.prose import builds_ask
from reports.writing import drafts_of, paragraph_named

AT_ONCE = 10  # sittings on a page: each is compared with the one before
CHANGED = "Somebody changed the paragraph meanwhile, so it stands as they left it. Look at it again."


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one person left of a paragraph, and how it differs from what stood there before."""

    draft: Draft
    by: str
    rows: list[Row]
    is_now: bool
    is_first: bool


@require_http_methods(["GET", "HEAD", "POST"])
def paragraph_history(request: PersonRequest, name: str, section: str, paragraph: UUID) -> HttpResponse:
    inspection, standing, part = section_asked(request, name, section, can_see_report)
    row = paragraph_named(part.row, paragraph)
    if row is None:
        raise Http404
    may_write = can_write_prose(standing, part.row.code) and inspection.phase != Phase.PUBLISHED
    if request.method == "POST":
        services.prose_place(section_id=part.row.pk, by=request.user)
        return _restored(request, row, reverse("section_edit", args=[name, section]))
    drafts = drafts_of(row)
    page = Paginator(drafts, AT_ONCE).get_page(request.GET.get("page"))
    title = "Earlier versions of a paragraph"
    context = {
        "inspection": inspection,
        "part": part,
        "row": row,
        "title": title,
        "page": page,
        "sittings": _sittings(drafts, page, LiveFigures(inspection)),
        "may_write": may_write,
        "crumbs": section_crumbs(
            inspection,
            standing,
            (f"Write: {part.spec.title}", reverse("section_edit", args=[name, section])),
            (title, ""),
        ),
    }
    return render(request, "reports/paragraph.html", context)


def _sittings(drafts: Sequence[Draft], page: Page, live: LiveFigures) -> list[Sitting]:
    shown = drafts[page.start_index() - 1 : page.end_index()] if drafts else []
    before = drafts[page.start_index() : page.end_index() + 1] if drafts else []
    names = names_by_id({draft.by_id for draft in shown if draft.by_id})

    def html(draft: Draft | None) -> str:
        return prose_html([draft.node], live.say, live.boxes) if draft and draft.node else ""

    return [
        Sitting(
            one,
            names.get(one.by_id or 0, ""),
            list(compared(html(former), html(one))),
            is_now=one is drafts[0],
            is_first=former is None,
        )
        for one, former in zip_longest(shown, before[: len(shown)])
    ]


def _restored(request: PersonRequest, row: Paragraph, back: str) -> HttpResponse:
    version, seen = (version_seen(request.POST.get(key, "")) for key in ("version", "seen"))
    try:
        receipt = services.prose_restore(
            paragraph_id=row.pk, version=version, seen=seen, by=request.user, at=timezone.now()
        )
    except Paragraph.DoesNotExist as error:
        raise BadRequest from error
    builds_ask(receipt)
    (outcome,) = receipt.outcomes
    if outcome.became is Became.SAVED:
        messages.success(request, "The earlier version stands again.")
    else:
        messages.error(request, outcome.reason or CHANGED)
    return redirect(back)
