"""The printed figures of one inspection, as plain values: what a published-inspection/1 file says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any


@dataclass(frozen=True, slots=True)
class PrintedCount:
    yes: int
    relevant: int


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    yes: int
    relevant: int
    percentage: int | None
    prompts: tuple[PrintedCount, ...]  # empty: the report does not print them


@dataclass(frozen=True, slots=True)
class PrintedDiscretion:
    key_question: int  # from 1
    reason: str


@dataclass(frozen=True, slots=True)
class PrintedStandard:
    """Either a judgement, or key questions with a rating."""

    judged: bool
    rating: str
    questions: tuple[PrintedQuestion, ...] = ()
    discretion: PrintedDiscretion | None = None


@dataclass(frozen=True, slots=True)
class PrintedOverall:
    score: int
    out_of: int
    rating: str


@dataclass(frozen=True, slots=True)
class PrintedInspection:
    source: str
    service: str
    framework: str
    fieldwork_starts: date
    fieldwork_weeks: int
    fieldwork_mode: str
    published: str
    joint: tuple[str, ...]
    cases: Mapping[str, int]  # by domain code
    disposals: Mapping[str, Mapping[str, int]]  # by domain code, then disposal type
    interviews: Mapping[str, int] | None
    interviews_by_domain: Mapping[str, int]
    meetings: int | None
    standards: Mapping[str, PrintedStandard | None]  # by number; None: said to be unrated
    overall: PrintedOverall
    content_hash: str

    @property
    def rated(self) -> dict[str, PrintedStandard]:
        return {number: standard for number, standard in self.standards.items() if standard is not None}

    def questions_of(self, number: str) -> tuple[PrintedQuestion, ...]:
        """The printed key questions of a standard; none where it is unrated or rated by judgement."""
        standard = self.standards.get(number)
        return standard.questions if standard else ()


def content_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 of what a file says, whatever its spacing and the order of its keys."""
    return sha256(dumps(document, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def inspection_from(document: Mapping[str, Any]) -> PrintedInspection:
    """Plain values from a document that its schema allows."""
    overall = document["overall"]
    return PrintedInspection(
        source=document["source"],
        service=document["service"].strip(),
        framework=document["framework"],
        fieldwork_starts=date.fromisoformat(document["fieldwork_starts"]),
        fieldwork_weeks=int(document.get("fieldwork_weeks", 1)),
        fieldwork_mode=document.get("fieldwork_mode", "on_site"),
        published=document.get("published", ""),
        joint=tuple(document.get("joint", ())),
        cases=_whole(document["cases"]),
        disposals={domain: _whole(types) for domain, types in document.get("disposals", {}).items()},
        interviews=_whole(document["interviews"]) if "interviews" in document else None,
        interviews_by_domain=_whole(document.get("interviews_by_domain", {})),
        meetings=int(document["meetings"]) if "meetings" in document else None,
        standards={number: _standard(said) for number, said in document["standards"].items()},
        overall=PrintedOverall(int(overall["score"]), int(overall["out_of"]), overall["rating"]),
        content_hash=content_hash(document),
    )


def _whole(counts: Mapping[str, Any]) -> dict[str, int]:
    """JSON may write 11 as 11.0."""
    return {name: int(count) for name, count in counts.items()}


def _standard(said: Mapping[str, Any] | None) -> PrintedStandard | None:
    if said is None:
        return None
    if "judgement" in said:
        return PrintedStandard(judged=True, rating=said["judgement"])
    discretion = said.get("discretion")
    return PrintedStandard(
        judged=False,
        rating=said["rating"],
        questions=tuple(_question(question) for question in said["key_questions"]),
        discretion=PrintedDiscretion(int(discretion["key_question"]), discretion["reason"]) if discretion else None,
    )


def _question(said: Mapping[str, Any]) -> PrintedQuestion:
    return PrintedQuestion(
        yes=int(said["yes"]),
        relevant=int(said["relevant"]),
        percentage=int(said["percentage"]) if "percentage" in said else None,
        prompts=tuple(PrintedCount(int(p["yes"]), int(p["relevant"])) for p in said.get("prompts", ())),
    )
