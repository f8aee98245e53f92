"""Alerts: raised, added to, closed with what was done, and mailed to whoever leads the inspection."""

from datetime import datetime
from urllib.parse import urljoin
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.broker import message_send
from accounts.models import Person
from accounts.outbox import outbox_send
from casereviews.access import can_close_alert, can_raise_alert, can_see_alert
from casereviews.models import Alert, AlertEntry, CaseReview
from casereviews.rules import LONGEST_ALERT, LONGEST_TOLD_WHEN, problem_with_words
from casereviews.services.changes import sheet_of
from inspections.access import standing_of
from inspections.models import TeamMember
from inspections.rules import Role, Standing

SWEEP = "casereviews.tasks.alerts_sweep"


class AlertRefused(Exception):
    """The alert cannot be taken like this; the message says why. `field` is what to mend, "" where nothing is."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class AlertChanged(Exception):
    """Something was added to the alert, or it was closed, after the page was opened; `alert` is as it stands."""

    def __init__(self, alert: Alert) -> None:
        super().__init__(f"version {alert.version} of an alert stands")
        self.alert = alert


@transaction.atomic
def alert_raise(
    *, id: UUID, review_id: int, fact: str, reason: str, told: str, told_when: str, site: str, by: Person, at: datetime
) -> Alert:
    """Tells the lead that somebody is at risk now: in the page at once, by mail after the commit.

    `site` is the address that the mail's link begins with. The same `id` again is the same alert. Raises DoesNotExist,
    PermissionDenied, AlertRefused.
    """
    review: CaseReview = CaseReview.objects.read(review_id)
    if not can_raise_alert(standing_of(by, review.inspection_id), review):
        raise PermissionDenied
    _alert_check(review, fact=fact, reason=reason, told=told, told_when=told_when)
    alert = Alert(id=id, inspection_id=review.inspection_id, review=review, fact=fact, site=site, by=by, at=at)
    alert.reason, alert.told, alert.told_when = reason.strip(), told.strip(), told_when.strip()
    try:
        with transaction.atomic():
            alert.save(force_insert=True)
    except IntegrityError as clash:
        found: Alert | None = Alert.objects.filter(pk=id, review=review, by=by).first()
        if found is None:
            raise AlertRefused("This page cannot send a second alert. Open it again, then send it.") from clash
        return found
    transaction.on_commit(lambda: message_send(SWEEP), robust=True)
    return alert


def _alert_check(review: CaseReview, *, fact: str, reason: str, told: str, told_when: str) -> None:
    asking = {found.target for found in sheet_of(review).facts if found.yes_needs_alert}
    if fact and fact not in asking:
        raise AlertRefused(f"“{fact[:60]}” is no fact of this case that asks for an alert. Open the page again.")
    required = {"reason": "Say who is at risk, and of what."}
    for field, words in (("reason", reason), ("told", told)):
        if problem := problem_with_words(words, longest=LONGEST_ALERT, required=required.get(field, "")):
            raise AlertRefused(problem, field)
    when = "Say when they were told." if told.strip() else ""
    if problem := problem_with_words(told_when, longest=LONGEST_TOLD_WHEN, required=when):
        raise AlertRefused(problem, "told_when")


@transaction.atomic
def alert_entry_add(*, alert_id: UUID, words: str, by: Person, at: datetime) -> Alert:
    """Adds to an alert, open or closed: a correction, or what happened since. Said twice in a row, it is one entry.

    Raises DoesNotExist, PermissionDenied, AlertRefused.
    """
    alert, standing = _alert_lock(alert_id, by)
    if not can_see_alert(standing, alert):
        raise PermissionDenied
    if problem := problem_with_words(words, longest=LONGEST_ALERT, required="Say what is to be added."):
        raise AlertRefused(problem, "words")
    last = alert.entries.last()
    if last and (last.words, last.by_id) == (words.strip(), by.pk):
        return alert
    AlertEntry.objects.create(alert=alert, words=words.strip(), by=by, at=at)
    alert.version += 1
    alert.save(update_fields=["version"])
    return alert


@transaction.atomic
def alert_close(*, alert_id: UUID, done: str, seen: int, by: Person, at: datetime) -> Alert:
    """Closes an alert with what was done, having seen version `seen` of it.

    Raises DoesNotExist, PermissionDenied, AlertChanged, AlertRefused. The same words from the same person again change
    nothing.
    """
    alert, standing = _alert_lock(alert_id, by)
    if not can_close_alert(standing):
        raise PermissionDenied
    if (alert.closed_with, alert.closed_by_id) == (done.strip(), by.pk):
        return alert
    if not alert.is_open or alert.version != seen:
        raise AlertChanged(alert)
    if problem := problem_with_words(done, longest=LONGEST_ALERT, required="Say what was done."):
        raise AlertRefused(problem, "done")
    alert.closed_with, alert.closed_by, alert.closed_at = done.strip(), by, at
    alert.version += 1
    alert.save(update_fields=["closed_with", "closed_by", "closed_at", "version"])
    return alert


def _alert_lock(alert_id: UUID, by: Person) -> tuple[Alert, Standing]:
    """Locked first and read second: a joined row would be as old as the moment when the wait for the lock began."""
    Alert.objects.select_for_update(no_key=True).order_by().only("pk").get(pk=alert_id)
    alert = Alert.objects.select_related("review", "closed_by").get(pk=alert_id)
    return alert, standing_of(by, alert.inspection_id)


def alerts_mail(*, at: datetime) -> int:
    """Mails each alert that was not mailed to whoever leads its inspection; says how many went out.

    One that nobody leads is left for the next time, as accounts/outbox.py leaves one that no mail server takes.
    """
    return outbox_send(Alert.objects.select_related("inspection", "review__case", "by"), _mail_of, at=at)


def _mail_of(alert: Alert) -> EmailMessage | None:
    leads = TeamMember.objects.filter(inspection=alert.inspection_id, role=Role.LEAD, person__is_active=True)
    addresses = list(leads.order_by("person").values_list("person__email", flat=True))
    if not addresses:
        return None
    path = reverse("alert", args=[alert.inspection.name, alert.pk])
    words = {"alert": alert, "case": alert.review.case, "link": urljoin(alert.site, path)}
    subject = render_to_string("casereviews/email/alert_subject.txt", words)
    return EmailMessage(
        " ".join(subject.split()), render_to_string("casereviews/email/alert.txt", words), None, addresses
    )
