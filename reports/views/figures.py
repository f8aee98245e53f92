"""What the picker of an editor offers: live figures with every form that fits, and examples of practice."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from reports.access import can_see_report
from reports.live import LiveFigures
from reports.rules import forms_for
from reports.views.asking import section_asked
from standards.structure import filled


@never_cache
@require_safe
def report_figures(request: PersonRequest, name: str, section: str) -> HttpResponse:
    """Those whose title holds the words asked for (`q`)."""
    inspection, _, part = section_asked(request, name, section, can_see_report)
    live = LiveFigures(inspection)
    figures = live.page.by_number[part.standard].questions if part.standard in live.page.by_number else ()
    outline = live.outline.figures
    offered = [
        {
            "source": f"question:{part.standard}.{figure.number}",
            "title": f"{part.standard}.{figure.number} {filled(figure.text, live.service_word)}",
            "group": part.spec.title,
            "forms": [{"form": form.value, "words": words} for form, words in forms_for(figure.tally, outline)],
        }
        for figure in figures
    ]
    return JsonResponse(
        {"figures": [one for one in offered if one["forms"] and _holds(request, one["title"])], "examples": []}
    )


def _holds(request: HttpRequest, title: object) -> bool:
    return all(word in str(title).lower() for word in request.GET.get("q", "").lower().split())
