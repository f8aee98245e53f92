"""What the source of a live figure reads, as topics of figures_changed."""

from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, EVIDENCE, FACTS, SAMPLE
from standards.structure import Outline

WITH_A_NUMBER = frozenset({"question", "prompt", "rating"})


def topics_of_source(source: str, outline: Outline) -> frozenset[str]:
    """The topics that a figure with this source hangs on; every one where it is not known better."""
    kind, _, address = source.partition(":")
    number = ".".join(address.split(".")[:2])
    if kind in WITH_A_NUMBER and number in outline.standards:
        return frozenset({number} | ({DECISIONS} if kind == "rating" else set()))
    return frozenset({*outline.standards, CASE_MIX, SAMPLE, DECISIONS, CONTEXT, EVIDENCE, FACTS})
