"""Taking the cases of a review's reader along, as they would."""

import re

from playwright.sync_api import Page, expect

from casereviews.models import CaseReview
from tests.pages.lines import Line
from tests.pages.people import signed_in

PIN = "480172"
LATE = 30_000  # milliseconds: between two tries of a device whose line was dead
HERE = re.compile(r"lies? on this device, locked with your PIN, as at")


def my_cases(page: Page, line: Line, review: CaseReview) -> None:
    page.goto(f"{line.url}/inspections/{review.inspection.name}/my-cases/")


def taken_along(page: Page, line: Line, review: CaseReview) -> Page:
    signed_in(page, review.reader, line.url)
    my_cases(page, line, review)
    page.get_by_role("button", name="Take these cases along").click()
    dialog = page.get_by_role("dialog", name="Choose a PIN")
    dialog.get_by_label("PIN, at least").fill(PIN)
    dialog.get_by_label("The same PIN again").fill(PIN)
    dialog.get_by_role("button", name="Take the cases along").click()
    expect(page.get_by_text(HERE)).to_be_visible(timeout=LATE)
    return page
