"""Reads what an annexe is made of: a constant number of queries, however many cases and answers there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casereviews.models import Answer, CaseReview, Fact
from inspections.models import Case, ContextFigure, Inspection, PlannedPhase
from inspections.rules import Phase
from ratings.structure import RatingsPage
from reports.annexe.querysets import FactCounts, fact_counts, fell_out_counts, reader_counts
from reports.bodies.front import joint_fields
from reports.live import LiveFigures, Mix
from reports.saying import Interviews, meetings_number
from samples.eligible import Counts, Frame, counts_of, frame_of, suggestion_for
from samples.rules import ClassRow, Margin, Window, window_of
from samples.state import SampleNow, last_draw, sample_now
from samples.tables import class_rows_kept
from samples.words import Words
from standards.outline import outline_of
from standards.structure import Outline


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the draw that stands says of one domain."""

    planned: int
    margins: Sequence[Margin]
    classes: Sequence[tuple[str, ClassRow]]  # with the words for each


@dataclass(frozen=True, slots=True)
class Material:
    """All that an annexe is made of. Maps by domain lack those of which there is nothing to say."""

    inspection: Inspection
    outline: Outline
    page: RatingsPage
    context: Sequence[ContextFigure]
    mixes: Mapping[str, Mix]
    prompts: Mapping[int, tuple[int, int]]  # yes and relevant by primary key
    facts: FactCounts
    fell_out: Mapping[str, int]
    readers: Mapping[str, tuple[int, int, int]]
    phases: Sequence[PlannedPhase]
    eligible: Counts
    suggested: Mapping[str, int]
    windows: Mapping[str, Window | None]
    drawn: Mapping[str, Drawn]
    joint_with: Sequence[str]
    meetings: int | None
    interviews: Interviews

    @property
    def is_published(self) -> bool:
        return self.inspection.phase == Phase.PUBLISHED

    @property
    def service_word(self) -> str:
        return self.inspection.service_word


def material_of(inspection: Inspection) -> Material:
    """`inspection` comes with its service and edition."""
    live, outline = LiveFigures(inspection), outline_of(inspection.edition)
    prompts = [prompt.pk for prompt in outline.prompts.values()]
    frame, eligible = frame_of(inspection), counts_of(inspection)
    return Material(
        inspection=inspection,
        outline=outline,
        page=live.page,
        context=live.context,
        mixes=live.mixes,
        prompts=Answer.objects.counted(inspection.pk, prompt_ids=prompts).counts_by_prompt(),
        facts=fact_counts(Fact.objects.all(), inspection.pk),
        fell_out=fell_out_counts(Case.objects.all(), inspection.pk),
        readers=reader_counts(CaseReview.objects.all(), inspection.pk),
        phases=list(PlannedPhase.objects.filter(inspection=inspection)),
        eligible=eligible,
        suggested=suggestion_for(frame, eligible).sizes if eligible.total else {},
        windows={one.code: window_of(frame.figures, one.code, inspection.fieldwork_starts) for one in frame.domains},
        drawn=drawn_of(inspection, frame),
        joint_with=joint_fields(live),
        meetings=meetings_number(live),
        interviews=live.interviews,
    )


def drawn_of(inspection: Inspection, frame: Frame) -> dict[str, Drawn]:
    """By domain; empty where no sample was drawn (that of an inspection from its printed figures)."""
    draw = last_draw(inspection.pk)
    if draw is None:
        return {}
    now = sample_now(draw)
    sizes = {**now.request.sizes, **now.request.on_top}
    return {
        one["domain"]: Drawn(
            sizes.get(one["domain"], 0), now.margins(one["domain"]), _classes(now, frame, one["domain"], one["classes"])
        )
        for one in draw.result["domains"]
    }


def _classes(
    now: SampleNow, frame: Frame, domain: str, kept: Sequence[Mapping[str, object]]
) -> list[tuple[str, ClassRow]]:
    words, variables = Words(frame.outline, domain), now.variables(domain)
    return [(words.of_class(row, variables), row) for row in class_rows_kept(kept)]
