"""Administrators' pages on a phone, with nothing on them yet or with long names: nothing sticks out sideways."""

import pytest
from playwright.sync_api import Page

from accounts.models import Person
from inspections.models import Inspection
from standards.models import Edition
from tests.factories import PersonFactory, load_edition, world
from tests.pages.people import signed_in
from tests.pages.test_every_page import problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What scrolls sideways within the page, so that its end is out of sight.
SCROLLING = """[...document.querySelectorAll("main *")].filter(part =>
    part.clientWidth > 1 && part.scrollWidth > part.clientWidth && getComputedStyle(part).overflowX !== "visible"
).map(part => part.className)"""
LISTS = ("/", "/people/", "/services/", "/inspections/", "/inspections/new/", "/editions/")


@pytest.fixture
def ada(phone: Page, live_server) -> Person:
    ada = PersonFactory(name="Ada", is_administrator=True)
    signed_in(phone, ada, live_server.url)
    return ada


def wrong(page: Page, addresses: tuple[str, ...]) -> list[str]:
    found = []
    for address in addresses:
        page.goto(address)
        found += [f"{address}: {problem}" for problem in problems(page)]
    return found


def test_pages_with_nothing_on_them_fit_a_phone(phone: Page, ada: Person) -> None:
    Edition.objects.all().delete()
    assert wrong(phone, LISTS) == []


def test_lists_of_long_names_fit_a_phone_and_hide_nothing(phone: Page, ada: Person) -> None:
    found = world(name="a-name-of-letters-and-hyphens-that-goes-on-for-eighty-letters-and-then-ends-2026")
    Edition.objects.filter(pk=load_edition("youth-2018").pk).update(code="c" * 50)
    long = f"{'somebody' * 7}@{'example' * 8}.example.test"
    Person.objects.filter(pk=found.lead.pk).update(email=long, name="N" * 60)
    Inspection.objects.update(joint_with=["police"])
    addresses = (*LISTS[1:4], LISTS[5], f"/people/{found.lead.pk}/", f"/inspections/{found.inspection.name}/team/")
    assert wrong(phone, addresses) == []
    phone.goto("/editions/")
    assert phone.evaluate(SCROLLING) == []
