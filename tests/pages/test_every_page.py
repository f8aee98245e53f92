"""Every page that the address table knows, at a desk and on a phone: axe finds nothing, nothing sticks out sideways.

The pages come from the table of tests/test_access.py, each opened by somebody who may.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from casereviews.rules import Change
from casereviews.services import changes_apply
from inspections.rules import Role
from reports.annexe.services import annexe_build
from reports.models import ReportSection
from reports.services import sections_build
from tests.factories import NOW, World, fill, panel_meets, world
from tests.pages.people import signed_in
from tests.samples.eligible_rows import sampled
from tests.test_access import ADMINISTRATOR, MAY, SIGNED_OUT, address, known

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Not pages: answers to a poll, a download, plain text, or addresses that only take posts.
NO_PAGES = {
    "session",
    "review_changes",
    "review_receipt",
    "review_sheet",
    "device_contact",
    "skeleton",
    "service_worker",
    "report_changes",
    "annexe_changes",
    "annexe_file",
    "annexe_inside_file",
    "annexe_answers",
    "report_paper",
    "report_figures",
    "finding_mend",
    "finding_dismiss",
    "finding_reopen",
    "example_clear",
    "example_withdraw",
    "name_withdraw",
    "recommendation_move",
    "recommendation_withdraw",
    "recommendation_body_move",
    "section_prose",
    "section_comment",
    "section_status",
    "alerts_open",
    "standard_lens",
    "question_withdraw",
    "edition_export",
    "services_template",
    "evidence_file",
    "strength_move",
    "eligible_progress",
    "eligible_problems",
    "eligible_template_csv",
    "eligible_template_xlsx",
    "health",
    "review_submit",
    "person_invite",
    "panel_voices",
    "demo_mail",
}
# Shown where nobody is signed in.
OUTSIDE = {name for name in MAY if name.startswith("account_") and name not in {"account_change_password"}}


def lived_in(edition: str) -> World:
    """In fieldwork: a sample drawn, one review half answered, with notes, its report built; the panel meets."""
    found = world(edition, name=f"lived-in-{edition}")
    review = found.review()
    fill(review, by=found.inspector)
    number = "2.1.1.a"
    changes = [Change(number, 1, "no", "A long note. " * 30), Change("2.1.2", 1, "", "")]
    changes_apply(review_id=review.pk, changes=changes, by=found.inspector, at=NOW)
    sampled(found)
    panel_meets(found)
    annexe_build(inspection_id=found.inspection.pk, at=NOW)
    sections_build(ids=list(ReportSection.objects.values_list("pk", flat=True)), at=NOW)
    return found


def visitor(name: str, found: World):
    may = MAY[name].read
    for role in (Role.LEAD, Role.INSPECTOR, Role.PANEL, Role.EDITOR, Role.SERVICE_CONTACT):
        if role in may:
            return found.people[role]
    return found.administrator if ADMINISTRATOR in may else found.stranger


# A style's `display` takes precedence over the attribute, unless the style sheet says otherwise.
SHOWN = """[...document.querySelectorAll("[hidden]:not([hidden=until-found])")]
    .filter((one) => getComputedStyle(one).display !== "none")
    .map((one) => one.outerHTML.slice(0, 120))"""


UNFILLED = re.compile(r"\{[a-z_]+\}")


def problems(page: Page, *, axe_too: bool = True) -> list[str]:
    found = [] if page.locator("h1").count() == 1 else ["not one main heading"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found += [f"sticks out by {wide} pixels"] if wide > 0 else []
    found += [f"is hidden and shows: {element}" for element in page.evaluate(SHOWN)]
    found += [f"is not filled in: {name}" for name in UNFILLED.findall(page.locator("body").inner_text())]
    if not axe_too:
        return found
    results = Axe().run(page)
    return found + ([results.generate_report()] if results.violations_count else [])


@pytest.fixture
def one_of_each(request: pytest.FixtureRequest, long_run: bool) -> None:
    """Each takes minutes: every edition and every size once, with axe at a desk alone; all of it with --long."""
    asked = request.node.callspec.params
    if not long_run and (asked["edition"], asked["size"]) not in {("youth-2018", "phone"), ("youth-2021", "desktop")}:
        pytest.skip("with --long")


@pytest.mark.usefixtures("one_of_each")
@pytest.mark.parametrize("edition", ["youth-2018", "youth-2021"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_page_is_accessible_and_fits(
    open_page, live_server, complaints, *, edition: str, size: str, long_run: bool
):
    complaints.expect("404")  # links that were used up, such as a password link, are pages of that kind
    complaints.expect("403")
    found = lived_in(edition)
    options = {"viewport": {"width": 390, "height": 844}, "has_touch": True} if size == "phone" else {}
    pages, wrong, tried = {}, [], 0
    for name, arguments in known():
        if name in NO_PAGES or not MAY[name].read:
            continue
        person = None if name in OUTSIDE and SIGNED_OUT in MAY[name].read else visitor(name, found)
        if person not in pages:
            pages[person] = open_page(**options)
            if person:
                signed_in(pages[person], person, live_server.url)
        page = pages[person]
        page.goto(address(name, arguments, found))
        wrong += [f"{name}: {problem}" for problem in problems(page, axe_too=long_run or size == "desktop")]
        tried += 1
    assert wrong == []
    assert tried > 30
