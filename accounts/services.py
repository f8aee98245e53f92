"""The only writers of people."""

from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException
from typing import Any
from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.access import can_manage_people
from accounts.models import Person
from accounts.versions import row_change

PASSWORD_LINK_DAYS = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)


class PersonRefused(Exception):
    """The person cannot be added or changed like this; the message says why and what to do."""


class InvitationNotSent(Exception):
    """The mail server took no mail; the message says what to do."""


@transaction.atomic
def person_add(*, by: Person, name: str, email: str, is_administrator: bool = False) -> Person:
    """Somebody new. They sign in once they have set a password by the link of person_invite."""
    if not can_manage_people(by):
        raise PermissionDenied
    person = Person(name=name.strip(), email=email.strip().lower(), is_administrator=is_administrator, by=by)
    person.set_unusable_password()
    with _address_free(person.email):
        person.save(force_insert=True)
    return person


@transaction.atomic
def person_change(
    *, by: Person, person: Person, name: str, email: str, is_administrator: bool, is_active: bool
) -> Person:
    """Changes what an administrator may change. Taking away "may sign in" ends the person's sessions for good.

    `person` is as the caller saw it: raises ChangedMeanwhile where somebody else has saved something else since.
    All administrators are locked together: of two who take each other's right away, one finds theirs gone.
    """
    locked = Person.objects.select_for_update(no_key=True).order_by("pk")
    people = {found.pk: found for found in locked.filter(Q(is_administrator=True) | Q(pk=person.pk))}
    if by.pk not in people or not can_manage_people(people[by.pk]):
        raise PermissionDenied
    if by.pk == person.pk and not is_administrator:
        raise PersonRefused("You cannot take away your own administrator right. Ask another administrator to do it.")
    if by.pk == person.pk and not is_active:
        raise PersonRefused("You cannot end your own access. Ask another administrator to do it.")
    changed = people[person.pk]
    told: dict[str, Any] = {
        "name": name.strip(),
        "email": email.strip().lower(),
        "is_administrator": is_administrator,
        "is_active": is_active,
        "times_ended": changed.times_ended + (changed.is_active and not is_active),
    }
    with _address_free(told["email"]):
        row_change(changed, seen=person.version, by=by, **told)
    # allauth remembers addresses of its own, and would let an old one in.
    EmailAddress.objects.filter(user=changed).exclude(email__iexact=changed.email).delete()
    return changed


@contextmanager
def _address_free(email: str) -> Iterator[None]:
    """What is saved here is refused where somebody else has the address."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        raise PersonRefused(f"Somebody else signs in with {email}. Enter another e-mail address.") from clash


def password_link(person: Person, *, site: str) -> str:
    """Where the person sets their password; good once, and for PASSWORD_LINK_DAYS days."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    return urljoin(site, path)


def person_invite(*, by: Person, person: Person, site: str) -> None:
    """Mails the person a link to set their password. `site` is the address it begins with: "https://example.org/".

    Not within the transaction that adds them: a mail cannot be taken back. Raises InvitationNotSent.
    """
    if not can_manage_people(by):
        raise PermissionDenied
    if not person.is_active:
        raise PersonRefused(f"{person} may not sign in, so a link would be of no use to them. Give them access first.")
    words = {
        "person": person,
        "by": by,
        "link": password_link(person, site=site),
        "site": site,
        "days": PASSWORD_LINK_DAYS,
    }
    subject = render_to_string("accounts/email/invitation_subject.txt", words)
    body = render_to_string("accounts/email/invitation.txt", words)
    try:
        send_mail(" ".join(subject.split()), body, None, [person.email])
    except (OSError, SMTPException) as problem:
        raise InvitationNotSent(
            "The mail could not be sent: the mail server did not take it. Send it again in a few minutes."
        ) from problem
