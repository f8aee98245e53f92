"""What stands before the findings: title page, acknowledgements, role, names, foreword."""

import re
from collections.abc import Sequence
from typing import Any

from inspections.rules import Role
from reports.live import LiveFigures, Member
from reports.rules import FOREWORD
from standards.wording import MONTHS, joined

YEAR = re.compile(r"\d{4}")


def title_context(live: LiveFigures, _: str) -> dict[str, Any]:
    inspection, house = live.inspection, live.house
    starts = inspection.fieldwork_starts
    year = YEAR.search(inspection.published)
    return {
        "kind": house.kind,
        "service": live.words["service"],
        "place": inspection.service.place,
        "inspectorate": house.inspectorate,
        "published": inspection.published,
        "fieldwork": f"{MONTHS[starts.month - 1]} {starts.year}",
        "joint": joint_words(live),
        "led_by": joined(_names(live, Role.LEAD)),
        "copyright": int(year[0]) if year else starts.year,
        "imprint": [live.told(text) for text in house.imprint],
        "isbn": isbn_words(live),
        "address": house.address,
    }


def isbn_words(live: LiveFigures) -> str:
    if isbn := live.inspection.isbn:
        return live.told(live.house.isbn, isbn=isbn)
    return "" if live.is_published else live.told(live.house.isbn_missing)


def acknowledgements_context(live: LiveFigures, _: str) -> dict[str, Any]:
    """Everybody by name but the panel, who did not inspect, and those who make the report."""
    return {
        "led_by": joined(_names(live, Role.LEAD)),
        "inspectors": joined(_names(live, Role.INSPECTOR, Role.STAND_IN, Role.QUALITY_LEAD)),
        "colleagues": [f"{member.name} ({_inspectorate(live, member.field)})" for member in _colleagues(live)],
        "joint": joint_words(live),
        "thanks": live.told(live.house.acknowledged),
    }


def role_context(live: LiveFigures, _: str) -> dict[str, Any]:
    return {"paragraphs": [live.told(text) for text in live.house.role]}


def names_context(live: LiveFigures, _: str) -> dict[str, Any]:
    return {"paragraphs": [live.told(live.house.names)]}


def foreword_context(live: LiveFigures, _: str) -> dict[str, Any]:
    return {
        "prose": live.prose_of(FOREWORD),
        "signed_by": joined(_names(live, Role.SIGNATORY)),
        "post": live.house.signed_as,
    }


def joint_words(live: LiveFigures) -> str:
    """With whom, as "police and health (…)"; "" where the inspection is not a joint one."""
    return joined([f"{field} ({_inspectorate(live, field)})" for field in joint_fields(live)])


def joint_fields(live: LiveFigures) -> list[str]:
    """Of colleague inspectors, as the plan says them, else as the team has them; none: it is no joint one."""
    return list(live.inspection.joint_with) or sorted({member.field for member in _colleagues(live)})


def _inspectorate(live: LiveFigures, field: str) -> str:
    return live.house.colleagues.get(field, field)


def _colleagues(live: LiveFigures) -> Sequence[Member]:
    """Each once, by name, though somebody may have two roles."""
    return list({member.name: member for member in live.team if member.field}.values())


def _names(live: LiveFigures, *roles: Role) -> list[str]:
    return list(dict.fromkeys(member.name for member in live.team if member.role in roles and not member.field))
