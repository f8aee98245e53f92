"""The command that makes the first administrator."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Person

PROMPT = "accounts.management.commands.person_add.getpass"


def test_person_add_makes_an_administrator_with_a_password(db, monkeypatch, capsys):
    monkeypatch.setattr(PROMPT, lambda _: "four unrelated words here")
    call_command("person_add", "Ada@Example.org", "Ada Marsh", "--administrator")
    ada = Person.objects.get(email="ada@example.org")
    assert (ada.name, ada.is_administrator) == ("Ada Marsh", True)
    assert ada.check_password("four unrelated words here")
    assert capsys.readouterr().out == "Added Ada Marsh, an administrator.\n"


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("no address", "four unrelated words here", "Enter a valid email address"),
        ("ada@example.org", "short", "This password is too short"),
        ("taken@example.org", "four unrelated words here", "Somebody has the address taken@example.org already."),
    ],
)
def test_person_add_says_what_is_wrong_and_adds_nobody(db, monkeypatch, email, password, sentence):
    monkeypatch.setattr(PROMPT, lambda _: password)
    Person.objects.create_user("taken@example.org", None, name="Taken")
    with pytest.raises(CommandError, match=sentence):
        call_command("person_add", email, "Ada Marsh")
    assert Person.objects.count() == 1


def test_person_add_leaves_the_password_to_be_set_by_mail(db):
    call_command("person_add", "ada@example.org", "Ada Marsh", "--no-password")
    assert not Person.objects.get().has_usable_password()


@pytest.mark.parametrize("name", ["", " ", "x" * 121, "Ada\nMarsh", "Ada\x07Marsh", "Ada\u2028Marsh"])
def test_person_add_takes_a_name_of_one_line(db, name):
    with pytest.raises(CommandError, match="on one line and without characters that do not show"):
        call_command("person_add", "ada@example.org", name, "--no-password")
    assert not Person.objects.exists()
