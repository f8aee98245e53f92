"""Notes beside the answers: the interview, where in the file a thing was found, marks, examples of practice."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models

from casereviews.models.rows import SavedRow
from casereviews.querysets import NoteQuerySet
from casereviews.rules.notes import COME_BACK, FOR_REPORT, LONGEST_FOUND, LONGEST_PSEUDONYM

TICKS = {"note.report.": FOR_REPORT, "note.mark.": COME_BACK}


def only_under(start: str, condition: models.Q) -> models.Q:
    """`condition` for the targets that begin with `start`."""
    return ~models.Q(target__startswith=start) | condition


@pghistory.track()
class Note(SavedRow):
    """A note of a review under "note.<code>" (casereviews.rules.notes): it enters no figure."""

    target = models.CharField(max_length=100)
    value = models.TextField(blank=True)
    note = models.TextField(blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("review", "target"), name="one_note_per_target"),
            models.CheckConstraint(condition=models.Q(target__startswith="note."), name="note_stands_under_its_code"),
            models.CheckConstraint(
                condition=models.Q(note__length__lte=settings.NOTE_MAX_LENGTH)
                & models.Q(value__length__lte=settings.NOTE_MAX_LENGTH),
                name="note_is_not_endless",
            ),
            models.CheckConstraint(
                condition=only_under("note.found.", models.Q(value="", note__length__lte=LONGEST_FOUND)),
                name="where_it_was_found_is_short",
            ),
            models.CheckConstraint(
                condition=only_under("note.good.", models.Q(value__length__lte=LONGEST_PSEUDONYM))
                & only_under("note.weak.", models.Q(value__length__lte=LONGEST_PSEUDONYM)),
                name="a_pseudonym_is_short",
            ),
            *(
                models.CheckConstraint(
                    condition=only_under(start, models.Q(value__in=["", ticked], note="")),
                    name=f"note_{start.split('.')[1]}_is_ticked_or_not",
                )
                for start, ticked in TICKS.items()
            ),
        )
