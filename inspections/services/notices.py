"""Mails that tell somebody of their role in an inspection: asked for in the transaction that gives it, sent after."""

from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.broker import message_send
from accounts.models import Person
from accounts.outbox import outbox_send
from accounts.services import PASSWORD_LINK_DAYS, password_link
from inspections.models import Inspection, TeamNotice
from inspections.rules import ROLE_NAMES, Phase, Role

SWEEP = "inspections.tasks.notices_sweep"


def notice_ask(*, inspection: Inspection, person: Person, role: Role, site: str, by: Person) -> None:
    """Within the transaction that gives the role; the row is the record, the message a hint."""
    TeamNotice.objects.create(
        inspection=inspection, person=person, role=role, site=site, by=by, asked_at=timezone.now()
    )
    transaction.on_commit(lambda: message_send(SWEEP), robust=True)


def notices_mail(*, at: datetime) -> int:
    """Mails each notice that was not mailed; says how many went out.

    Nobody is told of a role that they have no more.
    """
    return outbox_send(TeamNotice.objects.select_related("inspection__service", "person", "by"), _mail_of, at=at)


def _mail_of(notice: TeamNotice) -> EmailMessage | None:
    if Role(notice.role) not in _roles_now(notice):
        TeamNotice.objects.filter(pk=notice.pk).delete()
        return None
    words = _words(notice)
    subject = render_to_string("inspections/email/joined_subject.txt", words)
    body = render_to_string("inspections/email/joined.txt", words)
    return EmailMessage(" ".join(subject.split()), body, None, [notice.person.email])


def _roles_now(notice: TeamNotice) -> set[Role]:
    members = notice.inspection.team.filter(person=notice.person, person__is_active=True)
    return {Role(role) for role in members.values_list("role", flat=True)}


def _place_of(notice: TeamNotice) -> str:
    if notice.role == Role.SERVICE_CONTACT:
        return reverse("eligible", args=[notice.inspection.name])
    return reverse("my_page")


def _words(notice: TeamNotice) -> dict[str, Any]:
    inspection, person = notice.inspection, notice.person
    planned = {row.phase: row for row in inspection.planned_phases.all()}
    return {
        "notice": notice,
        "person": person,
        "by": notice.by,
        "role": ROLE_NAMES[Role(notice.role)].lower(),
        "is_contact": notice.role == Role.SERVICE_CONTACT,
        "inspection": inspection,
        "fieldwork": planned.get(Phase.FIELDWORK),
        "panel": planned.get(Phase.PANEL),
        "is_new": not person.has_usable_password(),
        "link": urljoin(notice.site, _place_of(notice)),
        "password": "" if person.has_usable_password() else password_link(person, site=notice.site),
        "site": notice.site,
        "days": PASSWORD_LINK_DAYS,
    }
