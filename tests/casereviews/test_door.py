"""The one door for changes, as a script of the page or a device meets it (docs/changes.md)."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casereviews.models import Answer, CaseReview, Fact, Judgement, ReceivedChange
from casereviews.rules import Change
from casereviews.services import review_reopen, reviews_allocate
from inspections.rules import Role
from inspections.services import team_member_add, team_member_remove
from tests.casereviews.doors import SignIn, a_change, checked, is_valid, knock, results, send, statuses
from tests.factories import NOW, PersonFactory, World, apply, world

UNKNOWN = "99999999-9999-4999-8999-999999999999"


@pytest.fixture
def review(world: World) -> CaseReview:
    return world.review()


@pytest.fixture
def browser(world: World, sign_in: SignIn) -> Client:
    return sign_in(world.inspector)


def test_a_change_is_saved_and_answered_with_what_stands_now(review: CaseReview, world: World, browser: Client) -> None:
    change = a_change(value="no", note="Thin.")
    answer = send(browser, review, change, device=UNKNOWN)
    (result,) = answer["results"]
    at = answer["receipt"]["saved_at"]
    assert result == {
        "id": change["id"], "status": "saved", "version": 1, "reason": "",
        "current": {"value": "no", "note": "Thin.", "by": world.inspector.name, "at": at, "version": 1},
    }  # fmt: skip
    assert answer["receipt"]["sequence"] == 1
    assert answer["progress"]["2.1"] == [1, 21]
    assert answer["asked"]["2.1.1"] == "asked"
    kept = ReceivedChange.objects.values_list("status", "version", "value", "note", "by", "device", "sequence")
    assert [(*row[:5], str(row[5]), row[6]) for row in kept] == [
        ("saved", 1, None, None, world.inspector.pk, UNKNOWN, 1)
    ]


def test_a_change_sent_again_gives_its_first_outcome_any_number_of_times(
    review: CaseReview, world: World, browser: Client
) -> None:
    change = a_change(value="no")
    first = send(browser, review, change)
    apply(review, [Change("2.1.1.a", 1, "yes", "The lead's.")], by=world.lead)
    for _ in range(3):
        answer = send(browser, review, change)
        (again,) = answer["results"]
        assert (again["status"], again["first"], again["version"]) == ("duplicate", "saved", 1)
        assert again["first_at"] == first["receipt"]["saved_at"]
        assert again["current"]["note"] == "The lead's."
        assert answer["receipt"]["sequence"] == 2, "nothing new"
    assert Answer.objects.values_list("value", "version").get() == ("yes", 2)


def test_every_first_outcome_is_given_again(review: CaseReview, world: World, browser: Client) -> None:
    apply(review, [Change("2.1.1.a", 0, "yes", "The lead's.")], by=world.lead)
    batch = [a_change(value="no"), a_change("2.1.1.b", value="perhaps"), a_change("2.1.1.c", value="yes")]
    before = results(browser, review, *batch)
    assert [result["status"] for result in before] == ["conflict", "refused", "saved"]
    again = results(browser, review, *batch)
    assert [result["first"] for result in again] == ["conflict", "refused", "saved"]
    assert [result["reason"] for result in again] == [result["reason"] for result in before]
    assert ReceivedChange.objects.count() == 3


def test_the_same_id_twice_in_one_batch_counts_once(review: CaseReview, browser: Client) -> None:
    change = a_change(value="no")
    first, second = results(browser, review, change, change | {"value": "yes"})
    assert (first["status"], second["status"], second["first"]) == ("saved", "duplicate", "saved")
    assert Answer.objects.values_list("value", "version").get() == ("no", 1)
    assert ReceivedChange.objects.count() == 1


def test_an_id_is_good_for_one_change_only(review: CaseReview, world: World, sign_in: SignIn, browser: Client) -> None:
    change = a_change(value="no")
    send(browser, review, change)
    for who, where, sent in (
        (browser, review, change | {"target": "2.1.1.b"}),
        (sign_in(world.lead), review, change),
        (browser, world.review("C2"), change),
    ):
        (result,) = results(who, where, sent)
        assert (result["id"], result["status"], result["version"]) == (change["id"], "refused", 0)
        assert result["reason"] == "Its id was used for another change. Send it under an id of its own."
        assert result["current"]["value"] == ""
    assert Answer.objects.count() == 1


def test_a_change_may_follow_one_of_the_same_device_that_was_not_answered(review: CaseReview, browser: Client) -> None:
    first = a_change(value="no")
    second = a_change(seen=first["id"], note="Then this.")
    third = a_change(seen=second["id"], value="yes")
    assert [(r["status"], r["version"]) for r in results(browser, review, first, second)] == [
        ("saved", 1),
        ("saved", 2),
    ]
    assert statuses(browser, review, third) == ["saved"]
    assert Answer.objects.values_list("value", "note", "version").get() == ("yes", "Then this.", 3)


def test_what_follows_a_change_that_lost_is_in_conflict_too(review: CaseReview, world: World, browser: Client) -> None:
    apply(review, [Change("2.1.1.a", 0, "yes", "The lead's.")], by=world.lead)
    lost = a_change(value="no")
    assert statuses(browser, review, lost, a_change(seen=lost["id"], note="Mine.")) == ["conflict", "conflict"]
    assert list(ReceivedChange.objects.order_by("note").values_list("value", "note")) == [(None, "Mine."), ("no", None)]


def test_what_follows_a_refused_change_has_seen_what_that_had_seen(review: CaseReview, browser: Client) -> None:
    refused = a_change(value="perhaps")
    assert statuses(browser, review, refused, a_change(seen=refused["id"], value="no")) == ["refused", "saved"]


@pytest.mark.parametrize("which", ["unknown", "other target", "somebody else's", "other review"])
def test_a_change_that_follows_none_of_its_own_is_refused(
    review: CaseReview, world: World, sign_in: SignIn, browser: Client, which: str
) -> None:
    earlier = a_change("2.1.1.b" if which == "other target" else "2.1.1.a", value="no")
    if which != "unknown":
        where = world.review("C2") if which == "other review" else review
        send(sign_in(world.lead) if which == "somebody else's" else browser, where, earlier)
    (result,) = results(browser, review, a_change(seen=earlier["id"], value="yes"))
    assert result["status"] == "refused"
    assert result["reason"].startswith("It follows a change that never arrived here.")


def test_a_version_that_never_was_is_refused(review: CaseReview, browser: Client) -> None:
    (result,) = results(browser, review, a_change(seen=7, value="yes"))
    assert (result["status"], result["version"]) == ("refused", 0)
    assert result["reason"].startswith("It has seen a version of this answer that was never saved.")


@pytest.mark.parametrize("target", ["9.9.9.z", "3.1.1.a", "1.1.1", "fact.unheard_of", "note.unheard_of", "2.1.1.", " "])
def test_an_unknown_target_refuses_itself(review: CaseReview, browser: Client, target: str) -> None:
    bad, good = results(browser, review, a_change(target, value="yes"), a_change(value="yes"))
    assert (bad["status"], bad["reason"]) == ("refused", f"“{target}” is not asked of this case.")
    assert good["status"] == "saved"


def test_what_is_left_out_is_unchanged_and_null_or_nothing_empties(review: CaseReview, browser: Client) -> None:
    send(browser, review, a_change(value="no", note="Thin."))
    for seen, more, stands in (
        (1, {"value": "yes"}, ("yes", "Thin.", 2)),
        (2, {"note": None}, ("yes", "", 3)),
        (3, {"value": "", "note": "Later."}, ("", "Later.", 4)),
        (4, {"value": None, "note": ""}, ("", "", 5)),
        (5, {}, ("", "", 5)),
    ):
        assert statuses(browser, review, a_change(seen=seen, **more)) == ["saved"]
        assert Answer.objects.values_list("value", "note", "version").get() == stands


def test_judgements_facts_and_classifications_come_by_the_same_door(review: CaseReview, browser: Client) -> None:
    batch = [
        a_change("2.1.1", value="yes", note="Thorough."),
        a_change("fact.area", value="North"),
        a_change("service.risk_of_serious_harm", value="low"),
    ]
    assert statuses(browser, review, *batch) == ["saved"] * 3
    assert Judgement.objects.get().reason == "Thorough."
    assert Fact.objects.count() == 2


BAD: list[Any] = [
    1, 1.5, None, True, "text", [], [[]], {}, {"id": 5}, {"id": "5"}, {"id": UNKNOWN.upper().replace("9", "A")},
    a_change(value=1), a_change(value=True), a_change(value=[]), a_change(value={"a": {}}), a_change(note=1.5),
    a_change(seen=-1), a_change(seen=True), a_change(seen=None), a_change(seen=1.0), a_change(seen="1"),
    a_change(seen=2**31), a_change(seen=10**400), a_change(seen=[0]), a_change(seen={}), a_change(more="x"),
    a_change(""), a_change("x" * 101), a_change("2.1.1.a\0"), a_change("\ud800"), a_change(5), a_change(None),
    {"id": UNKNOWN, "target": "2.1.1.a"}, {"id": UNKNOWN, "seen": 0}, a_change(**{"\ud800": 1}),
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=[str(n) for n, _ in enumerate(BAD)])
def test_a_change_that_cannot_be_read_refuses_itself(review: CaseReview, browser: Client, bad: Any) -> None:
    body = {"changes": [bad, a_change("2.1.2.a", value="yes")]}
    assert not is_valid("request", body) or "1.0" in repr(bad), "the schema refuses it too"
    refused, good = checked("response", knock(browser, review, body))["results"]
    assert (refused["status"], good["status"]) == ("refused", "saved")
    assert refused["reason"]
    assert ReceivedChange.objects.count() == Answer.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"changes=1", b"\xff\xfe\x00", b"[" * 100_000, b"null", b"[]", b"7", b'"x"', b"{}", b"NaN",
        b'{"changes": 5}', b'{"changes": {}}', b'{"changes": null}', b'{"changes": [], "device": "phone"}',
        b'{"changes": [], "device": 5}', b'{"changes": [' + b"9" * 5000 + b"]}",
    ],
    ids=lambda body: repr(body)[:40],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_refused_as_a_whole(review: CaseReview, browser: Client, body: bytes) -> None:
    response = knock(browser, review, body)
    assert response.status_code == 400
    assert checked("error", response)["error"] == "shape"


def test_a_body_sent_as_a_form_is_refused(review: CaseReview, browser: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    token = strict.get("/session/").json()["token"]
    response = strict.post(f"/reviews/{review.pk}/changes/", {"changes": "[]"}, headers={"X-CSRFToken": token})
    assert response.status_code == 400
    assert checked("error", response)["error"] == "shape"


def test_no_changes_are_nothing_new(review: CaseReview, browser: Client) -> None:
    answer = send(browser, review)
    assert (answer["results"], answer["receipt"]["sequence"]) == ([], 0)


@pytest.mark.parametrize("size", [1_000_001, settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1, settings.LARGEST_BODY + 1])
def test_a_body_over_a_megabyte_is_told_so_in_json(review: CaseReview, browser: Client, size: int) -> None:
    body = b'{"changes": []}'
    response = knock(browser, review, body + b" " * (size - len(body)))
    assert response.status_code == 413
    assert checked("error", response)["error"] == "too_large"
    assert knock(browser, review, body + b" " * (1_000_000 - len(body))).status_code == 200


def test_a_note_holds_20_000_characters_and_not_one_more(review: CaseReview, browser: Client) -> None:
    fits, too_long = a_change(note="é" * 20_000), a_change("2.1.1.b", note="é" * 20_001)
    saved, refused = results(browser, review, fits, too_long)
    assert (saved["status"], refused["status"]) == ("saved", "refused")
    assert refused["reason"] == "This can hold 20,000 characters; you have 20,001. Shorten it."


@pytest.mark.parametrize("text", ["nul\0", "\ud800", "half \udfff"])
def test_text_that_cannot_be_stored_is_refused_and_kept_as_well_as_it_can(
    review: CaseReview, browser: Client, text: str
) -> None:
    (result,) = results(browser, review, a_change(note=text))
    assert result["status"] == "refused"
    assert result["reason"].startswith("The text holds a character that cannot be saved.")
    assert ReceivedChange.objects.get().note[:3] == text[:3].replace("\ud800", "?")


def test_two_people_and_one_answer_is_a_conflict_with_both_on_record(
    review: CaseReview, world: World, sign_in: SignIn, browser: Client
) -> None:
    send(sign_in(world.lead), review, a_change(value="yes", note="The lead's."))
    conflict, saved = results(browser, review, a_change(value="no", note="Mine."), a_change("2.1.1.b", value="no"))
    assert (conflict["status"], conflict["version"], saved["status"]) == ("conflict", 1, "saved")
    assert (conflict["current"]["note"], conflict["current"]["by"]) == ("The lead's.", world.lead.name)
    assert ReceivedChange.objects.filter(status="conflict").values_list("value", "note", "by__name").get() == (
        "no", "Mine.", world.inspector.name,
    )  # fmt: skip


def test_a_batch_is_one_transaction(review: CaseReview, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE casereviews_receivedchange ADD CONSTRAINT full_disk CHECK (target <> '2.1.1.b')")
    browser.raise_request_exception = False
    body = {"changes": [a_change(value="no"), a_change("2.1.1.b", value="no")]}
    assert knock(browser, review, body).status_code == 500
    assert not Answer.objects.exists()
    assert not ReceivedChange.objects.exists()


@pytest.mark.parametrize("batch", [1, 8])
def test_a_batch_takes_as_many_queries_as_one_change(review: CaseReview, browser: Client, batch: int) -> None:
    apply(review, [Change("2.1.1", 0, "yes", "Begun.")], by=review.reader)
    targets = [
        f"{question}.{letter}" for question in ("2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2") for letter in "abcd"
    ]
    found = [a_change(target, value="yes") for target in targets[:batch]]
    send(browser, review, a_change("9.9.9"))
    with CaptureQueriesContext(connection) as queries:
        send(browser, review, *found)
    assert len(queries) == 15, "\n".join(query["sql"][:150] for query in queries)


def test_signed_out_is_told_in_json(review: CaseReview) -> None:
    response = knock(Client(), review, {"changes": [a_change(value="no")]})
    assert response.status_code == 401
    assert checked("error", response)["error"] == "signed_out"


def test_a_token_of_an_earlier_sign_in_is_told_in_json_and_renewed(review: CaseReview, browser: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    body = {"changes": [a_change(value="no")]}
    stale = knock(strict, review, body, headers={"X-CSRFToken": "x" * 64})
    assert stale.status_code == 403
    assert checked("error", stale)["error"] == "token"
    token = strict.get("/session/").json()["token"]
    assert knock(strict, review, body, headers={"X-CSRFToken": token}).status_code == 200


@pytest.mark.parametrize("body", [{"changes": []}, b"{"])
def test_a_review_of_somebody_else_or_none_is_told_in_json(
    review: CaseReview, world: World, browser: Client, body: Any
) -> None:
    foreign = world.review("C2", reader=world.lead)
    response = knock(browser, foreign, body)
    assert (response.status_code, checked("error", response)["error"]) == (403, "not_yours")
    foreign.pk = 987654
    response = knock(browser, foreign, body)
    assert (response.status_code, checked("error", response)["error"]) == (404, "not_found")


def test_a_review_of_another_inspection_is_refused(review: CaseReview, browser: Client) -> None:
    other = world(name="other-2026").review()
    assert knock(browser, other, {"changes": [a_change(value="no")]}).status_code == 403
    assert not Answer.objects.exists()


# Late answers (issue of nothing lost): kept, told, never counted silently.


def test_late_after_the_case_was_given_to_somebody_else(review: CaseReview, world: World, browser: Client) -> None:
    second = PersonFactory(name="Zoe Second")
    team_member_add(by=world.administrator, inspection=world.inspection, person=second, role=Role.INSPECTOR)
    reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: second.pk})
    apply(review, [Change("2.1.1.a", 0, "yes", "Zoe's.")], by=second)
    change = a_change(value="no", note="Mine.")
    answer = send(browser, review, change)
    (result,) = answer["results"]
    assert result["status"] == "kept_aside"
    assert result["reason"].startswith("This case is no longer yours to read. It is kept aside under your name")
    assert result["current"] == {"value": "", "note": "", "by": "", "at": None, "version": 0}, "not theirs to read"
    assert answer.keys() == {"results", "receipt"}
    assert results(browser, review, change)[0]["first"] == "kept_aside"
    assert ReceivedChange.objects.kept_aside().values_list("value", "note", "by").get() == (
        "no", "Mine.", world.inspector.pk,
    )  # fmt: skip
    assert Answer.objects.get().note == "Zoe's."


def test_late_after_leaving_the_team(review: CaseReview, world: World, browser: Client) -> None:
    team_member_remove(by=world.administrator, member=world.inspection.team.get(person=world.inspector))
    assert statuses(browser, review, a_change(value="no")) == ["kept_aside"]
    assert not Answer.objects.exists()


def test_late_after_the_review_was_submitted(world: World, browser: Client) -> None:
    review = world.submitted()
    stands = a_change(seen=0, value="yes")
    (late, same) = results(browser, review, a_change(seen=1, value="no"), stands)
    assert (late["status"], late["current"]["value"], late["version"]) == ("kept_aside", "yes", 1)
    assert late["reason"].startswith("The review was submitted before this arrived.")
    assert same["status"] == "saved", "it says what stands already"
    review_reopen(review_id=review.pk, reason="A late answer.", by=world.lead, at=NOW)
    assert statuses(browser, review, a_change(seen=1, value="no")) == ["saved"]


def test_late_after_the_question_ceased_to_be_asked(world_2018: World, sign_in: SignIn) -> None:
    review, browser = world_2018.review(), sign_in(world_2018.inspector)
    answer = a_change("2.2.2.a", value="no")
    told = "Key question 2.2.2 waits for a fact that is not given yet. The answer is kept, and counts once it is asked."
    assert results(browser, review, answer)[0]["reason"] == told
    fact = a_change("fact.has_safety_factors", value="no")
    late = a_change("2.2.2", value="no", note="Late.")
    _, judged, again = results(browser, review, fact, late, late)
    told = "Key question 2.2.2 is not asked of this case. The answer is kept, and does not count."
    assert (judged["status"], judged["reason"], again["reason"]) == ("saved", told, told)
    assert results(browser, review, late)[0]["reason"] == told
    assert not Judgement.objects.get().counts
    assert results(browser, review, a_change("fact.has_safety_factors", 1, value="yes"))[0]["reason"] == ""
    assert Judgement.objects.get().counts


def test_late_after_the_question_was_judged_not_relevant(review: CaseReview, browser: Client) -> None:
    judged = a_change("2.1.2", value="not_relevant", note="None.")
    one, two = results(browser, review, judged, a_change("2.1.2.a", value="no"))
    assert one["reason"] == ""
    assert two["reason"] == "Key question 2.1.2 was judged not relevant. The answer is kept, and does not count."
