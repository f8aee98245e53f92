"""Devices: what one says at a contact, what it may take along, what never arrived from it, and clearing it."""

import json
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Person
from casereviews.contacts import contact_read
from casereviews.door import Unreadable
from casereviews.models import CaseOpening, Device
from casereviews.rules import Change, Clearing, LastReceipt, Unsent, unaccounted
from casereviews.services import (
    ClearingRefused,
    NotThisDevice,
    Report,
    changes_apply,
    device_clear,
    device_clear_confirm,
    device_clear_withdraw,
    device_contact,
    review_submit,
    reviews_allocate,
    ruling_make,
    sample_membership_set,
)
from inspections.services import team_member_remove
from tests.factories import NOW, World, fill, world
from tests.reading import text_of

DEVICE = UUID("0b9b2f4e-6f0e-4f34-8f0c-9a4b8f1f7a10")


@pytest.fixture
def found(db) -> World:
    return world()


def told(found: World, *, by: Person | None = None, reviews=(), unsent=(), cleared=False, name="Firefox on Linux"):
    report = Report(name, reviews, unsent, cleared)
    return device_contact(device_id=DEVICE, report=report, by=by or found.inspector, at=NOW)


# Rules ----------------------------------------------------------------------------------------------------------------

ids = st.integers(0, 8).map(str)


@given(
    st.lists(st.integers(1, 4)),
    st.lists(
        st.builds(Unsent, ids, st.integers(1, 4), st.sampled_from(["", "2.1.1.a", "2.1.2"])), unique_by=lambda u: u.id
    ),
    st.sets(ids),
)
def test_whatever_waited_and_did_not_arrive_is_named_once(held, unsent, arrived):
    lines = unaccounted(held, unsent, arrived, [])
    missing = [change for change in unsent if change.id not in arrived]
    assert sum(line.waiting for line in lines) == len(missing)
    assert {line.review_id for line in lines} == {*held, *(change.review_id for change in missing)}
    assert len({line.review_id for line in lines}) == len(lines)
    for line in lines:
        assert set(line.targets) == {c.target for c in missing if c.review_id == line.review_id} - {""}


def test_the_last_receipt_stands_with_its_case():
    receipt = LastReceipt(1, 7, NOW)
    assert [line.receipt for line in unaccounted([1, 2], [], (), [receipt])] == [receipt, None]


# Contact --------------------------------------------------------------------------------------------------------------


def test_a_device_is_known_from_its_first_contact(found: World):
    review = found.review()
    assert told(found, reviews=[review.pk], unsent=[Unsent("x", review.pk, "2.1.1.a")]) is Clearing.NOT_ASKED
    device = Device.objects.get()
    assert (device.person, device.name, device.last_contact) == (found.inspector, "Firefox on Linux", NOW)
    assert list(device.reviews.all()) == [review]
    assert device.waited == [Unsent("x", review.pk, "2.1.1.a")]


def test_a_device_of_somebody_else_is_not_taken(found: World):
    told(found)
    with pytest.raises(NotThisDevice):
        told(found, by=found.lead)


def test_a_device_cannot_claim_a_case_that_was_never_its_persons(found: World):
    other = found.review("C9", reader=found.lead)
    told(found, reviews=[other.pk, 10**9])
    assert not Device.objects.get().reviews.exists()


def test_a_case_that_was_lost_stays_named_until_the_device_lets_it_go(found: World):
    review = found.review()
    told(found, reviews=[review.pk])
    reviews_allocate(by=found.lead, at=NOW, readers={review.case_id: found.lead.pk})
    told(found, reviews=[review.pk])
    assert Device.objects.get().reviews.exists()
    told(found)
    assert not Device.objects.get().reviews.exists()


BAD_CONTACTS = [
    b"not json",
    b"[" * 2000,
    b"[]",
    b"{}",
    {"device": "no"},
    {"device": str(DEVICE).upper()},
    {"name": "two\nlines"},
    {"name": 3},
    {"reviews": [True]},
    {"reviews": [-1]},
    {"reviews": [2**63]},
    {"reviews": "1"},
    {"unsent": [{}]},
    {"unsent": [{"id": str(DEVICE), "review": 1, "target": "\0"}]},
    {"unsent": [{"id": str(DEVICE), "review": 1, "target": "x" * 101}]},
    {"unsent": [{"id": "1", "review": 1}]},
]


@pytest.mark.parametrize("bad", BAD_CONTACTS, ids=str)
def test_a_contact_that_cannot_be_read_is_refused_in_words(bad):
    body = bad if isinstance(bad, bytes) else json.dumps({"device": str(DEVICE), **bad}).encode()
    with pytest.raises(Unreadable, match=r"\.$"):
        contact_read(body)


