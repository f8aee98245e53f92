"""The page of one inspection: its plan and, for who leads it or assures its quality, progress, cases and figures."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from casereviews.access import can_list_alerts, can_see_devices, can_see_rulings, can_see_who_looked
from evidence.access import can_see_evidence
from inspections.access import (
    can_add_cases,
    can_change_phases,
    can_open_inspection,
    can_see_context,
    can_see_inspection,
    can_see_team,
)
from inspections.models import Inspection, TeamMember
from inspections.rules import PHASE_NAMES, ROLE_NAMES, Phase, Role, Standing, overdue_phases
from inspections.views.asking import crumbs_to, inspection_asked
from inspections.views.progress import case_rows, narrowing_of, progress_by, progress_of
from ratings.access import can_give_findings, can_propose, can_see_meeting, can_see_ratings
from ratings.figures import emerging
from ratings.structure import Emerging
from reports.access import can_see_report
from samples.access import can_replay, can_see_eligible, can_see_sample
from standards.outline import outline_of
from standards.wording import date_words, joined, plural, sentence


@require_safe
def inspection(request: PersonRequest, name: str) -> HttpResponse:
    found, standing = inspection_asked(request, name, can_open_inspection)
    team = list(found.team.select_related("person"))
    context = {
        "inspection": found,
        "crumbs": [*crumbs_to(found, standing)[:-1], (str(found), "")],
        "plan": plan_rows(found, team, standing),
        "overdue": overdue_words(found),
        "links": links_from(found, standing),
        "may_add_cases": can_add_cases(standing),
        "may_plan": standing.is_administrator,
        "has_lead": any(member.role == Role.LEAD for member in team),
    }
    if can_see_inspection(standing):
        context |= _reading(found, standing, request.GET)
    return render(request, "inspections/inspection.html", context)


def plan_rows(inspection: Inspection, team: list[TeamMember], standing: Standing) -> list[dict[str, Any]]:
    """The plan as rows of a summary list; an administrator's rows lead to where they are changed."""
    edit = reverse("inspection_edit", args=[inspection.name]) if standing.is_administrator else ""
    staff = reverse("inspection_team", args=[inspection.name]) if can_see_team(standing) else ""
    phases = reverse("phases", args=[inspection.name]) if can_change_phases(standing) else ""
    weeks = plural(inspection.fieldwork_weeks, "week", "weeks")
    joint = sentence(joined(inspection.joint_with)) if inspection.joint_with else "None: not a joint inspection"
    rows: list[dict[str, Any]] = [
        {"key": "Service", "value": inspection.service.full_name or inspection.service.place},
        {"key": "Edition", "value": str(inspection.edition)},
        {"key": "Phase", "value": inspection.get_phase_display(), "href": phases},
        {"key": "Fieldwork", "value": f"From {date_words(inspection.fieldwork_starts)}, {weeks}", "href": edit},
        {"key": "Where", "value": inspection.get_fieldwork_mode_display(), "href": edit},
        {"key": "Colleague inspectors", "value": joint, "href": edit},
        {"key": "Meetings held", "value": inspection.meetings_held, "href": edit},
    ]
    if inspection.published:
        rows.append({"key": "Report published", "value": inspection.published, "href": edit})
    if inspection.isbn:
        rows.append({"key": "ISBN", "value": inspection.isbn, "href": edit})
    return [*rows, *_team_rows(team, staff)]


def overdue_words(inspection: Inspection) -> str:
    """The phases that should be over and are not, with the day on which each should have been."""
    rows = {Phase(row.phase): row for row in inspection.planned_phases.all()}
    dates = [row.dates for row in rows.values()]
    late = overdue_phases(dates, now_in=Phase(inspection.phase), today=localdate())
    return joined([f"{PHASE_NAMES[phase].lower()} (planned until {date_words(rows[phase].last)})" for phase in late])


