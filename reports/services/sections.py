"""The only writers of report sections: laid out, wanted, built (docs/decisions/0006)."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.timezone import localdate

from inspections.models import Inspection
from inspections.rules import CONTEXT, Phase
from reports.bodies import section_inputs
from reports.live import LiveFigures
from reports.models import ReportSection
from reports.querysets import Noted
from reports.release import release_hash
from reports.rules import seconds_to_wait, section_plan
from standards.models import Edition
from standards.outline import outline_of

logger = logging.getLogger(__name__)
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Later:
    """Sections that want another build in `seconds`. Each is noted as queued: somebody must send the message."""

    ids: tuple[int, ...] = ()
    seconds: float = 0.0


@transaction.atomic
def sections_lay_out(*, inspection_id: int) -> None:
    """A section for each part of the plan; those that are there keep their bodies, and follow a plan that changed."""
    inspection = Inspection.objects.select_related("edition").get(pk=inspection_id)
    plan = {spec.code: spec for spec in section_plan(outline_of(inspection.edition))}
    for section in ReportSection.objects.filter(inspection=inspection).locked().defer("body"):
        spec = plan.pop(section.code, None)
        topics = sorted(spec.topics.union(section.prose_topics)) if spec else []
        if spec and (section.position, section.topics) != (spec.position, topics):
            section.position, section.topics = spec.position, topics
            section.save(update_fields=["position", "topics"])
    new = [
        ReportSection(inspection=inspection, code=spec.code, position=spec.position, topics=sorted(spec.topics))
        for spec in plan.values()
    ]
    ReportSection.objects.bulk_create(new, ignore_conflicts=True)


def sections_complete(*, at: datetime) -> list[int]:
    """Lays out what reports lack of their plans, as after an upgrade that prints or reads more; of which inspections.

    All their sections want a build then, for whoever sweeps next; of a published report only those that it lacked.
    """
    found: dict[int, str] = {}
    for edition in Edition.objects.filter(inspections__isnull=False).distinct():
        plan = section_plan(outline_of(edition))
        as_planned = Q()
        for spec in plan:
            as_planned |= Q(sections__code=spec.code, sections__topics__contains=sorted(spec.topics))
        laid = Count("sections", filter=as_planned)
        lacking = Inspection.objects.filter(edition=edition).order_by("pk").annotate(laid=laid)
        found |= dict(lacking.filter(laid__lt=len(plan)).values_list("pk", "phase"))
    for inspection_id, phase in found.items():
        with transaction.atomic():
            sections_lay_out(inspection_id=inspection_id)
            if phase != Phase.PUBLISHED:
                sections_unqueued(ids=_want_all(inspection_id, at=at))
    return list(found)


@transaction.atomic(savepoint=False)
def sections_want(*, inspection_id: int, topics: Collection[str], at: datetime) -> list[int]:
    """Counts a change for every section that reads one of `topics`; returns those to queue once this is committed."""
    due: list[int] = ReportSection.objects.want_reading(inspection_id, topics, at=at)
    return due


def sections_unqueued(*, ids: Collection[int]) -> None:
    """The message did not go out: the sweeper, or the next change, may queue these at once."""
    ReportSection.objects.filter(pk__in=ids).stale().order_by().update(queued_at=None)


def sections_build(*, ids: Sequence[int], at: datetime, waited: bool = False) -> Later:
    """Builds those of `ids` that want it, and says which want it again.

    Unless they have `waited`, those built a moment ago are put off, so that a burst of changes costs a few builds.
    """
    early: dict[int, float] = {}
    ready = []
    for section in ReportSection.objects.to_build(ids):
        wait = 0.0 if waited else seconds_to_wait(built_at=section.built_at, covered=section.covered, at=at)
        if wait:
            early[section.pk] = wait
        else:
            ready.append(section)
    for noted in _built(ready, at=at, queued_at=at):
        # Whoever saved meanwhile saw that a build was on its way and sent no message, so the builder has to.
        if noted.changed_meanwhile:
            early[noted.pk] = seconds_to_wait(built_at=at, covered=noted.covered, at=at)
    return Later(tuple(early), max(early.values(), default=0.0))


def section_build(*, section_id: int, at: datetime) -> bool:
    """Renders one section and stores it if it is still the newest: safe twice, late and out of order."""
    return bool(_built(ReportSection.objects.to_build([section_id]), at=at, queued_at=None))


def _built(sections: Sequence[ReportSection], *, at: datetime, queued_at: datetime | None) -> list[Noted]:
    """Stores new bodies, made of figures that were read after `sections`, so at least as fresh as what they wanted.

    What one is made of may be as it was: then nothing is rendered, and such builds are noted together. A build that
    fails leaves the last good body, says why, and is tried again by the sweeper. What changed meanwhile is noted as
    queued at `queued_at`.
    """
    live: dict[int, LiveFigures] = {}
    as_they_were: list[ReportSection] = []
    noted: list[Noted] = []
    for section in sections:
        figures = live.setdefault(section.inspection_id, LiveFigures(section.inspection, today=localdate(at)))
        try:
            inputs = section_inputs(figures, section.code)
            fingerprint = inputs.fingerprint
            if fingerprint == section.fingerprint:
                as_they_were.append(section)
                continue
            body = inputs.body()
        except Exception as error:  # whatever it is, the page says so and the others are built
            _failed(section, error, at=at)
            continue
        made = {"fingerprint": fingerprint, "release": release_hash()}
        noted += ReportSection.objects.keep(section, body, **made, at=at, queued_at=queued_at)
    if as_they_were:
        noted += ReportSection.objects.note(as_they_were, at=at, queued_at=queued_at)
    return noted


def _failed(section: ReportSection, error: Exception, *, at: datetime) -> None:
    logger.exception("Section %s of %s could not be built", section.code, section.inspection.name)
    mine = ReportSection.objects.filter(pk=section.pk, built__lt=section.wanted)
    mine.update(failed_because=f"{type(error).__name__}: {error}"[:LONGEST_REASON], queued_at=at)


@transaction.atomic
def sections_sweep(*, at: datetime) -> list[int]:
    """Every section that wants a build and has none on its way; noted as queued, for whoever sends the messages.

    A section that somebody is changing at this moment is left to them.
    """
    rows = ReportSection.objects.lost(at).select_for_update(no_key=True, skip_locked=True).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    ReportSection.objects.filter(pk__in=ids).order_by().update(queued_at=at)
    return ids


@transaction.atomic
def sections_want_all(*, inspection_id: int, at: datetime) -> list[int]:
    """Every section of an inspection wants a build that whoever called makes at once."""
    sections_lay_out(inspection_id=inspection_id)
    _want_all(inspection_id, at=at)
    return _ids_of(inspection_id)


def _want_all(inspection_id: int, *, at: datetime) -> list[int]:
    due: list[int] = ReportSection.objects.want(_ids_of(inspection_id), topics=(), at=at)
    return due


def _ids_of(inspection_id: int) -> list[int]:
    return list(ReportSection.objects.filter(inspection_id=inspection_id).order_by("pk").values_list("pk", flat=True))


def sections_follow_the_day(*, at: datetime) -> list[int]:
    """Sections of inspections whose fieldwork began since they were built, to be queued: their tense depends on it.

    What wants a build anyway is left to that. So it may be asked at any time and any number of times.
    """
    begun = Q(inspection__fieldwork_starts__lte=localdate(at), built_at__date__lt=F("inspection__fieldwork_starts"))
    fresh = ReportSection.objects.filter(begun, built=F("wanted")).exclude(inspection__phase=Phase.PUBLISHED)
    behind = sorted(set(fresh.order_by().values_list("inspection_id", flat=True)))
    return [pk for found in behind for pk in sections_want(inspection_id=found, topics={CONTEXT}, at=at)]


def sections_follow_the_release(*, at: datetime) -> list[int]:
    """Sections that another release made, to be queued: this one may say the same otherwise, and say it better.

    A published report stays as it was published. What wants a build anyway is left to that.
    """
    fresh = ReportSection.objects.filter(built=F("wanted")).exclude(release=release_hash())
    behind = fresh.exclude(inspection__phase=Phase.PUBLISHED).order_by("pk").values_list("pk", flat=True)
    due: list[int] = ReportSection.objects.want(list(behind), topics=(), at=at)
    return due
