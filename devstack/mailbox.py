"""The demo's mail on a page: what Plumbline sent, out of the folder where the demo's settings keep it.

Only the demo has this address. Whoever reads it can take over any demo account by a password mail, which is the point.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SEPARATOR = b"\n" + b"-" * 79 + b"\n"  # what Django's file backend writes after each mail
SHOWN = 50


@dataclass(frozen=True)
class Mail:
    subject: str
    to: str
    at: datetime
    body: str


@login_not_required
def demo_mailbox(request: HttpRequest) -> HttpResponse:
    mails = mails_read(Path(settings.EMAIL_FILE_PATH))
    return render(request, "devstack/mailbox.html", {"mails": mails[:SHOWN], "count": len(mails), "shown": SHOWN})


def mails_read(folder: Path) -> list[Mail]:
    """Newest first."""
    files = sorted(folder.glob("*.log"), key=lambda path: (path.stat().st_mtime, path.name))
    mails = [mail for file in files for mail in _mails_of(file)]
    mails.sort(key=lambda mail: mail.at)
    return mails[::-1]  # of one second too, the later first


def _mails_of(file: Path) -> Iterator[Mail]:
    written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    for source in file.read_bytes().split(SEPARATOR):
        if source.strip():
            yield _mail(email.message_from_bytes(source.strip(), policy=email.policy.default), written)


def _mail(message: EmailMessage, written: datetime) -> Mail:
    text = message.get_body(("plain",))
    return Mail(
        subject=str(message["Subject"] or "(no subject)"),
        to=str(message["To"] or ""),
        at=_date(message, written),
        body=str(text.get_content()).strip() if text else "(no plain text)",
    )


def _date(message: EmailMessage, written: datetime) -> datetime:
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return written
    return at if at.tzinfo else at.replace(tzinfo=UTC)
