"""The banner that tells who leads an inspection that somebody is at risk now."""

from typing import Any

from django import template
from django.template import Context

from casereviews.alerts import alerts_for, token_of

register = template.Library()


@register.inclusion_tag("casereviews/_alert_poll.html", takes_context=True)
def alert_banner(context: Context) -> dict[str, Any]:
    """Nothing, and no query, unless this page found that the person leads an inspection (Person.leads)."""
    person = getattr(context.get("request"), "user", None)
    if person is None or not getattr(person, "leads", None):
        return {"is_lead": False}
    found = alerts_for(person)
    return {"is_lead": True, "alerts": found, "token": token_of(found)}