def _team_rows(team: list[TeamMember], href: str) -> list[dict[str, Any]]:
    names: dict[str, list[str]] = {}
    for member in team:
        field = f" ({member.field})" if member.field else ""
        names.setdefault(member.role, []).append(f"{member.person.name}{field}")
    if Role.LEAD not in names:
        names[Role.LEAD] = ["Nobody yet"]
    return [{"key": ROLE_NAMES[role], "value": ", ".join(names[role]), "href": href} for role in Role if role in names]


def links_from(inspection: Inspection, standing: Standing) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where the work on an inspection goes on from its page, in groups with their headings."""
    found = {
        heading: [(reverse(page, args=[inspection.name]), text) for page, text, may in wanted if may]
        for heading, wanted in _ways(standing).items()
    }
    return [(heading, links) for heading, links in found.items() if links]


def _ways(standing: Standing) -> dict[str, list[tuple[str, str, bool]]]:
    """Each page by name, how it is called, and whether this person may open it."""
    return {
        "The day": [
            ("today", "Today", can_give_findings(standing)),
            ("alerts", "Alerts", can_list_alerts(standing)),
            ("questions", "Questions and rulings", can_see_rulings(standing)),
            ("findings_list", "Emerging findings", can_give_findings(standing)),
        ],
        "Cases to read": [
            ("eligible", "Eligible cases", can_see_eligible(standing)),
            ("sample", "The sample", can_see_sample(standing)),
            ("sample_drawn", "How the sample was drawn", can_replay(standing) and not can_see_sample(standing)),
        ],
        "Beside the cases": [
            ("evidence", "Evidence", can_see_evidence(standing)),
            ("strengths", "Strengths and areas for improvement", can_see_evidence(standing)),
            ("context", "Contextual facts", can_see_context(standing)),
        ],
        "Ratings and report": [
            ("judgements", "Judgements to propose", can_propose(standing)),
            ("ratings", "Ratings", can_see_ratings(standing)),
            ("slices", "Slices of the figures", can_see_ratings(standing)),
            ("panel", "The panel", can_see_meeting(standing)),
            ("report", "Report", can_see_report(standing)),
        ],
        "Plan and records": [
            ("phases", "Phases and dates", can_open_inspection(standing)),
            ("inspection_team", "Team", can_see_team(standing)),
            ("who_looked", "Who looked at cases", can_see_who_looked(standing)),
            ("inspection_devices", "Devices with cases on them", can_see_devices(standing)),
        ],
    }


def _reading(inspection: Inspection, standing: Standing, told: QueryDict) -> dict[str, Any]:
    rows = case_rows(inspection, standing)
    sample = [row for row in rows if row.case.in_sample]
    titles = {domain.code: f"{domain.code} {domain.title}" for domain in outline_of(inspection.edition).domains}
    figures = emerging(inspection)
    narrowing, shown = narrowing_of(told, sample)
    return {
        "sample": sample,
        "narrowing": narrowing,
        "shown": shown,
        "narrowed": len(shown) < len(sample),
        "fell_out": [row for row in rows if not row.case.in_sample],
        "whole": progress_of("Every case", sample),
        "domains": progress_by(sample, lambda row: titles[row.case.domain.code]),
        "readers": sorted(
            progress_by((row for row in sample if row.review), lambda row: row.reader), key=lambda found: found.label
        ),
        "reviews": figures.reviews,
        "emerging": emerging_rows(figures, outline_of(inspection.edition).figures.names),
        "judged": any(question.relevant for standard in figures.standards for question in standard.questions),
    }


def emerging_rows(figures: Emerging, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """One row per standard, with a cell for as many key questions as any of them has."""
    most = max((len(standard.questions) for standard in figures.standards), default=0)
    return [
        {
            "standard": standard,
            "cells": [*standard.questions, *[None] * (most - len(standard.questions))],
            "band_name": names.get(standard.band or "", ""),
        }
        for standard in figures.standards
    ]
