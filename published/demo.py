"""The people and the made-up inspection of the demo. Plain data; published/services/demo.py loads it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from inspections.rules import Role
from published.figures import PrintedInspection, inspection_from

PASSWORD = "hold-the-line-plumb-and-true"  # noqa: S105 - printed by the demo, for people who do not exist
EDITIONS = ("youth-2018", "youth-2021")
PUBLISHED = ("doncaster-2024", "dorset-2022", "rotherham-2020")
FALLOWDALE = "fallowdale"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`role` is theirs in every inspection of the demo; None for the administrator."""

    name: str
    email: str
    does: str
    role: Role | None = None


ADMINISTRATOR = DemoPerson(
    "Ada Marsh", "admin@demo.example", "Administrator: people and roles, services, inspections and teams, editions"
)
LEAD = DemoPerson(
    "Leo Brandt",
    "lead@demo.example",
    "Lead inspector: progress, cases and emerging figures of an inspection; proposes judgements; reopens reviews",
    Role.LEAD,
)
INSPECTORS = (
    DemoPerson(
        "Iris Okoye",
        "inspector1@demo.example",
        "Inspector: reads her cases, start with Fallowdale; stands in for the lead",
        Role.INSPECTOR,
    ),
    DemoPerson("Ivan Petrov", "inspector2@demo.example", "Inspector: reads his cases", Role.INSPECTOR),
    DemoPerson("Ines Duarte", "inspector3@demo.example", "Inspector: reads her cases", Role.INSPECTOR),
)
QUALITY_LEAD = DemoPerson(
    "Quinn Hale",
    "quality@demo.example",
    "Quality lead: reads cases and figures across an inspection",
    Role.QUALITY_LEAD,
)
PANEL = (
    DemoPerson("Paula Reyes", "panel1@demo.example", "Panel member: decides ratings and discretion", Role.PANEL),
    DemoPerson("Peter Lund", "panel2@demo.example", "Panel member: decides ratings and discretion", Role.PANEL),
)
EDITOR = DemoPerson(
    "Edie Sato",
    "editor@demo.example",
    "Report editor: the report's sections, and whether each is up to date",
    Role.EDITOR,
)
SIGNATORY = DemoPerson(
    "Sam Whitlock", "signatory@demo.example", "Signatory: sees ratings and report before publication", Role.SIGNATORY
)
SERVICE_CONTACT = DemoPerson(
    "Cora Finch",
    "service@demo.example",
    "Service contact at Fallowdale: sends its eligible cases, sees nothing else",
    Role.SERVICE_CONTACT,
)
PEOPLE = (ADMINISTRATOR, LEAD, *INSPECTORS, QUALITY_LEAD, *PANEL, EDITOR, SIGNATORY, SERVICE_CONTACT)

# Per case-rated standard of Fallowdale, how many of its cases would be judged yes on each key question.
FALLOWDALE_CASES = {"D2": 5, "D3": 7}
FALLOWDALE_DISPOSALS = {
    "D2": {"referral_order": 3, "youth_rehabilitation_order": 2},
    "D3": {"youth_conditional_caution": 3, "youth_caution": 1, "community_resolution": 3},
}
FALLOWDALE_YES = {
    "2.1": (4, 3, 3),
    "2.2": (4, 3, 2),
    "2.3": (5, 4, 3),
    "2.4": (4, 3, 3),
    "3.1": (6, 4, 4),
    "3.2": (6, 5, 5),
    "3.3": (7, 5, 6),
}
FALLOWDALE_PROPOSALS = {"1.1": "good", "1.2": "requires_improvement"}

# What stands of each inspector's cases, in the order they were allocated.
DONE, PART_WAY, NOT_BEGUN = "done", "part_way", "not_begun"
FALLOWDALE_STATES = (
    (DONE, DONE, PART_WAY, NOT_BEGUN),
    (DONE, PART_WAY, PART_WAY, NOT_BEGUN),
    (DONE, PART_WAY, NOT_BEGUN, NOT_BEGUN),
)


def fallowdale(monday: date) -> PrintedInspection:
    """Figures for synthesis only: nothing of them is printed or rated, since the inspection is under way."""
    standards: dict[str, Any] = {}
    for number, yes in FALLOWDALE_YES.items():
        cases = FALLOWDALE_CASES["D2" if number.startswith("2.") else "D3"]
        questions = [{"yes": count, "relevant": cases} for count in yes]
        standards[number] = {"key_questions": questions, "rating": "good"}
    return inspection_from(
        {
            "source": "Made up for the demo: there is no such place",
            "service": "Fallowdale",
            "framework": "youth-2021",
            "fieldwork_starts": monday.isoformat(),
            "cases": FALLOWDALE_CASES,
            "disposals": FALLOWDALE_DISPOSALS,
            "standards": standards,
            "overall": {"score": 0, "out_of": 0, "rating": "good"},
        }
    )
