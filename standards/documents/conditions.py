"""A relevance rule as an edition file writes it, as the condition that standards.rules decides by."""

from typing import Any

from standards.rules import Condition

FACT = "fact"
# Key of the file to the part of a case's given values that it looks at.
TARGETS = {FACT: "fact", "inspector_classification": "inspector", "service_classification": "service"}


def condition_of(name: str, rule: dict[str, Any]) -> Condition:
    """`rule` with every key filled in, as keys.RELEVANCE leaves it."""
    target = next((f"{part}.{rule[key]}" for key, part in TARGETS.items() if rule[key]), "")
    return Condition(
        code=name,
        note=rule["note"].strip(),
        target=target,
        allowed=frozenset(rule["is"]),
        excluded=frozenset(rule["not"]),
        disposal_types=frozenset(rule["disposal_type"]),
    )
