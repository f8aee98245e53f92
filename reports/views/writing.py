"""Where a section is written, and how far all of them are."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from inspections.models import Inspection
from inspections.rules import Phase, Standing
from inspections.views.asking import inspection_asked
from reports.access import can_comment, can_see_report, can_set_status, can_write_prose
from reports.boxes import example_titles
from reports.contents import Part, parts_of
from reports.door import paragraph_json
from reports.forms import CommentForm
from reports.live import LiveFigures
from reports.rules import Status, prose_html
from reports.views.asking import section_asked, section_crumbs
from reports.writing import (
    WrittenPart,
    changed_since,
    comments_of,
    overview_of,
    said_of,
    since_token,
    standing_of_section,
    writers_in,
    written_parts,
)


@require_safe
def section_edit(request: PersonRequest, name: str, section: str) -> HttpResponse:
    """The section's words, in an editor for who may write there."""
    inspection, standing, part = section_asked(request, name, section, can_see_report)
    written, live = written_parts(part, inspection.service_word), LiveFigures(inspection)
    title = f"Write: {part.spec.title}"
    context = {
        "inspection": inspection,
        "part": part,
        "title": title,
        "crumbs": section_crumbs(inspection, standing, (title, "")),
        "parts": [_shown(one, live) for one in written],
        "published": inspection.phase == Phase.PUBLISHED,
        "may_write": bool(written) and _may_write(standing, part, inspection),
        "data": _data(part, written, live),
        "others": writers_in(part.row, request.user.pk),
        **beside(part, standing),
    }
    return render(request, "reports/edit.html", context)


def _may_write(standing: Standing, part: Part, inspection: Inspection) -> bool:
    return can_write_prose(standing, part.row.code) and inspection.phase != Phase.PUBLISHED


def _shown(written: WrittenPart, live: LiveFigures) -> dict[str, Any]:
    html = [(row, prose_html([row.node], live.say, live.boxes)) for row in written.rows if row.node is not None]
    return {"part": written.part, "paragraphs": [(row, mark_safe(shown)) for row, shown in html]}  # noqa: S308 - escaped there


def _data(part: Part, written: list[WrittenPart], live: LiveFigures) -> dict[str, Any]:
    """What the editor begins with."""
    return {
        "since": since_token(part.row),
        "built": part.row.built,
        "said": said_of(live, [node for one in written for node in one.nodes]),
        "examples": example_titles(live.inspection),
        "parts": [
            {
                "code": one.part.code,
                "title": one.part.title,
                "hint": one.part.hint,
                "paragraphs": [{"paragraph": str(row.key), **paragraph_json(row)} for row in one.rows],
            }
            for one in written
        ],
    }


def beside(part: Part, standing: Standing) -> dict[str, Any]:
    """How far the section is and what was said of it, with what this person may do about that."""
    status = standing_of_section(part.row)
    may = [one for one in Status if can_set_status(standing, one)]
    return {
        "status": status,
        "since": since_token(part.row),
        "changed": changed_since(part.row, status.row),
        "may_review": Status.REVIEWED in may,
        "may_clear": Status.CLEARED in may,
        "may_set_back": Status.DRAFT in may,
        "may_comment": can_comment(standing),
        "comments": comments_of(part.row, resolved=False) if can_comment(standing) else (),
        "resolved": comments_of(part.row, resolved=True) if can_comment(standing) else (),
        "comment_form": CommentForm(),
    }


@require_safe
def report_writing(request: PersonRequest, name: str) -> HttpResponse:
    """Every section in which somebody writes: how far it is, how long, and what waits there."""
    inspection, standing = inspection_asked(request, name, can_see_report)
    title = "Writing the report"
    rows = overview_of(inspection, parts_of(inspection, bodies=False))
    context = {
        "inspection": inspection,
        "title": title,
        "rows": rows,
        "words": sum(row.words for row in rows),
        "may_comment": can_comment(standing),
        "crumbs": section_crumbs(inspection, standing, (title, "")),
    }
    return render(request, "reports/writing.html", context)
