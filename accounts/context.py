"""What every page shows: the product's name, where this person can go, whether this is the demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

PRODUCT_NAME = "Plumbline"


def product(request: HttpRequest) -> dict[str, Any]:
    return {
        "product": {"name": PRODUCT_NAME},
        "demo": settings.DEMO,
        "navigation": navigation_for(request),
    }


def navigation_for(request: HttpRequest) -> list[dict[str, Any]]:
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return []
    links = [("home", "My work")]
    if person.is_administrator:
        links += [
            ("inspection_list", "Inspections"),
            ("service_list", "Services"),
            ("person_list", "People"),
            ("edition_list", "Editions"),
        ]
    return [{"href": reverse(name), "text": text, "active": request.path == reverse(name)} for name, text in links]
