"""A synthetic case: what is handed out, and the draft it grows from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from random import Random

YES, NO, NOT_RELEVANT = "yes", "no", "not_relevant"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer with its note, or a judgement with its reason."""

    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SyntheticCase:
    """`given` is what the service said, `facts` what the inspector recorded; both by target ("fact.gender")."""

    reference: str
    domain: str
    disposal_type: str
    began: date | None
    given: Mapping[str, str]
    facts: Mapping[str, str]
    answers: Mapping[str, Given]
    judgements: Mapping[str, Given]


@dataclass(slots=True, eq=False)
class Draft:
    """A case while it is being made. `quality` from 0 to 1: weak cases are weak across standards."""

    seed: str
    reference: str
    domain: str
    disposal_type: str
    quality: float
    facts: dict[str, str] = field(default_factory=dict)
    judged: dict[str, str] = field(default_factory=dict)  # by key question
    answered: dict[str, str] = field(default_factory=dict)  # by prompt

    def dice(self, *purpose: str) -> Random:
        """Chance for one purpose, the same every time."""
        return dice(self.seed, self.reference, *purpose)

    def chance(self, *purpose: str) -> float:
        """A number from 0 to 1 for one purpose, the same every time; cheaper than dice."""
        return chance_of(self.seed, self.reference, *purpose)

    def calls_for(self, theme: str) -> float:
        """How much reason the case gives to look at a theme, 0 the most: relevant here is likely relevant elsewhere."""
        return self.chance("calls for", theme)

    def strength(self, theme: str, purpose: str) -> float:
        """How well this was done in this case: its quality, how it did on the theme, and a little luck. 0 to 1."""
        return 0.6 * self.quality + 0.25 * self.chance("theme", theme) + 0.15 * self.chance("strength", purpose)


def dice(seed: str, *purpose: str) -> Random:
    return Random("|".join((seed, *purpose)))


def chance_of(seed: str, *purpose: str) -> float:
    digest = blake2b("|".join((seed, *purpose)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64
