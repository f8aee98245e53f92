"""How far a section is: a draft, reviewed, cleared; and a draft again once its prose changes."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from accounts.versions import ChangedMeanwhile
from inspections.access import standing_of
from inspections.models import Inspection
from inspections.rules import Phase
from reports.access import can_set_status
from reports.models import Paragraph, ReportSection, SectionStatus
from reports.rules import Status, can_become


class StatusRefused(Exception):
    """The section cannot become that; the message says why."""


@transaction.atomic
def status_set(
    *, section_id: int, status: Status, seen: int, text_of: datetime | None, by: Person, at: datetime
) -> SectionStatus:
    """Makes a section reviewed, cleared, or a draft again. `seen` is the version of its status, 0 for none.

    `text_of` is the last change of the prose that whoever says so has read. Raises DoesNotExist, PermissionDenied,
    StatusRefused, and ChangedMeanwhile where they have not read what stands there, or somebody else was faster.
    """
    section = ReportSection.objects.lock(section_id)
    if not can_set_status(standing_of(by, section.inspection_id), status):
        raise PermissionDenied
    if Inspection.objects.filter(pk=section.inspection_id, phase=Phase.PUBLISHED).exists():
        raise StatusRefused("The report is published, so nothing of it changes any more.")
    row = SectionStatus.objects.filter(section=section).first() or SectionStatus(section=section, version=0, at=at)
    if row.version != seen or last_change(section) != text_of:
        raise ChangedMeanwhile
    if not can_become(Status(row.status), status):
        raise StatusRefused("A section is reviewed before it is cleared, and is set to what it is not yet.")
    row.status, row.by, row.at, row.version = status, by, at, row.version + 1
    row.was, row.was_by, row.was_at = "", None, None
    row.save()
    return row


def last_change(section: ReportSection) -> datetime | None:
    """When its prose changed last; nothing if nobody wrote in it."""
    found: datetime | None = Paragraph.objects.filter(section=section).aggregate(last=Max("changed_at"))["last"]
    return found


def status_set_back(section: ReportSection, *, by: Person, at: datetime) -> None:
    """Its prose changed: what was reviewed or cleared is a draft again, and says what it was. The section is locked."""
    row = SectionStatus.objects.filter(section=section).exclude(status=Status.DRAFT).first()
    if row is not None:
        row.was, row.was_by, row.was_at = row.status, row.by, row.at
        row.status, row.by, row.at, row.version = Status.DRAFT, by, at, row.version + 1
        row.save()
