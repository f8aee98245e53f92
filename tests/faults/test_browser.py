"""Whatever happens to a browser while somebody answers, every answer that the page said it has arrives once.

The case was taken along, and the faults are real to the browser: no line, pages opened without one, a server that
stumbles, an answer that gets lost, a page loaded anew in the middle, every tab closed and one opened at the PIN, a
session that ends.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from random import Random

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Error, Page, Route, expect

from casereviews.models import Answer, CaseReview, ReceivedChange
from tests.factories import world
from tests.pages.along import LATE, PIN, taken_along
from tests.pages.lines import Line, line_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LABELS = {"yes": "Yes", "no": "No", "not_relevant": "Not relevant"}
HERE = re.compile(r"On this device|^Saved")


class Somebody:
    """An inspector at one standard's page, whom faults befall; `typed` is what the page said that it has."""

    def __init__(self, page: Page, line: Line, review: CaseReview, random: Random) -> None:
        self.page, self.line, self.random = page, line, random
        self.context: BrowserContext = page.context
        self.address = f"{line.url}/reviews/{review.pk}/standards/2.1/"
        self.typed: dict[str, tuple[str, str]] = {}
        self.open()

    def open(self) -> None:
        self.page.goto(self.address)
        keys, pin = self.page.get_by_role("button", name="Keys"), self.page.get_by_label("PIN of this device")
        expect(keys.or_(pin).first).to_be_visible()
        if pin.is_visible():
            pin.fill(PIN)
            self.page.get_by_role("button", name="Unlock").click()
        expect(keys).to_be_visible()

    def answer(self) -> None:
        prompts = self.page.locator(".plumb-prompt")
        prompt = prompts.nth(self.random.randrange(prompts.count()))
        target = prompt.locator("input[name^='s-']:not([name^='s-note.'])").get_attribute("name")[2:]
        value, note = self.typed.get(target, ("", ""))
        if value:  # the page shows what was typed last, on whatever page that was
            expect(prompt.get_by_label(LABELS[value], exact=True)).to_be_checked(timeout=LATE)
        if value and self.random.random() < 0.4:
            note = f"Note {self.random.randrange(10**6)}"
            area = prompt.locator("textarea")
            if not area.is_visible():
                prompt.get_by_text("Note", exact=True).click()
            area.fill(note)
            area.blur()
        else:
            value = self.random.choice([name for name in LABELS if name != value])
            prompt.get_by_label(LABELS[value], exact=True).check()
        expect(prompt.locator(".plumb-saved")).to_have_text(HERE, timeout=LATE)
        self.typed[target] = (value, note)

    def befall(self) -> None:
        self.random.choice([
            self.no_line, self.open_without_a_line, self.stumble, self.lose_the_answer, self.reload, self.close,
            self.sign_out,
        ])()  # fmt: skip

    def no_line(self) -> None:
        self.line.cut()
        self.answer()
        self.answer()
        self.line.mend()

    def open_without_a_line(self) -> None:
        self.line.cut()
        self.open()
        self.answer()
        self.line.mend()
        if self.random.random() < 0.5:
            self.open()

    def stumble(self) -> None:
        status = self.random.choice([500, 502, 503])
        self.page.route("**/changes/", lambda route: route.fulfill(status=status, body="down"), times=2)
        self.answer()

    def lose_the_answer(self) -> None:
        def lose(route: Route) -> None:
            with suppress(Error):  # the line may be cut meanwhile
                route.fetch()
            route.abort()

        self.page.route("**/changes/", lose, times=1)
        self.answer()

    def reload(self) -> None:
        self.answer()
        self.open()

    def close(self) -> None:
        """In the middle, with the line down: what was not sent waits for the next page, behind the PIN."""
        self.line.cut()
        self.answer()
        self.page.close()
        if self.random.random() < 0.5:
            self.line.mend()
        self.page = self.context.new_page()
        self.open()
        self.line.mend()

    def sign_out(self) -> None:
        self.line.cut()  # or the dialog may be there before the answer
        self.answer()
        Session.objects.all().delete()  # not the cookie alone: an answer on its way would bring it back
        self.line.mend()
        dialog = self.page.get_by_role("dialog", name="Your session has ended")
        self.page.evaluate("dispatchEvent(new Event('online'))")  # the browser says so where the line was its own
        expect(dialog).to_be_visible(timeout=4 * LATE)  # the server may have stumbled several times before
        dialog.get_by_label("Password").fill("a-long-word-for-tests")
        dialog.get_by_role("button", name="Sign in and send").click()
        expect(dialog).to_be_hidden()

    def arrived(self) -> None:
        state = self.page.locator(".plumb-savebar").get_by_role("status")
        expect(state).to_have_text(re.compile(r"^All saved"), timeout=60_000)


@pytest.fixture
def any_fault(settings, complaints) -> None:
    """Nothing that the faults do is held against them: signing in again and again, and errors on the console."""
    settings.ACCOUNT_RATE_LIMITS = False
    complaints.expect("")


@pytest.mark.usefixtures("any_fault")
def test_no_answer_is_lost_or_saved_twice_whatever_befalls_the_browser(
    open_page: Callable[..., Page],
    live_server,
    long_run: bool,
    record_property: Callable[[str, object], None],
) -> None:
    faults = 500 if long_run else 10
    review = world().review()
    with line_to(live_server.url) as line:
        somebody = Somebody(taken_along(open_page(), line, review), line, review, Random(7))
        for _ in range(faults):
            somebody.answer()
            somebody.befall()
        somebody.open()
        somebody.arrived()
    rows = Answer.objects.select_related("prompt__key_question__standard")
    saved = {
        f"{a.prompt.key_question.standard.number}.{a.prompt.key_question.number}.{a.prompt.letter}": (a.value, a.note)
        for a in rows
    }
    assert saved == somebody.typed
    statuses = set(ReceivedChange.objects.values_list("status", flat=True))
    assert statuses == {"saved"}, statuses
    record_property("printed result", f"{faults} faults of the browser, {len(saved)} answers as typed, none lost")
