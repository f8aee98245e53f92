"""The parts of an edition as plain values: what pages, services and rules look questions up in. No Django here.

standards/outline.py reads them from the rows, once per edition, so they compare and hash by identity.
"""

from dataclasses import dataclass, field
from typing import Any

from standards.rules import Condition, Figures, RatedBy

ALWAYS = Condition(code="always")
NO_CASES = "none"


@dataclass(frozen=True, slots=True, eq=False)
class PromptOutline:
    pk: int
    address: str  # "2.1.1.a"
    letter: str
    text: str
    guidance: str
    where_applicable: bool


@dataclass(frozen=True, slots=True, eq=False)
class QuestionOutline:
    pk: int
    address: str  # "2.1.1"
    number: int
    standard: str  # "2.1"
    text: str
    theme: str
    guidance: str
    condition: Condition
    prompts: tuple[PromptOutline, ...]


@dataclass(frozen=True, slots=True, eq=False)
class StandardOutline:
    pk: int
    number: str
    title: str
    statement: str
    rated_by: RatedBy
    may_be_unrated: bool
    counts_towards_overall: bool
    domain: str
    characteristics: dict[str, Any]
    questions: tuple[QuestionOutline, ...]

    @property
    def by_cases(self) -> bool:
        return self.rated_by is RatedBy.KEY_QUESTIONS


@dataclass(frozen=True, slots=True, eq=False)
class FactOutline:
    code: str
    target: str  # "fact.gender"
    text: str
    options: tuple[str, ...]  # empty: answered in words
    by: str
    domains: frozenset[str]  # empty: every domain
    yes_needs_alert: bool

    def asked_in(self, domain: str) -> bool:
        return not self.domains or domain in self.domains


@dataclass(frozen=True, slots=True, eq=False)
class InterviewOutline:
    """A question to the case manager that feeds a key question of a standard judged for the whole service."""

    code: str
    target: str  # "note.training_enough"
    text: str
    standard: str  # "1.2"
    number: int  # of the key question


@dataclass(frozen=True, slots=True, eq=False)
class DisposalOutline:
    pk: int
    code: str
    one: str
    many: str
    group: str  # code of the group, or ""


@dataclass(frozen=True, slots=True, eq=False)
class DomainOutline:
    pk: int
    code: str
    number: int
    title: str
    cases: str
    began: str
    counts_towards_overall: bool
    groups: tuple[DisposalOutline, ...]
    disposal_types: tuple[DisposalOutline, ...]
    standards: tuple[StandardOutline, ...]

    @property
    def has_cases(self) -> bool:
        return self.cases != NO_CASES

    @property
    def judged_standards(self) -> tuple[StandardOutline, ...]:
        """Standards whose key questions are judged in each case of this domain."""
        return tuple(standard for standard in self.standards if standard.by_cases)


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """One edition. Texts may hold {service_word}: see `filled`."""

    pk: int
    code: str
    title: str
    edition: str
    figures: Figures
    levels: tuple[str, ...]
    kinds: tuple[str, ...]
    facts: tuple[FactOutline, ...]
    domains: tuple[DomainOutline, ...]
    interview: tuple[InterviewOutline, ...] = ()
    prompts: dict[str, PromptOutline] = field(init=False, repr=False)
    questions: dict[str, QuestionOutline] = field(init=False, repr=False)
    question_of_prompt: dict[str, QuestionOutline] = field(init=False, repr=False)
    standards: dict[str, StandardOutline] = field(init=False, repr=False)
    domain_by_code: dict[str, DomainOutline] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        standards = {s.number: s for domain in self.domains for s in domain.standards}
        questions = {q.address: q for s in standards.values() for q in s.questions}
        object.__setattr__(self, "standards", standards)
        object.__setattr__(self, "questions", questions)
        object.__setattr__(self, "prompts", {p.address: p for q in questions.values() for p in q.prompts})
        object.__setattr__(self, "question_of_prompt", {p.address: q for q in questions.values() for p in q.prompts})
        object.__setattr__(self, "domain_by_code", {domain.code: domain for domain in self.domains})

    def facts_asked_in(self, domain: str) -> tuple[FactOutline, ...]:
        return tuple(fact for fact in self.facts if fact.asked_in(domain))


def filled(text: str, service_word: str) -> str:
    """`text` with the service's own generic term (YOT, YJS …) in place of {service_word}."""
    return text.replace("{service_word}", service_word)
