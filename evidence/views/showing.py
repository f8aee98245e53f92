"""What the pages of evidence show, as plain values for their templates."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.timezone import localtime

from evidence.models import Evidence
from evidence.reading import About, InspectionEvidence, Piece, Question
from evidence.rules import THEME_NAMES, Scale, Theme, standard_at
from inspections.models import Inspection
from standards.outline import outline_of
from standards.structure import filled
from standards.wording import date_words, joined


def abouts_of(inspection: Inspection) -> list[tuple[str, str]]:
    """Every standard and theme, as a list to choose from."""
    standards = outline_of(inspection.edition).standards.values()
    return [*((s.number, f"{s.number} {s.title}") for s in standards), *((t.value, THEME_NAMES[t]) for t in Theme)]


def narrowed(pieces: Iterable[Piece], told: Mapping[str, str]) -> list[Piece]:
    kind, about = told.get("kind", ""), told.get("about", "")
    return [
        piece
        for piece in pieces
        if (not kind or piece.kind == kind)
        and (not about or about in {standard_at(position) for position in piece.positions})
    ]


def standard_rows(inspection: Inspection, held: InspectionEvidence) -> list[dict[str, Any]]:
    """One for each standard and theme: how much there is, and whether a judgement would rest on nothing."""
    standards = outline_of(inspection.edition).standards
    rows = [_row(about, number, needs=not standards[number].by_cases) for number, about in held.by_standard.items()]
    return rows + [_row(about, "", needs=False) for about in held.by_theme.values()]


def _row(about: About, number: str, *, needs: bool) -> dict[str, Any]:
    pieces = len(about.pieces)
    return {"about": about, "number": number, "pieces": pieces, "lacks": needs and not pieces, "needs": needs}


def about_words(inspection: Inspection, piece: Piece) -> list[tuple[str, str]]:
    """What a piece is about, as position and words, in the edition's order."""
    outline = outline_of(inspection.edition)
    known = {number: standard.title for number, standard in outline.standards.items()}
    for standard in outline.standards.values():
        known |= {q.address: filled(q.text, inspection.service_word) for q in standard.questions}
    found = [(position, known[position]) for position in sorted(piece.positions) if position in known]
    return found + [("", THEME_NAMES[theme]) for theme in Theme if theme in piece.positions]


def piece_rows(row: Evidence, piece: Piece) -> list[dict[str, Any]]:
    """What a piece says of itself, as rows of a summary list."""
    rows: list[dict[str, Any]] = [{"key": "Kind", "value": piece.kind_name}]
    if piece.held_on:
        rows.append({"key": "When", "value": date_words(piece.held_on)})
    if piece.whom_words:
        rows.append({"key": "With whom", "value": piece.whom_words})
    if piece.attended:
        rows.append({"key": "Who of the team", "value": joined(piece.attended)})
    if piece.survey:
        rows += _survey_rows(piece)
    if piece.text_survey:
        rows += _text_rows(piece)
    recorded = f"{row.recorded_by}, {date_words(localtime(piece.at).date())}"
    rows.append({"key": "Sent by" if piece.from_service else "Recorded by", "value": recorded})
    return rows


def _survey_rows(piece: Piece) -> list[dict[str, Any]]:
    assert piece.survey
    invited = "Not known" if piece.survey.invited is None else f"{piece.survey.invited:,}"
    return [
        {"key": "Whom it asked", "value": piece.survey.words.partition(":")[0]},
        {"key": "Invited", "value": invited},
        {"key": "Completed it", "value": f"{piece.survey.completed:,}"},
    ]


def _text_rows(piece: Piece) -> list[dict[str, Any]]:
    assert piece.text_survey
    told = piece.text_survey
    replies = [{"key": f"Replies: {who[:1].lower()}{who[1:]}", "value": f"{n:,}"} for who, n in told.replies.items()]
    return [{"key": "Consents", "value": f"{told.consents_given:,} of {told.consents_asked:,} asked for"}, *replies]


def question_table(question: Question) -> dict[str, Any]:
    """A table with bars: how many gave each answer, and what share of those who answered that is."""
    per_cent = question.scale is Scale.PER_CENT
    rows = []
    for share in question.shares:
        shown = "–" if share.per_cent is None else f"{share.per_cent}%"
        cells = [shown] if per_cent else [f"{share.count:,}", shown]
        rows.append({"label": share.label, "cells": cells, "bars": [share.per_cent or 0]})
    return {
        "caption": question.text,
        "first": "Answer",
        "columns": ["Share"] if per_cent else ["Answered", "Share"],
        "series": [],
        "groups": [{"rows": rows}],
    }


def score_table(scores: Iterable[int]) -> dict[str, Any]:
    rows = [{"label": f"{n}", "cells": [f"{count:,}"], "bars": [count]} for n, count in enumerate(scores, start=1)]
    groups = [{"rows": rows}]
    return {"caption": "Scores from 1 to 10", "first": "Score", "columns": ["Gave it"], "series": [], "groups": groups}
