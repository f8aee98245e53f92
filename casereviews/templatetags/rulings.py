"""The lead's rulings at the head of a key question, where a script finds them and puts each beside its prompt."""

from typing import Any

from django import template
from django.template import Context

register = template.Library()


@register.inclusion_tag("casereviews/_rulings.html", takes_context=True)
def rulings_of(context: Context, address: str) -> dict[str, Any]:
    """The rulings on a key question and its prompts, and the way to ask about it for who may."""
    return {
        "rulings": (context.get("rulings") or {}).get(address, []),
        "address": address,
        "review": context.get("review"),
        "may_ask": context.get("may_ask", False),
        "may_rule": context.get("may_rule", False),
        "inspection": context.get("inspection"),
    }
