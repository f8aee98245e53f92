"""What people write outside the prose: recommendations, strengths and areas, examples, each with its page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from evidence.models import StrengthOrArea
from inspections.models import Inspection
from reports.checking.spots import At, Spot
from reports.models import PracticeExample, Recommendation, RecommendationBody
from reports.rules.lint import Passage
from standards.structure import Outline

RECOMMENDED, EXAMPLES, SIDES = "recommendations:", "examples:", "sides:"  # sections of passages without a paragraph
APART = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Rows:
    recommended: Sequence[Passage]
    sides: Sequence[Passage]
    examples: Sequence[Passage]  # for each its heading, then its paragraphs
    rests: Mapping[At, bool]  # whether a recommendation rests on something
    uncleared: Sequence[PracticeExample]
    spots: Mapping[At, Spot]


def rows_of(inspection: Inspection, outline: Outline) -> Rows:
    """In four queries."""
    spots: dict[At, Spot] = {}
    recommended, rests = _recommended(inspection, spots)
    sides = _sides(inspection, outline, spots)
    examples, uncleared = _examples(inspection, outline, spots)
    return Rows(recommended, sides, examples, rests, uncleared, spots)


def _recommended(inspection: Inspection, spots: dict[At, Spot]) -> tuple[list[Passage], dict[At, bool]]:
    names = {body.pk: body.name for body in RecommendationBody.objects.filter(inspection=inspection)}
    found, rests = [], {}
    rows = Recommendation.objects.filter(inspection=inspection).standing()
    for place, row in enumerate(rows):
        passage = Passage(RECOMMENDED, place, row.words, subject=names.get(row.body_id or 0, ""))
        address = reverse("recommendation", args=[inspection.name, row.pk])
        spots[RECOMMENDED, place] = Spot(f"{RECOMMENDED}{row.pk}", "Recommendations", address)
        rests[RECOMMENDED, place] = bool(row.rests_on)
        found.append(passage)
    return found, rests


def _sides(inspection: Inspection, outline: Outline, spots: dict[At, Spot]) -> list[Passage]:
    """They are changed from the list, which everybody may open who checks a report."""
    found = []
    rows = StrengthOrArea.objects.filter(inspection=inspection).standing()
    for place, row in enumerate(rows):
        standard = outline.standards.get(row.about)
        address = f"{reverse('strengths', args=[inspection.name])}#about-{row.about}"
        told = f"{SIDES}{row.pk}", "Strengths and areas for improvement", address
        spots[SIDES, place] = Spot(*told, domain=standard.domain if standard else _domain(row.about, outline))
        found.append(Passage(SIDES, place, row.words, subject=row.about if standard else ""))
    return found


def _domain(about: str, outline: Outline) -> str:
    domain = outline.domain_by_code.get(about)
    return domain.code if domain and domain.has_cases else ""


def _examples(
    inspection: Inspection, outline: Outline, spots: dict[At, Spot]
) -> tuple[list[Passage], list[PracticeExample]]:
    found: list[Passage] = []
    rows = list(PracticeExample.objects.filter(inspection=inspection).standing())
    for row in rows:
        address = reverse("example", args=[inspection.name, row.pk])
        standard = outline.standards.get(row.standard)
        for line, text in enumerate((row.heading, *APART.split(row.words.replace("\r\n", "\n")))):
            key = f"{EXAMPLES}{row.pk}" if not line else f"{EXAMPLES}{row.pk}.{line}"
            spot = Spot(key, "Examples of practice", address, domain=standard.domain if standard else "")
            spots[EXAMPLES, len(found)] = spot
            found.append(Passage(EXAMPLES, len(found), text, subject=row.standard))
    return found, [row for row in rows if not row.is_cleared]
