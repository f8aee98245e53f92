"""The row per standard on which every change to its figures is counted."""

from collections.abc import Collection

from django.db import transaction

from inspections.models import Inspection
from ratings.models import RatedStandard
from standards.outline import outline_of
from standards.structure import StandardOutline


@transaction.atomic
def rated_standards_lay_out(*, inspection_id: int) -> None:
    """One row for every standard of the inspection's edition; those that are there stay as they are."""
    inspection = Inspection.objects.select_related("edition").get(pk=inspection_id)
    RatedStandard.objects.bulk_create(
        [
            RatedStandard(inspection=inspection, standard_id=standard.pk)
            for standard in outline_of(inspection.edition).standards.values()
        ],
        ignore_conflicts=True,
    )


@transaction.atomic(savepoint=False)  # with every answer saved
def rated_standards_bump(*, inspection_id: int, standards: Collection[str]) -> None:
    """Something that the figures of these standards read has changed."""
    RatedStandard.objects.bump(inspection_id, standards)


def rated_standard_lock(inspection: Inspection, standard: StandardOutline) -> int:
    """The standard's number, locked until the transaction ends: figures read from here on are those it stands for."""
    row = RatedStandard.objects.select_for_update(no_key=True).get(inspection=inspection, standard_id=standard.pk)
    number: int = row.number
    return number
