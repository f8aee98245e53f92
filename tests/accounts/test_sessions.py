"""How long somebody stays signed in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from accounts.services import person_change
from accounts.sessions import PROLONG_AFTER
from tests.factories import PASSWORD, PersonFactory

SignIn = Callable[[Person], Client]
WHOLE = timedelta(hours=12)


@pytest.fixture
def person(db: None) -> Person:
    return PersonFactory(email="bo@example.test")


def last_page(ago: timedelta) -> None:
    """As if the last page that put the end off had been opened so long ago."""
    Session.objects.update(expire_date=timezone.now() + WHOLE - ago)


def left() -> timedelta:
    return Session.objects.get().expire_date - timezone.now()


def is_signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


@pytest.mark.parametrize("ago", [PROLONG_AFTER + timedelta(seconds=5), timedelta(hours=11, minutes=59)])
def test_a_page_puts_the_end_off(person: Person, sign_in: SignIn, ago: timedelta) -> None:
    client = sign_in(person)
    last_page(ago)
    assert is_signed_in(client)
    assert WHOLE - left() < timedelta(seconds=30)


def test_twelve_hours_without_a_page_end_it(person: Person, sign_in: SignIn) -> None:
    client = sign_in(person)
    last_page(WHOLE)
    assert not is_signed_in(client)


def test_a_page_soon_after_another_writes_nothing(
    person: Person, sign_in: SignIn, django_assert_num_queries: Callable[[int], Any]
) -> None:
    client = sign_in(person)
    last_page(PROLONG_AFTER - timedelta(seconds=30))
    with django_assert_num_queries(5):
        client.get("/")
    assert left() < WHOLE - PROLONG_AFTER + timedelta(minutes=1)
    last_page(PROLONG_AFTER + timedelta(seconds=5))
    with django_assert_num_queries(6):
        client.get("/")
    with django_assert_num_queries(5):
        client.get("/")


def test_a_page_that_asks_for_news_by_itself_puts_nothing_off(person: Person, sign_in: SignIn) -> None:
    client = sign_in(person)
    last_page(timedelta(hours=1))
    client.get("/", headers={"HX-Request": "true"})
    assert left() < timedelta(hours=11)


def test_the_end_is_put_off_after_a_real_sign_in(person: Person) -> None:
    client = Client()
    client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
    assert client.cookies["sessionid"]["max-age"] == ""  # gone with the browser
    last_page(timedelta(hours=3))
    assert is_signed_in(client)
    assert WHOLE - left() < timedelta(seconds=30)


def set_active(person: Person, by: Person, is_active: bool) -> None:
    person.refresh_from_db()
    person_change(
        by=by, person=person, name=person.name, email=person.email, is_administrator=False, is_active=is_active
    )


@pytest.mark.parametrize("pages_between", [0, 1])
def test_a_session_does_not_come_back_with_the_access(person: Person, sign_in: SignIn, pages_between: int) -> None:
    administrator = PersonFactory(is_administrator=True)
    client = sign_in(person)
    set_active(person, administrator, False)
    for _ in range(pages_between):
        assert not is_signed_in(client)
    set_active(person, administrator, True)
    assert not is_signed_in(client)
    assert is_signed_in(sign_in(Person.objects.get(pk=person.pk)))


def test_a_former_secret_key_is_good_for_sessions_of_this_access_only(person: Person, settings: Any) -> None:
    administrator = PersonFactory(is_administrator=True)
    client = Client()
    client.force_login(person)
    before = Client()
    before.force_login(person)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert is_signed_in(client)
    set_active(person, administrator, False)
    set_active(person, administrator, True)
    assert not is_signed_in(before)
