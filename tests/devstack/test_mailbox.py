import os

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse
from pytest_django.asserts import assertContains

from devstack.mailbox import SHOWN, mails_read


@pytest.fixture
def mail_folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return tmp_path / "mail"


@pytest.fixture
def send(mail_folder):
    """Through the very backend that the demo sends with."""

    def send(*subjects: str, body: str = "Hello", html: str = "") -> None:
        connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=str(mail_folder))
        messages = [EmailMultiAlternatives(subject, body, to=["ann@example.org"]) for subject in subjects]
        for message in messages:
            if html:
                message.attach_alternative(html, "text/html")
        connection.send_messages(messages)

    return send


def test_mails_are_read_newest_first(send, mail_folder):
    send("one", "two")
    send("three")
    os.utime(next(file for file in mail_folder.iterdir() if b"three" in file.read_bytes()), (2**31, 2**31))
    assert [mail.subject for mail in mails_read(mail_folder)] == ["three", "two", "one"]


def test_mail_keeps_its_plain_text_and_its_accents(send, mail_folder):
    send("Ünïcode – yes", body="Grüße\n\nSecond line", html="<p>markup</p>")
    [mail] = mails_read(mail_folder)
    assert (mail.subject, mail.to, mail.body) == ("Ünïcode – yes", "ann@example.org", "Grüße\n\nSecond line")


def test_a_damaged_file_is_no_error(mail_folder):
    mail_folder.mkdir()
    (mail_folder / "half.log").write_bytes(b"\xff\x00 no mail at all")
    (mail_folder / "empty.log").write_bytes(b"")
    (mail_folder / "other.txt").write_text("Subject: not ours\n\n")
    (mail_folder / "date.log").write_bytes(b"Subject: dateless\nDate: the day before\n\nText")
    assert {mail.subject for mail in mails_read(mail_folder)} == {"(no subject)", "dateless"}


@pytest.mark.django_db
def test_mailbox_needs_no_sign_in_and_links_can_be_followed(client, send):
    send("A new password", body="Go to http://127.0.0.1:8000/accounts/password/key/ <now>")
    response = client.get(reverse("demo_mailbox"))
    assertContains(response, "A new password")
    assertContains(response, 'href="http://127.0.0.1:8000/accounts/password/key/"')
    assertContains(response, "&lt;now&gt;")


@pytest.mark.django_db
def test_mailbox_without_mail_says_how_to_get_some(client, mail_folder):
    assertContains(client.get(reverse("demo_mailbox")), "No mail yet")


@pytest.mark.django_db
def test_mailbox_shows_the_newest_and_says_how_many_there_are(client, send):
    send(*[f"mail {number}" for number in range(SHOWN + 1)])
    assertContains(client.get(reverse("demo_mailbox")), f"The newest {SHOWN} of {SHOWN + 1} are shown.")


def test_the_page_tells_the_day_and_the_hour_of_24(client, mail_folder):
    mail_folder.mkdir()
    (mail_folder / "1.log").write_bytes(
        b"Subject: Night\nTo: ann@example.org\nDate: Mon, 16 Mar 2026 00:59:00 +0000\n\nHello"
    )
    assertContains(client.get(reverse("demo_mailbox")), "16 March 2026, 00:59")
