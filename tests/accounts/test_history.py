"""What became of a person, in words."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.history import person_changes
from accounts.models import Person
from accounts.services import person_add, person_change
from tests.factories import PersonFactory
from tests.reading import text_of


@pytest.fixture
def ada(db: None) -> Person:
    return PersonFactory(name="Ada", is_administrator=True)


def change(person: Person, by: Person, **what: Any) -> Person:
    told = {name: getattr(person, name) for name in ("name", "email", "is_administrator", "is_active")} | what
    return person_change(by=by, person=person, **told)


def told(person: Person) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.by, one.words) for one in person_changes(person)]


def test_every_change_says_what_and_by_whom_the_newest_first(ada: Person) -> None:
    bo = person_add(by=ada, name="Bo", email="bo@example.test")
    grace = PersonFactory(name="Grace", is_administrator=True)
    bo = change(bo, ada, is_administrator=True)
    bo = change(bo, grace, name="Bo Reader", email="reader@example.test")
    bo = change(bo, grace, is_administrator=False, is_active=False)
    change(bo, ada, is_active=True)
    assert told(bo) == [
        ("Ada", ("Access given back",)),
        ("Grace", ("No longer an administrator", "Access ended")),
        (
            "Grace",
            ("Name changed from Bo to Bo Reader", "E-mail address changed from bo@example.test to reader@example.test"),
        ),
        ("Ada", ("Made an administrator",)),
        ("Ada", ("Added: Bo, bo@example.test",)),
    ]


def test_what_is_no_right_leaves_no_trace(ada: Person) -> None:
    bo = person_add(by=ada, name="Bo", email="bo@example.test")
    bo.set_password("four unrelated words here")
    bo.save()
    change(bo, ada)
    assert len(told(bo)) == 1
    fields = {field.name for field in Person.pgh_event_model._meta.fields}
    assert not fields & {"password", "last_login", "times_ended"}


def test_a_command_on_the_server_is_told_as_such(db: None) -> None:
    call_command("person_add", "bo@example.test", "Bo", "--no-password", "--administrator")
    assert told(Person.objects.get()) == [("", ("Added as an administrator: Bo, bo@example.test",))]


def test_a_history_that_begins_with_somebody_there_says_so(db: None) -> None:
    """As the migration that began it found people."""
    somebody = Person(pk=10**6)
    state = {"pgh_obj": somebody, "name": "Ada", "email": "ada@example.test"}
    events = Person.pgh_event_model.objects
    events.create(pgh_label="begins", is_administrator=True, is_active=False, **state)
    events.create(pgh_label="update", is_administrator=True, is_active=True, **state)
    assert told(somebody) == [
        ("", ("Access given back",)),
        ("", ("On record from here on as an administrator, without access",)),
    ]


def test_the_persons_page_shows_changes_of_rights(ada: Person, sign_in: Any) -> None:
    bo = change(person_add(by=ada, name="Bo", email="bo@example.test"), ada, is_administrator=True)
    browser: Client = sign_in(ada)
    says = text_of(browser.get(f"/people/{bo.pk}/"))
    assert "Made an administrator Ada" in says and "Added: Bo, bo@example.test Ada" in says
    by_hand = PersonFactory()
    assert f"Added: {by_hand.name}, {by_hand.email} A command on the server" in text_of(
        browser.get(f"/people/{by_hand.pk}/")
    )
