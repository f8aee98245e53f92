"""The evidence of the demo's inspection, of every kind, recorded as people would."""

from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import Person
from evidence.models import Evidence
from evidence.rules import Asked, EvidenceKind, PersonKind, Scale, Side
from evidence.services import (
    SentFile,
    document_send,
    piece_add,
    piece_change,
    question_save,
    quote_save,
    strength_save,
)
from inspections.models import Inspection
from published.evidence import DOCUMENTS, MEETINGS, QUESTIONS, QUOTES, STRENGTHS, text_of


def evidence_record(
    *, inspection: Inspection, contact: Person, lead: Person, inspector: Person, at: datetime
) -> dict[str, Evidence]:
    """By the name that STRENGTHS know each piece by."""
    made = {name: _sent(inspection, contact, lead, at, **told) for name, told in DOCUMENTS.items()}
    fieldwork = inspection.fieldwork_starts
    for name, told in MEETINGS.items():
        made[name] = _met(inspection, inspector, at, fieldwork - timedelta(days=told["days_before"]), told)
    made["staff"] = _staff_survey(inspection, inspector, at, fieldwork)
    made["texts"] = _text_survey(inspection, lead, at, fieldwork)
    for about, side, words, rests in STRENGTHS:
        pointed = [made[name].pk for name in rests]
        told = {"about": about, "side": Side(side), "words": words, "evidence": pointed}
        strength_save(inspection=inspection, **told, by=lead, at=at)
    return made


def _sent(
    inspection: Inspection, contact: Person, lead: Person, at: datetime, *, title: str, kind: str, positions: list[str]
) -> Evidence:
    """Sent by the service, and tagged by the lead."""
    file = SentFile(f"{title}.txt", text_of(title).encode())
    piece = document_send(
        inspection=inspection, kind=EvidenceKind(kind), title=title, notes="", file=file, by=contact, at=at
    )
    return piece_change(piece_id=piece.pk, told={"positions": positions}, seen=piece.version, by=lead, at=at)


def _met(inspection: Inspection, by: Person, at: datetime, day: date, told: dict[str, Any]) -> Evidence:
    known = {
        "title": told["title"],
        "positions": told["positions"],
        "notes": told["notes"],
        "held_on": min(day, at.date()),
        "attended": [by.pk],
        "with_whom": [PersonKind(code).value for code in told["with_whom"]],
    }
    return piece_add(inspection=inspection, kind=EvidenceKind(told["kind"]), told=known, by=by, at=at)


def _staff_survey(inspection: Inspection, by: Person, at: datetime, fieldwork: date) -> Evidence:
    told = {
        "title": "Survey of staff",
        "positions": ["1.2", "1.2.3"],
        "notes": "Open for two weeks.",
        "held_on": min(fieldwork - timedelta(days=5), at.date()),
        "asked": Asked.STAFF.value,
        "invited": 24,
        "completed": 16,
    }
    survey = piece_add(inspection=inspection, kind=EvidenceKind.SURVEY, told=told, by=by, at=at)
    for text, scale, labels, counts in QUESTIONS:
        known = {"text": text, "scale": Scale(scale), "labels": labels, "counts": counts, "answered": None}
        question_save(survey_id=survey.pk, **known, by=by, at=at)  # type: ignore[arg-type]
    return survey


def _text_survey(inspection: Inspection, by: Person, at: datetime, fieldwork: date) -> Evidence:
    told = {
        "title": "Text survey of children and parents",
        "positions": ["involvement"],
        "notes": "Sent by the service to those who had given consent.",
        "held_on": min(fieldwork - timedelta(days=4), at.date()),
        "consents_asked": 31,
        "consents_given": 19,
        "replies_children": 6,
        "replies_parents": 4,
        "replies_unknown": 1,
        "scores": [0, 0, 1, 0, 1, 0, 1, 2, 2, 4],
    }
    survey = piece_add(inspection=inspection, kind=EvidenceKind.TEXT_SURVEY, told=told, by=by, at=at)
    for who, original, edited in QUOTES:
        quote_save(survey_id=survey.pk, who=who, original=original, edited=edited, by=by, at=at)
    return survey
