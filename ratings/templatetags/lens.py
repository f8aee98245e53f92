"""The lens on a standard, how sure its figures are, the overall score, and the way to the cases behind a figure.

Each works on values that a page has at hand already: what it shows costs no query of its own.
"""

from functools import lru_cache

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ratings.lens import Lens, lens_on
from ratings.overall import OverallStanding, overall_standing
from ratings.rules import CasePart
from ratings.structure import RatingsPage, StandardFigures
from ratings.sure import Stretch, Sure, sure_of

register = template.Library()


@register.simple_tag(takes_context=True)
def lens_here(context: Context, standard: StandardFigures) -> Lens | None:
    return lens_on(standard, context["edition_figures"])


@register.simple_tag(takes_context=True)
def sure_here(context: Context, standard: StandardFigures) -> Sure | None:
    return sure_of(standard, context["eligible"], context["edition_figures"])


@register.simple_tag
def overall_here(page: RatingsPage) -> OverallStanding:
    return overall_standing(page)


@register.simple_tag
@lru_cache(maxsize=64)
def bands_drawn(bands: tuple[Stretch, ...]) -> SafeString:
    """The bands behind a picture: the same in every one of an edition, so drawn once per process."""
    drawn = '<rect class="plumb-sure__band plumb-sure__band--{}" x="{}%" y="3" width="{}%" height="16"/>'
    return format_html_join("", drawn, ((band.rating, band.start, band.width) for band in bands))


@register.simple_tag
def behind(inspection: str, standard: str, number: int, figures: str = "") -> str:
    """The address of the cases behind the figure of a key question; `figures` as in ratings.forms.FIGURES."""
    address = reverse("retrace", args=[inspection, f"{standard}.{number}"])
    return f"{address}?figures={figures}" if figures else address


@register.filter
def get(values: dict[str, object], key: str) -> object:
    return values.get(key)


PARTS = {
    CasePart.YES: ("Yes", ""),
    CasePart.NO: ("No", ""),
    CasePart.NOT_RELEVANT: ("Not relevant", "Their readers say so. They do not count."),
    CasePart.UNSUBMITTED: (
        "Not submitted yet",
        "They count in emerging figures, and here once they are submitted.",
    ),
    CasePart.OPEN: ("Not answered yet", ""),
    CasePart.WAITING: ("Waiting for a fact", "Until it is given, the question is not asked."),
    CasePart.NOT_ASKED: ("Not asked", "By the rules of the edition, or because the key question is not relevant."),
    CasePart.DORMANT: ("Answered, and not asked any more", "The answer is kept, and does not count."),
    CasePart.NO_READER: ("No reader yet", ""),
    CasePart.FELL_OUT: ("Fell out of the sample", "What was answered is kept, and does not count."),
}


@register.filter
def part_title(part: CasePart) -> str:
    return PARTS[part][0]


@register.filter
def part_why(part: CasePart) -> str:
    return PARTS[part][1]
