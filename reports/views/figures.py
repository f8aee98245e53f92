"""What an author may put into the prose of a section: live figures with their forms, and examples of practice."""

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from inspections.views.asking import inspection_asked
from reports.access import can_check_report
from reports.annexe.access import can_see_inside
from reports.boxes import examples_offered
from reports.contents import part_of
from reports.live import LiveFigures
from reports.saying import offers_searched

LONGEST_SEARCH = 200


@require_safe
def report_figures(request: PersonRequest, name: str, section: str) -> HttpResponse:
    """Those that hold every word of `q`, the section's own standard first."""
    inspection, standing = inspection_asked(request, name, can_check_report)
    part = part_of(inspection, section)
    if part is None:
        raise Http404
    words = request.GET.get("q", "")[:LONGEST_SEARCH].replace("\0", "")
    children = can_see_inside(standing)
    figures = offers_searched(LiveFigures(inspection), words, standard=part.standard, children=children)
    return JsonResponse({"figures": figures, "examples": examples_offered(inspection, words, part.standard)})
