"""What the tests of these pages share: a form as a browser would send it, and the errors it comes back with."""

import re
from html import unescape

from django.http import HttpResponse

from tests.factories import MONDAY


def day(field: str, when: object = MONDAY) -> dict[str, str]:
    parts = (when.day, when.month, when.year) if hasattr(when, "year") else when
    return {f"{field}_{place}": str(part) for place, part in enumerate(parts)}


def error_links(response: HttpResponse) -> list[tuple[str, str]]:
    """Each line of the error summary: the field it leads to, and its sentence."""
    summary = re.search(r'(?s)<ul class="govuk-list govuk-error-summary__list">(.*?)</ul>', response.content.decode())
    lines = summary[1] if summary else ""
    return [(at, unescape(text)) for at, text in re.findall(r'<a href="(.*?)">(.*?)</a>', lines)]
