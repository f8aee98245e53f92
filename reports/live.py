"""What the sections of one inspection read: each thing once, however many sections are rendered together.

So sections that are built together rest on the same figures, and building all costs little more than building one.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from accounts.compiled import Compiled
from casereviews.models import Answer
from casereviews.rules import CLOSED, Reading
from evidence.models import StrengthOrArea
from evidence.reading import InspectionEvidence
from evidence.rules import Side
from inspections.models import Case, ContextFigure, Inspection, TeamMember
from inspections.rules import ContextKind, Phase, Role
from ratings.figures import ratings_page
from ratings.structure import RatingsPage, Reviews
from reports.boxes import boxes_of
from reports.house import house_of
from reports.models import Paragraph
from reports.recommended import groups_in
from reports.rules import (
    Disposals,
    Group,
    House,
    Node,
    PlainForm,
    Saying,
    Told,
    bands_in_words,
    house_html,
    prose_html,
)
from reports.saying import Interviews, Readings, interviews_of, saying_of
from standards.outline import outline_of
from standards.structure import Outline, StandardOutline

CLOSED_FIRST_READING = Q(reviews__reading=Reading.FIRST, reviews__state__in=[state.value for state in CLOSED])


@dataclass(frozen=True, slots=True)
class Mix:
    """The cases of one domain in the sample: their disposals, and how many of their reviews are submitted."""

    disposals: Disposals
    reviews: Reviews


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team; `field` is a colleague inspector's."""

    name: str
    role: Role
    field: str


@dataclass(frozen=True, slots=True)
class Sides:
    """Strengths and areas for improvement, in their order."""

    strengths: tuple[str, ...]
    areas: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.strengths or self.areas)


