"""What changes when an inspection does."""

from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, EVIDENCE, FACTS, SAMPLE
from standards.models import Edition
from standards.outline import outline_of


def all_topics(edition: Edition) -> frozenset[str]:
    """Everything that a figure of an inspection under this edition can read."""
    return frozenset(outline_of(edition).standards) | {CASE_MIX, SAMPLE, DECISIONS, CONTEXT, EVIDENCE, FACTS}
