"""Who is writing where, as their pages say every few seconds."""

from datetime import datetime
from uuid import UUID

from accounts.models import Person
from reports.models import Writer
from reports.services.prose import prose_place


def writer_note(*, section_id: int, paragraph: UUID | None, by: Person, at: datetime) -> None:
    """Raises DoesNotExist, and PermissionDenied for who does not write there."""
    prose_place(section_id=section_id, by=by)
    Writer.objects.update_or_create(section_id=section_id, person=by, defaults={"paragraph": paragraph, "at": at})


def writer_leave(*, section_id: int, by: Person) -> None:
    """Whoever left the page writes there no more."""
    prose_place(section_id=section_id, by=by)
    Writer.objects.filter(section_id=section_id, person=by).delete()