class LiveFigures:
    """Reads when it is asked, and keeps the answer. `inspection` comes with its service and edition."""

    def __init__(self, inspection: Inspection, *, today: date | None = None) -> None:
        self.inspection = inspection
        self.today = today or localdate()
        self.service_word = inspection.service_word
        self.said: dict[str, Saying | None] = {}

    @property
    def outline(self) -> Outline:
        return outline_of(self.inspection.edition)

    @property
    def is_published(self) -> bool:
        """The report is out: it says no more what the panel had still to decide while it was made."""
        return self.inspection.phase == Phase.PUBLISHED

    @cached_property
    def page(self) -> RatingsPage:
        return ratings_page(self.inspection)

    @cached_property
    def mixes(self) -> Mapping[str, Mix]:
        """By domain code, those with cases in the sample; one query."""
        cases = Case.objects.filter(inspection=self.inspection).in_sample().order_by()
        rows = cases.values_list("domain__code", "disposal_type__code", "disposal_local_name").annotate(
            n=Count("pk", distinct=True), submitted=Count("pk", filter=CLOSED_FIRST_READING, distinct=True)
        )
        found: dict[str, list[tuple[tuple[str, str], int, int]]] = {}
        for domain, code, name, n, submitted in rows:
            found.setdefault(domain, []).append(((code, name), n, submitted))
        return {domain: _mix(counts) for domain, counts in found.items()}

    def mix(self, domain: str) -> Mix:
        return self.mixes.get(domain, Mix({}, Reviews(0, 0)))

    @cached_property
    def context(self) -> Sequence[ContextFigure]:
        """The figures about the place and the service, kind by kind; one query."""
        order = [kind.value for kind in ContextKind]
        found = ContextFigure.objects.filter(inspection=self.inspection).order_by("place", "pk")
        return sorted(found, key=lambda figure: order.index(figure.kind))

    @property
    def house(self) -> House:
        return house_of(self.inspection.edition.code)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What stands for the names in braces of house text."""
        service, figures = self.inspection.service, self.outline.figures
        counted = [standard for standard in self.outline.standards.values() if standard.counts_towards_overall]
        return {
            "service": service.full_name or f"{service.place} {self.service_word}",
            "service_word": self.service_word,
            "place": service.place,
            "board": service.board_name or "the management board",
            "inspectorate": self.house.inspectorate,
            "bands": bands_in_words(figures),
            "out_of": str(max(figures.points.values()) * len(counted)),
        }

    def told(self, text: str, **more: str) -> SafeString:
        """House text as HTML."""
        return mark_safe(house_html(text, {**self.words, **more}))  # noqa: S308 - escaped there

    @cached_property
    def team(self) -> Sequence[Member]:
        """By name; one query."""
        rows = TeamMember.objects.filter(inspection=self.inspection).order_by("person__name", "pk")
        return [
            Member(name, Role(role), field) for name, role, field in rows.values_list("person__name", "role", "field")
        ]

    @property
    def evidence(self) -> InspectionEvidence:
        """What was gathered beside the cases."""
        return self.readings.evidence

    @cached_property
    def interviews(self) -> Interviews:
        return interviews_of(self)

    @cached_property
    def sides(self) -> Mapping[str, Sides]:
        """Strengths and areas by what they are about; one query, because every standard asks it."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        for about, side, words in SIDES.rows(self.inspection.pk):
            found.setdefault(about, ([], []))[side == Side.AREA].append(words)
        return {about: Sides(tuple(strengths), tuple(areas)) for about, (strengths, areas) in found.items()}

    def sides_of(self, *abouts: str) -> Sides:
        found = [self.sides[about] for about in abouts if about in self.sides]
        return Sides(
            tuple(words for one in found for words in one.strengths),
            tuple(words for one in found for words in one.areas),
        )

    @cached_property
    def prose(self) -> Mapping[tuple[str, str], Sequence[Node]]:
        """What people wrote, by section code and part; one query."""
        found: dict[tuple[str, str], list[Node]] = {}
        for code, part, node in PROSE.rows(self.inspection.pk):
            found.setdefault((code, part), []).append(json.loads(node))
        return found

    def prose_of(self, section: str, part: str = "") -> str:
        """The prose of one part of a section as HTML, with its figures as they are now."""
        nodes = self.prose.get((section, part), ())
        boxes = self.boxes if any(node["type"] == "example" for node in nodes) else {}
        return mark_safe(prose_html(nodes, self.say, boxes, self.cite))  # noqa: S308 - escaped there

    @cached_property
    def readings(self) -> Readings:
        return Readings(self.inspection, self.outline)

    def saying(self, source: str) -> Saying | None:
        """A live figure as it is now, worked out once; None where there is nothing to say."""
        if source not in self.said:
            self.said[source] = saying_of(self, source)
        return self.said[source]

    def say(self, source: str, form: str) -> str:
        """How a figure reads now; "" where there is nothing to say."""
        saying = self.saying(source)
        return saying.say(form) if saying else ""

    def cite(self, source: str, form: str) -> str:
        """The footnote that a figure brings in this form; "" for none."""
        saying = self.saying(source)
        return saying.note if isinstance(saying, Told) and form == PlainForm.WITH_NOTE else ""

    @cached_property
    def boxes(self) -> Mapping[int, str]:
        """The examples of practice that may be placed, as HTML by id; one query."""
        return boxes_of(self.inspection, draft=not self.is_published)

    @cached_property
    def recommendations(self) -> Sequence[Group]:
        """By body in the order of the report, numbered through; two queries."""
        return groups_in(self.inspection)

    def prompt_counts(self, standard: StandardOutline) -> Mapping[int, tuple[int, int]]:
        """(yes, relevant) by primary key of the prompts of a standard; one query."""
        prompt_ids = [prompt.pk for question in standard.questions for prompt in question.prompts]
        counts: dict[int, tuple[int, int]] = Answer.objects.counted(
            self.inspection.pk, prompt_ids=prompt_ids
        ).counts_by_prompt()
        return counts


def _sides_query(inspection_id: int) -> Any:
    rows = StrengthOrArea.objects.filter(inspection_id=inspection_id).standing()
    return rows.order_by("about", "place").values_list("about", "side", "words")


def _prose_query(inspection_id: int) -> Any:
    rows = Paragraph.objects.filter(section__inspection_id=inspection_id, node__isnull=False)
    return rows.order_by("part", "rank", "pk").values_list("section__code", "part", "node")


# Every build of a standard asks both.
SIDES, PROSE = Compiled(_sides_query, -1), Compiled(_prose_query, -1)


def _mix(counts: list[tuple[tuple[str, str], int, int]]) -> Mix:
    submitted = sum(submitted for *_, submitted in counts)
    return Mix({kind: n for kind, n, _ in counts}, Reviews(submitted, sum(n for _, n, _ in counts)))