def test_the_contact_tells_the_cases_to_take_along(found: World, client):
    first, second = found.review("C1"), found.review("C2")
    done = found.submitted("C3")
    out = found.review("C4")
    sample_membership_set(case_id=out.case_id, in_sample=False, because="File missing", by=found.lead, at=NOW)
    found.review("C5", reader=found.lead)
    client.force_login(found.inspector)
    answer = client.post(reverse("device_contact"), {"device": str(DEVICE)}, content_type="application/json").json()
    assert [case["review"] for case in answer["cases"]] == [first.pk, second.pk]
    assert done.pk not in {case["review"] for case in answer["cases"]}
    assert answer["clear"] == ""
    team_member_remove(by=found.administrator, member=found.inspection.team.get(person=found.inspector))
    answer = client.post(reverse("device_contact"), {"device": str(DEVICE)}, content_type="application/json").json()
    assert answer["cases"] == []


def test_the_stamp_changes_with_what_the_device_shows(found: World, client):
    review = found.review()
    client.force_login(found.inspector)

    def stamp():
        body = {"device": str(DEVICE)}
        (case,) = client.post(reverse("device_contact"), body, content_type="application/json").json()["cases"]
        return case["stamp"]

    before = stamp()
    assert stamp() == before
    changes_apply(review_id=review.pk, changes=[Change("2.1.1.a", 0, "yes")], by=found.lead, at=NOW)
    saved = stamp()
    assert saved != before
    ruling_make(
        inspection=found.inspection, target="2.1.1.a", words="It counts.", answers=(), seen=0, by=found.lead, at=NOW
    )
    assert stamp() not in {before, saved}
    sheet = client.get(reverse("review_sheet", args=[review.pk])).json()
    assert sheet["stamp"] == stamp()
    assert "It counts." in sheet["rulings"]["2.1.1"]


# A case as a device holds it ------------------------------------------------------------------------------------------


def test_the_sheet_holds_what_stands_and_the_look_is_on_record(found: World, client):
    review = found.review(gender="female")
    changes_apply(review_id=review.pk, changes=[Change("2.1.1.a", 0, "no", "Thin.")], by=found.inspector, at=NOW)
    client.force_login(found.inspector)
    sheet = client.get(reverse("review_sheet", args=[review.pk])).json()
    assert sheet["reference"] == "C1"
    assert sheet["rows"]["2.1.1.a"]["value"] == "no"
    assert sheet["rows"]["2.1.1.a"]["note"] == "Thin."
    assert sheet["rows"]["2.1.1.a"]["by"] == found.inspector.name
    assert sheet["rows"]["fact.gender"]["value"] == "female"
    assert [page["page"] for page in sheet["pages"]] == ["", "2.1", "2.2", "2.3", "2.4", "interview"]
    assert CaseOpening.objects.get().page == "taken along"


@pytest.mark.parametrize("role", ["lead", "panel", "stranger"])
def test_the_sheet_is_its_readers_alone(found: World, client, role):
    review = found.review()
    client.force_login(getattr(found, role))
    response = client.get(reverse("review_sheet", args=[review.pk]))
    assert response.status_code == 403
    assert response.json()["error"] == "not_yours"


@pytest.mark.parametrize("edition", ["youth-2018", "youth-2021"])
def test_a_skeleton_is_the_form_of_its_page_without_data(db, client, edition: str):
    found = world(edition)
    review = found.review(gender="female")
    fill(review, by=found.inspector)
    client.force_login(found.inspector)
    page = client.get(reverse("review_standard", args=[review.pk, "2.1"])).content.decode()
    word = found.inspection.service_word
    address = reverse("skeleton", args=[edition, "D2", "2.1"])
    skeleton = client.get(address, {"word": word}).content.decode()
    names = {part.split('"')[0] for part in page.split('name="v-')[1:]}
    assert names == {part.split('"')[0] for part in skeleton.split('name="v-')[1:]}
    assert "checked" not in skeleton
    assert "Because it is" in page
    assert "Because it is" not in skeleton


@pytest.mark.parametrize(
    "arguments",
    [("no-such", "D2", "2.1"), ("youth-2021", "D9", "2.1"), ("youth-2021", "D2", "1.1"), ("youth-2021", "D1", "1.1")],
)
def test_a_skeleton_that_is_none_is_not_found(found: World, client, arguments):
    client.force_login(found.inspector)
    assert client.get(reverse("skeleton", args=arguments)).status_code == 404


def test_the_worker_and_the_offline_page_are_the_same_for_everybody(found: World, client):
    pages = []
    for person in (None, found.inspector, found.administrator):
        if person:
            client.force_login(person)
        pages.append([client.get(reverse(name)).content for name in ("offline", "service_worker")])
    assert pages[0] == pages[1] == pages[2]
    assert client.get(reverse("service_worker"))["Content-Type"].startswith("text/javascript")


