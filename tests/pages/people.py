"""Signing people in for browser tests without typing a password each time."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from accounts.models import Person


def signed_in(page: Page, person: Person, base_url: str) -> Page:
    """The page in a browser in which `person` is signed in already."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base_url}])
    return page
