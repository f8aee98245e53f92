"""The pages for people, and that ending somebody's access ends what they are doing."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from accounts.models import IMPORTED, Person
from inspections.rules import Role
from inspections.services import team_member_add
from published.services.crew import ADDRESS
from tests.factories import PASSWORD, PersonFactory, World, world
from tests.inspections.pages import error_links
from tests.reading import text_of

SignIn = Callable[[Person], Client]
NEW = {"name": "Bo Reader", "email": "bo@example.test"}


@pytest.fixture
def administrator(db: None) -> Person:
    return PersonFactory(name="Ada", email="ada@example.test", is_administrator=True)


@pytest.fixture
def browser(administrator: Person, sign_in: SignIn) -> Client:
    return sign_in(administrator)


def test_person_list_names_the_roles_of_each(browser: Client, world: World) -> None:
    says = text_of(browser.get("/people/"))
    assert "Testley-2026, March 2026 : Report editor" in says
    assert "Stranger to testley-2026" in says


def test_person_list_takes_as_many_queries_for_one_as_for_many(
    browser: Client, world: World, django_assert_num_queries: Callable
) -> None:
    with django_assert_num_queries(5):
        browser.get("/people/")
    for role in Role:
        if role is not Role.LEAD:
            team_member_add(by=world.administrator, inspection=world.inspection, person=PersonFactory(), role=role)
    with django_assert_num_queries(5):
        browser.get("/people/")


def test_somebody_added_sets_a_password_by_the_link_and_signs_in(browser: Client) -> None:
    shown = browser.post("/people/new/", NEW, follow=True)
    assert "Bo Reader is added." in text_of(shown)
    assert "A link to set their password is on its way to bo@example.test." in text_of(shown)
    link = re.search(r"https?://testserver(/password/new/\S+)", mail.outbox[0].body)
    assert link is not None
    theirs = Client()
    form = theirs.get(link[1], follow=True)
    assert form.status_code == 200
    assert "New password" not in text_of(form) and "Password Choose" not in text_of(form)
    at = form.redirect_chain[-1][0]
    assert error_links(theirs.post(at, {})) == [
        ("#id_password1", "Enter a password"),
        ("#id_password2", "Enter the password a second time"),
    ]
    assert error_links(theirs.post(at, {"password1": PASSWORD, "password2": "another"})) == [
        ("#id_password2", "Enter the same password in both boxes")
    ]
    theirs.post(at, {"password1": PASSWORD, "password2": PASSWORD})
    signed_in = theirs.post("/sign-in/", {"login": "bo@example.test", "password": PASSWORD}, follow=True)
    assert "You are on no inspection yet" in text_of(signed_in)


def test_the_link_of_somebody_who_has_a_password_asks_for_a_new_one(browser: Client) -> None:
    browser.post(f"/people/{PersonFactory().pk}/invite/")
    link = re.search(r"https?://testserver(/password/new/\S+)", mail.outbox[0].body)
    assert link is not None
    assert "New password again" in text_of(Client().get(link[1], follow=True))


def test_person_new_says_what_is_missing_at_the_field(browser: Client) -> None:
    shown = browser.post("/people/new/", {"name": "", "email": "not an address"})
    body = shown.content.decode()
    assert "<title>Error: Add a person" in body
    assert '<a href="#id_name">Enter the person’s name</a>' in body
    assert '<a href="#id_email">Enter an e-mail address, such as name@example.org</a>' in body
    assert not Person.objects.filter(name="").exists()


def test_person_new_says_whose_address_it_is(browser: Client) -> None:
    shown = browser.post("/people/new/", NEW | {"email": "ADA@example.test"})
    assert "Ada signs in with this e-mail address: enter another" in text_of(shown)


def test_person_new_takes_no_name_that_cannot_be_stored(browser: Client) -> None:
    assert "There is a problem" in text_of(browser.post("/people/new/", NEW | {"name": "x" * 121}))


@pytest.mark.parametrize("name", ["Bo\0Reader", "Bo\nReader", "Bo\r\nReader", "Bo\x1b[2JReader", "Bo \u202eredaeR"])
def test_person_new_takes_no_name_of_more_than_one_line(browser: Client, name: str) -> None:
    says = "Write it on one line: take out line breaks and characters that do not show"
    assert error_links(browser.post("/people/new/", NEW | {"name": name})) == [("#id_name", says)]
    assert not Person.objects.filter(email=NEW["email"]).exists()


def test_person_shows_inspections_and_saves_changes(browser: Client, world: World) -> None:
    at = f"/people/{world.editor.pk}/"
    assert "Testley-2026, March 2026 Report editor" in text_of(browser.get(at))
    told = {"name": "Ed Itor", "email": "ed@example.test", "is_active": "on", "seen": "1"}
    assert "What is recorded of Ed Itor is saved." in text_of(browser.post(at, told, follow=True))
    world.editor.refresh_from_db()
    assert (world.editor.name, world.editor.email, world.editor.is_administrator) == (
        "Ed Itor", "ed@example.test", False,
    )  # fmt: skip


def test_two_administrators_who_change_somebody_each_see_what_the_other_did(browser: Client, sign_in: SignIn) -> None:
    bo, grace = PersonFactory(name="Bo", email="bo@example.test"), PersonFactory(name="Grace", is_administrator=True)
    at, as_shown = f"/people/{bo.pk}/", {"name": "Bo", "email": "bo@example.test", "is_active": "on", "seen": "1"}
    sign_in(grace).post(at, as_shown | {"name": "Bo Reader", "is_administrator": "on"})
    shown = browser.post(at, as_shown | {"name": "Bob", "email": "bob@example.test"})
    assert [text for _, text in error_links(shown)] == [
        "Grace saved this while you had it open. Nothing of yours is saved yet: look again, then save.",
        "Name: Grace changed it from “Bo” to “Bo Reader”. You entered “Bob”, which still stands here.",
        "Administrator: Grace changed it from not ticked to ticked. You had left it alone, so ticked stands here now.",
    ]
    body = shown.content.decode()
    assert 'value="Bob"' in body and 'value="bob@example.test"' in body and 'name="seen" value="2"' in body
    assert re.search(r'name="is_administrator"[^>]* checked', body)
    bo.refresh_from_db()
    assert (bo.name, bo.email, bo.is_administrator) == ("Bo Reader", "bo@example.test", True)
    again = {"name": "Bob", "email": "bob@example.test", "is_active": "on", "is_administrator": "on", "seen": "2"}
    assert "What is recorded of Bob is saved." in text_of(browser.post(at, again, follow=True))


def test_a_form_sent_twice_is_saved_once(browser: Client) -> None:
    bo = PersonFactory()
    told = {"name": "Bo Reader", "email": bo.email, "is_active": "on", "seen": "1"}
    for _ in range(2):
        assert "What is recorded of Bo Reader is saved." in text_of(
            browser.post(f"/people/{bo.pk}/", told, follow=True)
        )
    assert Person.objects.get(pk=bo.pk).version == 2


@pytest.mark.parametrize("seen", ["", "0", "x", "-1", "9" * 5000, "7", "²"])
def test_a_page_that_says_no_version_overwrites_nothing(browser: Client, seen: str) -> None:
    bo = PersonFactory(name="Bo")
    shown = browser.post(f"/people/{bo.pk}/", {"name": "Bob", "email": bo.email, "is_active": "on", "seen": seen})
    assert "Nothing is saved: this page is too old to compare with." in text_of(shown)
    assert 'value="Bob"' in shown.content.decode()
    assert Person.objects.get(pk=bo.pk).name == "Bo"


def test_an_administrator_is_told_why_they_keep_their_own_right(browser: Client, administrator: Person) -> None:
    told = {"name": "Ada", "email": "ada@example.test", "is_active": "on"}
    shown = browser.post(f"/people/{administrator.pk}/", told)
    assert "You cannot take away your own administrator right." in text_of(shown)


def test_ending_access_ends_the_session_at_once(browser: Client, world: World, sign_in: SignIn) -> None:
    theirs = sign_in(world.lead)
    at = f"/inspections/{world.inspection.name}/"
    assert theirs.get(at).status_code == 200
    browser.post(f"/people/{world.lead.pk}/", {"name": world.lead.name, "email": world.lead.email, "seen": "1"})
    gone = theirs.get(at)
    assert (gone.status_code, gone["Location"]) == (302, f"/sign-in/?next={at}")
    refused = Client().post("/sign-in/", {"login": world.lead.email, "password": PASSWORD}, follow=True)
    assert refused.wsgi_request.user.is_authenticated is False


def test_giving_access_back_lets_somebody_sign_in_again(browser: Client) -> None:
    bo = PersonFactory(is_active=False)
    browser.post(f"/people/{bo.pk}/", {"name": bo.name, "email": bo.email, "is_active": "on", "seen": "1"})
    assert Client().login(email=bo.email, password=PASSWORD)


def test_the_link_is_sent_again_from_the_persons_page(browser: Client) -> None:
    bo = PersonFactory(email="bo@example.test")
    shown = browser.post(f"/people/{bo.pk}/invite/", follow=True)
    assert "A link to set their password is on its way to bo@example.test." in text_of(shown)
    assert [message.to for message in mail.outbox] == [["bo@example.test"]]


def test_the_address_of_the_link_leads_to_the_page_of_its_button_and_sends_nothing(browser: Client) -> None:
    bo = PersonFactory()
    shown = browser.get(f"/people/{bo.pk}/invite/")
    assert (shown.status_code, shown["Location"], len(mail.outbox)) == (302, f"/people/{bo.pk}/", 0)


def test_person_list_puts_those_made_by_an_import_last(browser: Client) -> None:
    made = PersonFactory(name="Aaron Made", email=f"aaron{IMPORTED}")
    says = text_of(browser.get("/people/"))
    assert "Aaron Made Made by an import" in says
    assert says.index("ada@example.test") < says.index(made.email)
    assert IMPORTED == ADDRESS


def test_what_somebody_signed_out_sends_is_told_apart_from_a_page_asked_for(administrator: Person) -> None:
    client = Client()
    shown = client.post("/people/new/", NEW)
    assert shown.status_code == 403
    assert "You were signed out, so this was not saved" in text_of(shown)
    assert 'href="/sign-in/" target="_blank"' in shown.content.decode()
    assert not Person.objects.filter(email=NEW["email"]).exists()
    asked = client.get("/people/new/")
    assert (asked.status_code, asked["Location"]) == (302, "/sign-in/?next=/people/new/")


def test_a_page_refused_says_whom_to_ask(sign_in: SignIn, db: None) -> None:
    shown = sign_in(PersonFactory()).get("/people/")
    assert shown.status_code == 403
    assert "ask an administrator to add you to the team" in text_of(shown) and "Go to My work" in text_of(shown)


def test_nobody_of_that_number_is_not_found(browser: Client) -> None:
    assert browser.get("/people/99999999999999999999/").status_code == 404


def test_a_forgotten_password_of_an_address_nobody_has_tells_no_more(db: None) -> None:
    shown = Client().post("/password/forgotten/", {"email": "nobody@example.test"}, follow=True)
    assert shown.redirect_chain[-1][0] == "/password/forgotten/sent/"


def test_a_new_inspection_shows_on_the_persons_page(browser: Client) -> None:
    other = world(name="second-2026")
    assert "Second-2026, March 2026" in text_of(browser.get(f"/people/{other.lead.pk}/"))
