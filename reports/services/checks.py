"""What services of a report begin with, and why something cannot be saved."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.models import Person
from inspections.access import standing_of
from inspections.models import Inspection
from inspections.rules import Phase, Standing


class ReportRefused(Exception):
    """It cannot be saved like this; the message says why. `field` is what to mend, empty where none is."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def inspection_locked(inspection_id: int, by: Person, may: Callable[[Standing], bool]) -> Inspection:
    """The inspection's row stands for what is kept of its report beside the prose.

    Raises PermissionDenied, and ReportRefused once the report is published: its words stay as they were read.
    """
    if not may(standing_of(by, inspection_id)):
        raise PermissionDenied
    Inspection.objects.select_for_update(no_key=True).only("pk").get(pk=inspection_id)
    found: Inspection = Inspection.objects.with_names().get(pk=inspection_id)
    if found.phase == Phase.PUBLISHED:
        raise ReportRefused("The report is published: its words do not change any more")
    return found


def words_check(words: str, field: str, required: str, longest: int) -> None:
    """`required` is the sentence where there are none; empty where there may be none."""
    if required and not words.strip():
        raise ReportRefused(required, field)
    if any(char == "\0" or "\ud800" <= char <= "\udfff" for char in words):
        raise ReportRefused("This holds a character that cannot be saved: remove it", field)
    if len(words) > longest:
        raise ReportRefused(f"Shorten it to {longest:,} characters: these are {len(words):,}", field)


def not_withdrawn(row: Any) -> None:
    if row.withdrawn_at:
        raise ReportRefused("This was withdrawn meanwhile: bring it back first")
