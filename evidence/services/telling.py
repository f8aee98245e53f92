"""Who reads evidence is told that it changed, in the same transaction."""

from evidence.models import Evidence
from inspections.events import figures_changed
from inspections.rules import EVIDENCE


def evidence_changed(inspection_id: int) -> None:
    figures_changed.send(Evidence, inspection_id=inspection_id, topics=frozenset({EVIDENCE}))