# Clearing -------------------------------------------------------------------------------------------------------------


def test_clearing_is_asked_then_done_by_the_device(found: World):
    told(found)
    device_clear(device_id=DEVICE, by=found.administrator, at=NOW)
    assert told(found) is Clearing.AFTER_SENDING
    assert told(found, cleared=True) is Clearing.DONE
    assert Device.objects.get().cleared_at == NOW
    with pytest.raises(ClearingRefused):
        device_clear(device_id=DEVICE, by=found.administrator, at=NOW)


def test_a_second_confirmation_names_the_number_that_is_given_up(found: World):
    review = found.review()
    waiting = [Unsent(str(uuid4()), review.pk, "2.1.1.a"), Unsent(str(uuid4()), review.pk, "2.1.1.b")]
    told(found, reviews=[review.pk], unsent=waiting)
    with pytest.raises(ClearingRefused):
        device_clear_confirm(device_id=DEVICE, giving_up=2, by=found.administrator, at=NOW)
    device_clear(device_id=DEVICE, by=found.administrator, at=NOW)
    change = Change("2.1.1.a", 0, "yes", id=waiting[0].id)  # one arrives after all
    changes_apply(review_id=review.pk, changes=[change], by=found.inspector, at=NOW, device=DEVICE)
    with pytest.raises(ClearingRefused, match="Read again"):
        device_clear_confirm(device_id=DEVICE, giving_up=2, by=found.administrator, at=NOW)
    device_clear_confirm(device_id=DEVICE, giving_up=1, by=found.administrator, at=NOW)
    assert told(found) is Clearing.AT_ONCE
    events = Device.pgh_event_model.objects.order_by("pgh_id").values_list("given_up", "by")
    assert (1, found.administrator.pk) in list(events)


def test_clearing_can_be_taken_back_while_it_is_not_done(found: World):
    told(found)
    with pytest.raises(ClearingRefused):
        device_clear_withdraw(device_id=DEVICE, by=found.administrator, at=NOW)
    device_clear(device_id=DEVICE, by=found.administrator, at=NOW)
    device_clear_withdraw(device_id=DEVICE, by=found.administrator, at=NOW)
    assert told(found) is Clearing.NOT_ASKED


@pytest.mark.parametrize("service", [device_clear, device_clear_withdraw])
def test_only_an_administrator_clears(found: World, service):
    told(found)
    with pytest.raises(PermissionDenied):
        service(device_id=DEVICE, by=found.lead, at=NOW)


def test_the_pages_of_clearing_go_from_asking_to_the_second_confirmation(found: World, client):
    review = found.review()
    told(found, reviews=[review.pk], unsent=[Unsent(str(uuid4()), review.pk, "2.1.1.a")])
    client.force_login(found.administrator)
    address = reverse("device_clear", args=[DEVICE])
    assert "1 answer waited to be sent" in client.get(address).content.decode()
    assert client.post(address, {"do": "ask"}).status_code == 302
    page = text_of(client.get(address))
    assert "Clear it even if 1 answer is lost" in page
    assert "C1" not in page  # the case is not the administrator's to know
    assert client.post(address, {"do": "confirm", "giving_up": "1"}).status_code == 302
    assert Device.objects.get().given_up == 1
    assert client.post(address, {"do": "confirm", "giving_up": "x"}).status_code == 400
    assert client.post(address, {"do": "nothing"}).status_code == 400


# Lists ----------------------------------------------------------------------------------------------------------------


def test_the_lead_sees_only_what_is_of_the_inspection(found: World, client, django_assert_max_num_queries):
    review = found.review()
    told(found, reviews=[review.pk], unsent=[Unsent(str(uuid4()), review.pk, "2.1.1.a")])
    elsewhere = world(name="elsewhere-2026")
    client.force_login(elsewhere.lead)
    page = client.get(reverse("inspection_devices", args=[elsewhere.inspection.name])).content.decode()
    assert "No device yet" in page
    client.force_login(found.lead)
    with django_assert_max_num_queries(10):
        page = client.get(reverse("inspection_devices", args=[found.inspection.name])).content.decode()
    assert "1 answer never arrived: 2.1.1.a" in page


def test_a_review_submitted_is_taken_along_no_more(found: World, client):
    review = found.review()
    fill(review, by=found.inspector)
    review_submit(review_id=review.pk, by=found.inspector, at=NOW)
    client.force_login(found.inspector)
    answer = client.post(reverse("device_contact"), {"device": str(DEVICE)}, content_type="application/json").json()
    assert answer["cases"] == []
