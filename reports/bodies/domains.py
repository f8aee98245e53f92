"""What opens a domain: its evidence, its strengths, which cases were read and which questions were asked of them."""

from typing import Any

from evidence.reading import InspectionEvidence, counts_words
from evidence.rules import EvidenceKind
from reports.bodies.ratings import so_far
from reports.live import LiveFigures
from reports.rules import EVIDENCE_PREFIX, case_mix_in_words, read_so_far_in_words, shape_of
from reports.saying import meetings_number
from standards.wording import plural


def evidence_context(live: LiveFigures, code: str) -> dict[str, Any]:
    """The evidence of the whole service; in the newest shape also what is strong or not of the domain as such."""
    by_domain = shape_of(live.outline.code).strengths_by_domain
    return {
        "opening": live.told(live.house.evidence),
        "considered": considered_words(live.evidence),
        "meetings": meetings_words(live),
        "sides": None if by_domain else live.sides_of(code),
        "prose": live.prose_of(f"{EVIDENCE_PREFIX}:{code}"),
    }


def considered_words(evidence: InspectionEvidence) -> str:
    """As "We considered five documents, one presentation by the service and one survey."; "" for nothing."""
    counts: dict[EvidenceKind, int] = {
        kind: number for kind, number in evidence.counts.items() if kind is not EvidenceKind.MEETING
    }
    words = counts_words(counts)
    return f"We considered {words}." if words else ""


def meetings_words(live: LiveFigures) -> str:
    """As "We held 12 meetings, with the chair of the board and the police."; "" where none is on record.

    An inspection that was brought in from its printed report knows their number alone.
    """
    if live.evidence.meetings_held:
        return f"We held {live.evidence.meetings_words}."
    held = meetings_number(live)
    return f"We held {plural(held, 'meeting', 'meetings')}." if held else ""


def strengths_context(live: LiveFigures, code: str) -> dict[str, Any]:
    """Of the domain as a whole, then of its standards."""
    domain = live.outline.domain_by_code[code]
    return {"sides": live.sides_of(code, *(standard.number for standard in domain.standards))}


def subsamples_context(live: LiveFigures, code: str) -> dict[str, Any]:
    assert code in live.outline.domain_by_code
    return {"paragraphs": [live.told(text) for text in live.house.subsamples]}


def case_mix_context(live: LiveFigures, code: str) -> dict[str, Any]:
    mix, domain = live.mix(code), live.outline.domain_by_code[code]
    outstanding = so_far(mix.reviews)
    notes = {"resettlement_cases": live.house.resettlement, "out_of_court_disposals": live.house.out_of_court}
    return {
        "sentences": case_mix_in_words(
            mix.disposals,
            domain,
            interviews=live.interviews.by_domain.get(code, 0),
            service_word=live.service_word,
            being_read=outstanding is not None and not live.is_published,
            is_out=live.is_published,
        ),
        "note": live.told(notes.get(domain.cases, "")),
        "read_so_far": read_so_far_in_words(outstanding.submitted, outstanding.cases) if outstanding else "",
    }
