"""What pages about alerts show, as plain values for their templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.urls import reverse

from accounts.models import Person
from casereviews.access import sees_every_alert
from casereviews.models import Alert, CaseReview
from casereviews.pages import target_text
from casereviews.rules import Sheet, facts_lacking_alert
from inspections.models import Inspection, TeamMember
from inspections.rules import Role, Standing


@dataclass(frozen=True, slots=True)
class Wanted:
    """An alert that the facts ask for: what was answered yes, and where to raise it."""

    text: str
    href: str


def leads_of(inspection_id: int) -> list[Person]:
    """Whom to phone."""
    members = TeamMember.objects.filter(inspection=inspection_id, role=Role.LEAD).select_related("person")
    return [member.person for member in members.order_by("person__name")]


def alerts_seen(inspection: Inspection, standing: Standing) -> list[Alert]:
    """The inspection's alerts that this person sees, open ones first, then the newest."""
    found = inspection.alerts.with_names()
    if not sees_every_alert(standing):
        found = found.of_reader(standing.person_id)
    return sorted(found.order_by("-at", "pk"), key=lambda alert: not alert.is_open)


def alerts_for(person: Person) -> list[Alert]:
    """The open alerts of every inspection that they lead, the newest first: what the banner shows."""
    return list(Alert.objects.open().for_leads(person.pk).with_names().order_by("-at", "pk"))


def token_of(alerts: Iterable[Alert]) -> str:
    """Stands for what a banner shows, so that a page that shows the same is left alone."""
    shown = " ".join(f"{alert.pk}.{alert.version}" for alert in alerts)
    return sha256(shown.encode()).hexdigest()[:16] if shown else ""


def alert_href(review: CaseReview, fact: str = "") -> str:
    """Where an alert is raised, for a fact whose yes asks for it."""
    href = reverse("review_alert", args=[review.pk])
    return f"{href}?fact={fact}" if fact else href


def alerts_wanted(review: CaseReview, sheet: Sheet, alerts: Iterable[Alert]) -> list[Wanted]:
    """Each yes that stands without an alert."""
    lacking = facts_lacking_alert(sheet, {alert.fact for alert in alerts})
    return [Wanted(fact.text, alert_href(review, fact.target)) for fact in lacking]


def fact_words(sheet: Sheet, target: str) -> str:
    """What the fact asks that an alert was raised for; "" for one raised by hand."""
    asking = {fact.target for fact in sheet.facts if fact.yes_needs_alert}
    return target_text(sheet, target) if target in asking else ""
