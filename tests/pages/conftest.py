"""A case that somebody reads, its pages open in front of them, and a line that can be cut."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from casereviews.models import CaseReview
from tests.factories import World, world
from tests.pages.lines import Line, line_to
from tests.pages.people import signed_in


@pytest.fixture
def found(transactional_db: None) -> World:
    return world()


@pytest.fixture
def review(found: World) -> CaseReview:
    return found.review(gender="female")


@pytest.fixture
def line(live_server, complaints) -> Iterator[Line]:
    complaints.expect("ERR_")
    with line_to(live_server.url) as line:
        yield line


@pytest.fixture
def opened(live_server) -> Callable[..., Page]:
    """`opened(page, review)` is that page of the case, read by its reader."""

    def page_of(page: Page, review: CaseReview, at: str = "standards/2.1/") -> Page:
        signed_in(page, review.reader, live_server.url)
        page.goto(f"{live_server.url}/reviews/{review.pk}/{at}")
        expect(page.get_by_role("button", name="Keys")).to_be_visible()
        return page

    return page_of
