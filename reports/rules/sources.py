"""Where a live figure comes from: "question:2.1.1", "fact:D2.gender.female", "date:fieldwork.start". Pure.

What stands before the colon is the kind, what follows depends on it. A source that its edition does not know, or that
vanished since, reads no topic and says nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from inspections.rules import CASE_MIX, CONTEXT, DECISIONS, EVIDENCE, FACTS, SAMPLE
from reports.rules.prose import Node, sources_in
from reports.rules.topics import EXAMPLES, RECOMMENDED
from standards.structure import DomainOutline, Outline

ALL, RESETTLEMENT = "all", "resettlement_cases"


class SourceKind(StrEnum):
    QUESTION = "question"  # question:2.1.1
    PROMPT = "prompt"  # prompt:2.1.1.a
    RATING = "rating"  # rating:2.1
    OVERALL = "overall"  # overall:rating, score, out_of, standards
    RATED = "rated"  # rated:good, among the standards that count; rated:good.D2
    CASES = "cases"  # cases:D2, cases:all: in the sample, without resettlement
    MIX = "mix"  # mix:D2: their disposals in words
    FACT = "fact"  # fact:D2.gender.female, fact:all.gender.female
    CLASSIFIED = "classified"  # classified:D2.inspector.risk_of_serious_harm.high
    AGREEMENT = "agreement"  # agreement:D2.risk_of_serious_harm.same, over, under: the service’s beside ours
    DATE = "date"  # date:fieldwork.start, fieldwork.end, window.D2.first, window.D2.last
    WINDOW = "window"  # window:D2
    INTERVIEWS = "interviews"  # interviews:all, interviews:D2
    MEETINGS = "meetings"  # meetings:number, meetings:whom
    SURVEY = "survey"  # survey:12.0, the first answer of question 12; survey:completed.7, survey:invited.7
    TEXTS = "texts"  # texts:asked, given, replies, children, parents, mean, from.8
    CONTEXT = "context"  # context:population-10-to-17
    RECOMMENDATIONS = "recommendations"  # recommendations:all


# What children are, counted case by case.
OF_CHILDREN = frozenset({SourceKind.FACT, SourceKind.CLASSIFIED})


@dataclass(frozen=True, slots=True)
class Source:
    kind: SourceKind
    subject: str


def source_of(text: str) -> Source | None:
    """What a token names; None for what is no source."""
    kind, colon, subject = text.partition(":")
    return Source(SourceKind(kind), subject) if colon and subject and kind in set(SourceKind) else None


def domains_at(subject: str, outline: Outline) -> tuple[DomainOutline, ...]:
    """The domains with cases that a subject such as "D2.gender.female" or "all.gender.female" is about.

    All are those whose cases make up the sample: resettlement cases are read on top and may be the same children's.
    """
    code = subject.partition(".")[0]
    read = [domain for domain in outline.domains if domain.has_cases]
    if code == ALL:
        return tuple(domain for domain in read if domain.cases != RESETTLEMENT)
    return tuple(domain for domain in read if domain.code == code)


def standards_at(subject: str, outline: Outline) -> frozenset[str]:
    """The standard that an address lies in, if the edition has such a place."""
    if subject in outline.standards:
        return frozenset({subject})
    if subject in outline.prompts:
        return frozenset({outline.question_of_prompt[subject].standard})
    return frozenset({outline.questions[subject].standard} if subject in outline.questions else ())


def topics_of_source(text: str, outline: Outline) -> frozenset[str]:
    """What must change for the figure to read otherwise; none for what is no source of this edition."""
    source = source_of(text)
    return TOPICS[source.kind](source.subject, outline) if source else frozenset()


def topics_of_prose(nodes: Sequence[Node], outline: Outline) -> frozenset[str]:
    """What a section reads for the sake of what somebody wrote in it: its figures, and its examples of practice."""
    topics = frozenset().union(*(topics_of_source(source, outline) for source in sources_in(nodes)))
    return topics | ({EXAMPLES} if any(node["type"] == "example" for node in nodes) else set())


def _of_address(subject: str, outline: Outline) -> frozenset[str]:
    standards = standards_at(subject, outline)
    return standards | {SAMPLE} if standards else standards


def _of_rating(subject: str, outline: Outline) -> frozenset[str]:
    standards = standards_at(subject, outline)
    return standards | {SAMPLE, DECISIONS} if standards else standards


def _of_cases(*topics: str) -> Callable[[str, Outline], frozenset[str]]:
    return lambda subject, outline: frozenset(topics) if domains_at(subject, outline) else frozenset()


def _always(*topics: str) -> Callable[[str, Outline], frozenset[str]]:
    return lambda subject, outline: frozenset(topics)


TOPICS: Mapping[SourceKind, Callable[[str, Outline], frozenset[str]]] = {
    SourceKind.QUESTION: _of_address,
    SourceKind.PROMPT: _of_address,
    SourceKind.RATING: _of_rating,
    SourceKind.OVERALL: lambda _, outline: frozenset({*outline.standards, SAMPLE, DECISIONS}),
    SourceKind.RATED: lambda _, outline: frozenset({*outline.standards, SAMPLE, DECISIONS}),
    SourceKind.CASES: _of_cases(CASE_MIX, SAMPLE),
    SourceKind.MIX: _of_cases(CASE_MIX, SAMPLE, CONTEXT),
    SourceKind.FACT: _of_cases(FACTS, SAMPLE),
    SourceKind.CLASSIFIED: _of_cases(FACTS, SAMPLE),
    SourceKind.AGREEMENT: _of_cases(FACTS, SAMPLE),
    SourceKind.DATE: _always(CONTEXT),
    SourceKind.WINDOW: _always(CONTEXT),
    SourceKind.INTERVIEWS: _always(CONTEXT, FACTS, SAMPLE),
    SourceKind.MEETINGS: _always(CONTEXT, EVIDENCE),
    SourceKind.SURVEY: _always(EVIDENCE),
    SourceKind.TEXTS: _always(EVIDENCE),
    SourceKind.CONTEXT: _always(CONTEXT),
    SourceKind.RECOMMENDATIONS: _always(RECOMMENDED),
}
