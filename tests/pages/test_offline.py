"""Cases taken along: read and answered without a line, also after the browser was closed; nothing unsent is wiped."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect

from casereviews.models import Answer, CaseReview, Device, ReceivedChange
from casereviews.rules import Change
from casereviews.services import changes_apply, device_clear, device_clear_confirm
from devstack.browsers import flags
from inspections.services import team_member_remove
from tests.browsers import DESKTOP, PATIENCE, PHONE
from tests.factories import NOW, PASSWORD, World
from tests.pages.along import HERE, LATE, PIN, my_cases, taken_along
from tests.pages.lines import Line
from tests.pages.people import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVED = re.compile("^Saved")


@pytest.fixture
def browsing(playwright_sync: Playwright, chromium: str, tmp_path: Path, complaints) -> Iterator[Callable[..., Page]]:
    """Opens a browser whose storage outlives it: opened again, it is the same one."""
    contexts: list[BrowserContext] = []

    def opened() -> Page:
        for context in contexts:
            context.close()
        context = playwright_sync.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=chromium, args=flags(), locale="en-GB", **DESKTOP
        )
        context.set_default_timeout(PATIENCE)
        complaints.listen(context)
        contexts[:] = [context]
        return context.pages[0]

    yield opened
    for context in contexts:
        context.close()


def standard(page: Page, line: Line, review: CaseReview, number: str = "2.1") -> None:
    page.goto(f"{line.url}/reviews/{review.pk}/standards/{number}/")
    expect(page.get_by_role("button", name="Keys")).to_be_visible()


def prompt(page: Page, at: int = 0):
    return page.locator(".plumb-prompt").nth(at)


def answered_without_a_line(page: Page, line: Line, review: CaseReview, value: str = "No") -> None:
    line.cut()
    standard(page, line, review)
    prompt(page).get_by_label(value, exact=True).check()
    expect(prompt(page).locator(".plumb-saved")).to_have_text("On this device")


def test_a_case_taken_along_is_answered_without_a_line_and_sent_by_itself(
    page: Page, line: Line, found: World, review: CaseReview, axe
):
    changes_apply(review_id=review.pk, changes=[Change("2.1.1.b", 0, "yes", "Seen.")], by=found.inspector, at=NOW)
    taken_along(page, line, review)
    axe(page)
    line.cut()
    standard(page, line, review)
    expect(page.get_by_text("There is no line, or the server")).to_be_visible()
    expect(prompt(page, 1).get_by_label("Yes", exact=True)).to_be_checked()
    expect(prompt(page, 1).get_by_label("Note")).to_have_value("Seen.")
    prompt(page).get_by_label("No", exact=True).check()
    expect(prompt(page).locator(".plumb-saved")).to_have_text("On this device")
    axe(page)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="2.2 Planning")).to_be_visible()
    standard(page, line, review)
    expect(prompt(page).get_by_label("No", exact=True)).to_be_checked()
    line.mend()
    expect(prompt(page).locator(".plumb-saved")).to_have_text(SAVED, timeout=LATE)
    assert Answer.objects.get(prompt__letter="a").value == "no"


def test_nothing_of_a_case_lies_on_the_device_in_the_clear(page: Page, line: Line, review: CaseReview):
    taken_along(page, line, review)
    kept = page.evaluate("""async () => {
        const found = [];
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const one of await cache.keys()) found.push(one.url, await (await cache.match(one)).text());
        }
        for (const { name } of await indexedDB.databases()) {
            const db = await new Promise((done) => (indexedDB.open(name).onsuccess = (e) => done(e.target.result)));
            for (const store of db.objectStoreNames) {
                const all = db.transaction(store).objectStore(store).getAll();
                found.push(JSON.stringify(await new Promise((done) => (all.onsuccess = () => done(all.result)))));
            }
        }
        return found.join("\\n") + JSON.stringify({ ...localStorage });
    }""")
    assert "Does assessment sufficiently analyse" in kept
    for told in ("C1", review.reader.name, review.inspection.service.place):
        assert not re.search(rf'"{re.escape(told)}"|>{re.escape(told)}<', kept), told


def test_a_browser_closed_and_opened_again_starts_at_the_pin(browsing, line: Line, review: CaseReview, axe, complaints):
    complaints.expect("401")
    page = taken_along(browsing(), line, review)
    answered_without_a_line(page, line, review)
    page = browsing()
    page.goto(f"{line.url}/reviews/{review.pk}/standards/2.1/")
    expect(page.get_by_text("1 answer waits there to be sent.")).to_be_visible()
    axe(page)
    page.get_by_label("PIN of this device").fill("111222")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_text("This is not the PIN of this device.")).to_be_visible()
    page.get_by_label("PIN of this device").fill(PIN)
    page.get_by_role("button", name="Unlock").click()
    expect(prompt(page).get_by_label("No", exact=True)).to_be_checked()
    line.mend()
    dialog = page.get_by_role("dialog", name="Your session has ended")
    dialog.get_by_label("Password").fill(PASSWORD, timeout=LATE)
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(prompt(page).locator(".plumb-saved")).to_have_text(SAVED)
    assert Answer.objects.get().value == "no"


def test_with_a_line_what_waits_goes_as_soon_as_the_pin_is_given(browsing, line: Line, review: CaseReview):
    page = taken_along(browsing(), line, review)
    answered_without_a_line(page, line, review)
    page = browsing()
    line.mend()
    signed_in(page, review.reader, line.url)
    page.goto(f"{line.url}/reviews/{review.pk}/standards/2.1/")
    dialog = page.get_by_role("dialog", name="Your cases on this device are locked")
    dialog.get_by_label("PIN of this device").fill(PIN)
    dialog.get_by_role("button", name="Unlock").click()
    expect(prompt(page).locator(".plumb-saved")).to_have_text(SAVED)
    assert Answer.objects.get().value == "no"


def test_any_page_sends_what_an_earlier_one_left(page: Page, line: Line, review: CaseReview):
    taken_along(page, line, review)
    answered_without_a_line(page, line, review)
    line.mend()
    with page.expect_response("**/changes/"):
        page.goto(f"{line.url}/")
    assert Answer.objects.get().value == "no"


@pytest.mark.parametrize("status", [502, 503])
def test_a_server_that_is_away_is_like_no_line(page: Page, line: Line, review: CaseReview, complaints, status: int):
    complaints.expect(str(status))
    taken_along(page, line, review)
    line.answer_with(status)
    standard(page, line, review)
    expect(page.get_by_text("There is no line, or the server")).to_be_visible()


def test_signing_out_says_how_many_answers_wait_and_sends_them_first(page: Page, line: Line, review: CaseReview, axe):
    taken_along(page, line, review)
    standard(page, line, review)
    page.route("**/changes/", lambda route: route.abort())
    prompt(page).get_by_label("No", exact=True).check()
    expect(prompt(page).locator(".plumb-saved")).to_have_text("On this device")
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog", name="Before you sign out")
    expect(dialog).to_contain_text("1 answer could not be sent: there is no line")
    axe(page)
    assert not Answer.objects.exists()
    page.unroute("**/changes/")
    dialog.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/sign-in/**")
    assert Answer.objects.get().value == "no"


def test_signed_out_without_a_line_what_waits_stays_and_goes_after_the_next_sign_in(
    page: Page, line: Line, review: CaseReview
):
    taken_along(page, line, review)
    standard(page, line, review)
    page.route("**/changes/", lambda route: route.abort())
    prompt(page).get_by_label("No", exact=True).check()
    expect(prompt(page).locator(".plumb-saved")).to_have_text("On this device")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign out, keep them here").click()
    page.wait_for_url("**/sign-in/**")
    page.unroute("**/changes/")
    page.get_by_label("E-mail").fill(review.reader.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("1 answer on this device can be sent once you give its PIN.")).to_be_visible()
    page.get_by_role("link", name="See what lies on this device").click()
    page.get_by_label("PIN of this device").fill(PIN)
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_text("1 case lies here, locked with your PIN. Nothing waits to be sent.")).to_be_visible()
    assert Answer.objects.get().value == "no"


def test_a_case_newly_allocated_arrives_at_the_next_contact(page: Page, line: Line, found: World, review: CaseReview):
    taken_along(page, line, review)
    found.review("C2", gender="female")
    my_cases(page, line, review)
    expect(page.get_by_text("2 cases lie on this device")).to_be_visible()
    line.cut()
    my_cases(page, line, review)
    expect(page.get_by_role("link", name="C2")).to_be_visible()


def test_forms_of_a_new_version_cut_off_halfway_arrive_at_the_next_contact(
    page: Page, line: Line, review: CaseReview, complaints
):
    taken_along(page, line, review)

    def renewed(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        for held in [told, *told.get("cases", [])]:
            held.update({key: "ffffffffffffffff" for key in ("version", "stamp") if key in held})
        route.fulfill(response=answer, json=told)

    page.route(re.compile("/device/contact/|/sheet/"), renewed)
    page.route("**/skeletons/**", lambda route: route.abort())
    my_cases(page, line, review)
    expect(page.get_by_text("Not all cases could be taken along")).to_be_visible(timeout=LATE)
    page.unroute("**/skeletons/**")
    my_cases(page, line, review)
    expect(page.get_by_text(HERE)).to_be_visible(timeout=LATE)
    line.cut()
    standard(page, line, review)
    expect(prompt(page)).to_be_visible()


def test_a_visited_case_comes_along_by_itself_once_there_is_a_pin(
    page: Page, line: Line, found: World, review: CaseReview
):
    taken_along(page, line, review)
    other = found.review("C2", gender="female")
    page.evaluate("localStorage.removeItem('plumb-contact')")
    with page.expect_response("**/sheet/"):
        standard(page, line, other)
    page.wait_for_timeout(500)
    line.cut()
    standard(page, line, other, "2.2")


def test_access_ended_without_a_line_keeps_the_answers_aside(page: Page, line: Line, found: World, review: CaseReview):
    taken_along(page, line, review)
    answered_without_a_line(page, line, review)
    team_member_remove(by=found.administrator, member=found.inspection.team.get(person=found.inspector))
    line.mend()
    expect(prompt(page).locator(".plumb-saved")).to_contain_text("This case is no longer yours to read", timeout=LATE)
    assert not Answer.objects.exists()
    assert ReceivedChange.objects.kept_aside().get().value == "no"


def test_an_administrator_clears_a_device_once_it_has_sent_everything(
    page: Page, line: Line, found: World, review: CaseReview
):
    taken_along(page, line, review)
    answered_without_a_line(page, line, review)
    device = Device.objects.get()
    device_clear(device_id=device.pk, by=found.administrator, at=NOW)
    line.mend()
    page.goto(f"{line.url}/")
    expect(page.get_by_text("An administrator asked for this device to be cleared. Nothing of")).to_be_visible()
    assert Answer.objects.get().value == "no"
    device.refresh_from_db()
    assert device.cleared_at is not None
    page.goto(f"{line.url}/device/")
    expect(page.get_by_text("No cases lie here")).to_be_visible()


def test_a_device_with_an_answer_that_cannot_be_saved_is_not_cleared_without_a_second_confirmation(
    page: Page, line: Line, found: World, review: CaseReview, axe
):
    taken_along(page, line, review)
    answered_without_a_line(page, line, review)
    changes_apply(review_id=review.pk, changes=[Change("2.1.1.a", 0, "yes")], by=found.lead, at=NOW)
    device_clear(device_id=Device.objects.get().pk, by=found.administrator, at=NOW)
    line.mend()
    page.goto(f"{line.url}/device/")
    expect(page.get_by_text("1 answer could not be sent: look at them below.")).to_be_visible()
    expect(page.get_by_text("somebody else changed this answer")).to_be_visible()
    axe(page)
    assert Device.objects.get().cleared_at is None
    device_clear_confirm(device_id=Device.objects.get().pk, giving_up=0, by=found.administrator, at=NOW)
    page.reload()
    expect(page.get_by_text("No cases lie here")).to_be_visible()
    assert Device.objects.get().cleared_at is not None


def test_receipts_of_the_device_and_the_server_agree(page: Page, line: Line, review: CaseReview, axe):
    taken_along(page, line, review)
    standard(page, line, review)
    for at in range(3):
        prompt(page, at).get_by_label("No", exact=True).check()
        expect(prompt(page, at).locator(".plumb-saved")).to_have_text(SAVED)
    page.goto(f"{line.url}/device/")
    row = page.get_by_role("row", name="C1")
    expect(row.get_by_role("cell", name=re.compile(r"^3 changes, [0-9a-f]{8}$"))).to_have_count(2)
    expect(row.get_by_role("cell", name="Same", exact=True)).to_be_visible()
    axe(page)


def test_what_never_arrived_from_a_lost_device_is_named_to_the_lead(
    page: Page, open_page, line: Line, found: World, axe
):
    review = found.review()
    # What a page sends as it is left goes past `route`.
    page.add_init_script("const go = fetch; fetch = (to, how) => (how?.keepalive ? Promise.reject() : go(to, how));")
    taken_along(page, line, review)
    standard(page, line, review)
    page.route("**/changes/", lambda route: route.abort())
    prompt(page).get_by_label("No", exact=True).check()
    expect(prompt(page).locator(".plumb-saved")).to_have_text("On this device")
    with page.expect_response("**/device/contact/"):
        page.goto(f"{line.url}/device/")
    lead = signed_in(open_page(), found.lead, line.url)
    lead.goto(f"{line.url}/inspections/{found.inspection.name}/devices/")
    expect(lead.get_by_text("C1, ")).to_contain_text("1 answer never arrived: 2.1.1.a")
    axe(lead)


def test_a_phone_reads_and_answers_without_a_line(open_page, line: Line, review: CaseReview, axe):
    page = taken_along(open_page(**PHONE), line, review)
    answered_without_a_line(page, line, review)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    axe(page)
    page.goto(f"{line.url}/device/")
    expect(page.get_by_role("heading", name="Cases on this device")).to_be_visible()
    expect(page.get_by_text("1 answer waits here")).to_be_visible()
    axe(page)


def test_a_browser_that_keeps_nothing_says_so(open_page, live_server, review: CaseReview, axe):
    page = open_page()
    page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }")
    signed_in(page, review.reader, live_server.url)
    page.goto(f"/inspections/{review.inspection.name}/my-cases/")
    expect(page.get_by_text("This browser keeps nothing, so cases cannot be taken along.")).to_be_visible()
    axe(page)


def test_a_device_without_room_says_so(page: Page, line: Line, review: CaseReview, axe):
    taken_along(page, line, review)
    standard(page, line, review)
    page.evaluate("""() => {
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...row) {
            if (this.name === "changes") throw new DOMException("full", "QuotaExceededError");
            return put.apply(this, row);
        };
    }""")
    page.route("**/changes/", lambda route: route.abort())
    prompt(page).get_by_label("No", exact=True).check()
    expect(page.locator(".plumb-savebar").get_by_role("status")).to_contain_text("This device has no room left")
    axe(page)
    page.unroute("**/changes/")
    expect(prompt(page).locator(".plumb-saved")).to_have_text(SAVED, timeout=LATE)


def test_a_device_is_its_persons_alone(client, found: World, review: CaseReview):
    device, body = uuid4(), {"name": "Firefox on Linux", "reviews": [review.pk], "unsent": []}
    for person, status in ((found.inspector, 200), (found.stranger, 403)):
        client.force_login(person)
        response = client.post("/device/contact/", {**body, "device": str(device)}, content_type="application/json")
        assert response.status_code == status
