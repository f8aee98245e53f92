"""The one event of the house: something that a figure reads has changed.

Sent inside the transaction by the service that made the change. `topics` are standard numbers ("2.1"), or CASE_MIX,
SAMPLE, DECISIONS, CONTEXT, EVIDENCE, FACTS (inspections.rules). Only ratings and reports listen (their receivers.py).
"""

from django.dispatch import Signal

figures_changed = Signal()  # keyword arguments: inspection_id: int, topics: frozenset[str]
