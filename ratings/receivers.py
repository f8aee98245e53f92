"""Hears what changed the figures, inside the transaction that changed it."""

from typing import Any

from django.dispatch import receiver

from inspections.events import figures_changed
from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, EVIDENCE, FACTS, SAMPLE
from ratings.services import rated_standards_bump, rated_standards_lay_out

NOT_STANDARDS = frozenset({CASE_MIX, CONTEXT, DECISIONS, EVIDENCE, FACTS, SAMPLE})


@receiver(figures_changed, dispatch_uid="ratings")
def rated_standards_follow(inspection_id: int, topics: frozenset[str], **kwargs: Any) -> None:
    if CONTEXT in topics:
        rated_standards_lay_out(inspection_id=inspection_id)
    if standards := topics - NOT_STANDARDS:
        rated_standards_bump(inspection_id=inspection_id, standards=standards)
