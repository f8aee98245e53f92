"""People: added, changed, invited; and what an administrator cannot do to themselves."""

import threading
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.models import Person
from accounts.services import InvitationNotSent, PersonRefused, person_add, person_change, person_invite
from tests.factories import PersonFactory

SITE = "https://plumbline.test/"


@pytest.fixture
def administrator(db: None) -> Person:
    return PersonFactory(name="Ada", email="ada@example.test", is_administrator=True)


def change(person: Person, by: Person, **what: Any) -> Person:
    told = {name: getattr(person, name) for name in ("name", "email", "is_administrator", "is_active")} | what
    return person_change(by=by, person=person, **told)


def test_person_add_saves_somebody_who_cannot_sign_in_yet(administrator: Person) -> None:
    added = person_add(by=administrator, name="  Bo Reader ", email=" Bo@Example.Test ")
    added.refresh_from_db()
    assert (added.name, added.email, added.is_administrator, added.is_active) == (
        "Bo Reader", "bo@example.test", False, True,
    )  # fmt: skip
    assert not added.has_usable_password()


def test_person_add_refuses_an_address_that_is_taken_in_other_letters(administrator: Person) -> None:
    with pytest.raises(PersonRefused) as refusal:
        person_add(by=administrator, name="Another Ada", email="ADA@example.test")
    assert str(refusal.value) == ("Somebody else signs in with ada@example.test. Enter another e-mail address.")
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (
            {"is_administrator": False},
            "You cannot take away your own administrator right. Ask another administrator to do it.",
        ),
        ({"is_active": False}, "You cannot end your own access. Ask another administrator to do it."),
    ],
)
def test_person_change_refuses_to_lock_oneself_out(administrator: Person, what: dict[str, bool], sentence: str) -> None:
    with pytest.raises(PersonRefused) as refusal:
        change(administrator, administrator, **what)
    assert str(refusal.value) == sentence
    administrator.refresh_from_db()
    assert administrator.is_administrator and administrator.is_active


def test_person_change_forgets_an_old_address(administrator: Person) -> None:
    bo = PersonFactory(email="bo@example.test")
    EmailAddress.objects.create(user=bo, email="bo@example.test", primary=True, verified=True)
    change(bo, administrator, email="bo.reader@example.test")
    assert list(EmailAddress.objects.filter(user=bo)) == []


def test_person_change_asks_for_the_right_as_it_is_now(administrator: Person) -> None:
    """Read when the page opened, taken away meanwhile."""
    bo = PersonFactory()
    Person.objects.filter(pk=administrator.pk).update(is_administrator=False)
    with pytest.raises(PermissionDenied):
        change(bo, administrator, name="Changed")


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_take_each_others_right_away_leave_one() -> None:
    ada, bo = (PersonFactory(is_administrator=True) for _ in range(2))
    start, told = threading.Barrier(2), []

    def take(by: Person, other: Person) -> None:
        start.wait()
        try:
            change(other, by, is_administrator=False)
            told.append("done")
        except PermissionDenied:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=pair) for pair in ((ada, bo), (bo, ada))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["done", "refused"]
    assert Person.objects.filter(is_administrator=True).count() == 1


def test_person_invite_mails_a_link_by_name_and_address(administrator: Person) -> None:
    bo = person_add(by=administrator, name="Bo & Co", email="bo@example.test")
    person_invite(by=administrator, person=bo, site=SITE)
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["bo@example.test"], "Set your password for Plumbline")
    assert f"\n{SITE}password/new/" in message.body
    assert "Hello Bo & Co," in message.body and "Ada has added you" in message.body
    assert "for 3 days" in message.body


def test_person_invite_refuses_somebody_who_may_not_sign_in(administrator: Person) -> None:
    gone = PersonFactory(name="Gone", is_active=False)
    with pytest.raises(PersonRefused) as refusal:
        person_invite(by=administrator, person=gone, site=SITE)
    assert str(refusal.value) == ("Gone may not sign in, so a link would be of no use to them. Give them access first.")
    assert mail.outbox == []


def test_person_invite_says_when_the_mail_server_is_away(administrator: Person, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(InvitationNotSent) as problem:
        person_invite(by=administrator, person=PersonFactory(), site=SITE)
    assert str(problem.value) == (
        "The mail could not be sent: the mail server did not take it. Send it again in a few minutes."
    )


def test_person_add_is_undone_with_the_rest_of_its_transaction(administrator: Person) -> None:
    with transaction.atomic():
        person_add(by=administrator, name="Bo", email="bo@example.test")
        transaction.set_rollback(True)
    assert not Person.objects.filter(email="bo@example.test").exists()
