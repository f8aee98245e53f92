"""A day's receipt, by which a device and the server agree on what arrived; and the history of an answer in place."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.test import Client

from casereviews.models import CaseOpening, CaseReview
from casereviews.rules import Change
from casereviews.services import changes_apply, reviews_allocate, sample_membership_set
from tests.casereviews.doors import SignIn, a_change, checked, results, send
from tests.casereviews.test_pages import page
from tests.factories import NOW, World, apply

DEVICE = "11111111-1111-4111-8111-111111111111"
OTHER = "22222222-2222-4222-8222-222222222222"


@pytest.fixture
def review(world: World) -> CaseReview:
    return world.review()


@pytest.fixture
def browser(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.inspector)


def receipt_of(browser: Client, review: CaseReview, day: str, device: str = DEVICE) -> dict:
    response = browser.get(f"/reviews/{review.pk}/receipt/", {"day": day, "device": device})
    assert response.status_code == 200, response.content
    return checked("day", response)


def test_a_receipt_agrees_with_what_a_device_keeps_of_each_answer(
    review: CaseReview, world: World, sign_in: SignIn, browser: Client
) -> None:
    apply(review, [Change("2.1.1.b", 0, "yes", "The lead's.")], by=world.lead)
    batch = [a_change(value="no"), a_change("2.1.1.b", value="no"), a_change("2.1.1.c", value="perhaps")]
    answer = send(browser, review, *batch, device=DEVICE)
    send(browser, review, *batch, device=DEVICE)
    send(browser, review, a_change("2.1.1.d", value="no"), device=OTHER)
    send(sign_in(world.lead), review, a_change("2.1.1.c", value="no"), device=DEVICE)
    day = answer["receipt"]["saved_at"][:10]
    kept = [f"{r['id']} {r['status']} {r['version']}\n" for r in answer["results"] if r["status"] != "refused"]
    assert receipt_of(browser, review, day) == {
        "day": day, "device": DEVICE, "count": 2, "sequence": 4,
        "checksum": sha256("".join(sorted(kept)).encode()).hexdigest(),
    }  # fmt: skip
    assert receipt_of(browser, review, day, OTHER)["count"] == 1


def test_a_day_is_one_of_the_inspectorates_clocks(review: CaseReview, world: World, browser: Client) -> None:
    for n, at in enumerate((datetime(2026, 7, 1, 22, 59, 59, tzinfo=UTC), datetime(2026, 7, 1, 23, 0, tzinfo=UTC))):
        change = Change(f"2.1.1.{'ab'[n]}", 0, "no", id=a_change()["id"])
        changes_apply(review_id=review.pk, changes=[change], by=world.inspector, at=at, device=DEVICE)
    assert [receipt_of(browser, review, f"2026-07-0{day}")["count"] for day in (1, 2, 3)] == [1, 1, 0]


def test_a_receipt_of_nothing(review: CaseReview, browser: Client) -> None:
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    found = receipt_of(browser, review, "2026-03-16")
    assert (found["count"], found["checksum"], found["sequence"]) == (0, nothing, 0)


@pytest.mark.parametrize(
    ("day", "device"),
    [
        ("", DEVICE), ("today", DEVICE), ("2026-02-30", DEVICE), ("20260316", DEVICE), ("2026-W12-1", DEVICE),
        ("0001-01-01", DEVICE), ("9999-12-31", DEVICE), ("2026-03-16\0", DEVICE), ("2026-03-16", ""),
        ("2026-03-16", "phone"), ("2026-03-16", DEVICE.replace("1", "A")), ("2026-03-16", "\0"),
    ],
)  # fmt: skip
def test_a_bad_day_or_device_is_refused_in_json(review: CaseReview, browser: Client, day: str, device: str) -> None:
    response = browser.get(f"/reviews/{review.pk}/receipt/", {"day": day, "device": device})
    assert (response.status_code, checked("error", response)["error"]) == (400, "shape")


def test_a_receipt_is_for_who_reads_or_read_the_case(
    review: CaseReview, world: World, sign_in: SignIn, browser: Client
) -> None:
    at = f"/reviews/{review.pk}/receipt/?day=2026-03-16&device={DEVICE}"
    for person in (world.panel, world.stranger):
        response = sign_in(person).get(at)
        assert (response.status_code, checked("error", response)["error"]) == (403, "not_yours")
    response = browser.get(at.replace(str(review.pk), "987654", 1))
    assert (response.status_code, checked("error", response)["error"]) == (404, "not_found")
    response = Client().get(at, headers={"Accept": "application/json"})
    assert (response.status_code, checked("error", response)["error"]) == (401, "signed_out")
    reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: world.lead.pk})
    assert browser.get(at).status_code == 200


def history(browser: Client, review: CaseReview, target: str = "2.1.1.a") -> str:
    return page(browser.get(f"/reviews/{review.pk}/history/{target}/"))


def test_history_tells_each_answer_with_who_and_when(review: CaseReview, world: World, browser: Client) -> None:
    apply(review, [Change("2.1.1.a", 0, "yes", "First.")], by=world.inspector)
    apply(review, [Change("2.1.1.a", 1, "no", "The lead’s.")], by=world.lead)
    sample_membership_set(case_id=review.case_id, in_sample=False, because="Lost", by=world.lead, at=NOW)
    assert results(browser, review, a_change(seen=1, value="not_relevant", note="Mine."))[0]["status"] == "conflict"
    text = history(browser, review)
    told = (
        f"{world.inspector.name} Not relevant Mine. Not saved: somebody else had changed the answer",
        f"16 March 2026, 10:30 {world.lead.name} No The lead’s. Saved",
        f"16 March 2026, 10:30 {world.inspector.name} Yes First. Saved",
    )
    places = [text.index(words) for words in told]
    assert places == sorted(places), "newest first"
    assert text.count(" Saved ") == 2, "a row written again because it ceased to count is no new answer"


def test_history_of_what_lost_is_for_who_may_use_it(
    review: CaseReview, world: World, sign_in: SignIn, browser: Client
) -> None:
    apply(review, [Change("2.1.1.a", 0, "yes", "The lead’s.")], by=world.lead)
    results(browser, review, a_change(value="no", note="Lost."))
    assert "Lost." in history(browser, review)
    text = history(sign_in(world.panel), review)
    assert "The lead’s." in text and "Lost." not in text


def test_history_of_judgements_facts_and_what_is_kept_aside(world: World, browser: Client) -> None:
    review = world.submitted()
    changes_apply(review_id=review.pk, changes=[Change("2.1.1", 1, "no", "Late.")], by=world.inspector, at=NOW)
    text = history(browser, review, "2.1.1")
    assert "No Late. Kept aside: it does not count" in text and "Yes Because it is yes here. Saved" in text
    assert "North Saved" in history(browser, review, "fact.area")
    assert "Saved" in history(browser, review, "inspector.risk_of_serious_harm")


def test_history_of_nothing_and_of_no_question(review: CaseReview, browser: Client) -> None:
    assert "Not answered yet" in history(browser, review)
    looks = CaseOpening.objects.count()
    for target in ("9.9.9.z", "3.1.1.a", "%00", "x" * 3000):
        assert browser.get(f"/reviews/{review.pk}/history/{target}/").status_code == 404
    assert CaseOpening.objects.count() == looks == 1
