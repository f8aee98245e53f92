"""The only writers of figures about the place and the service."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from accounts.models import Person
from accounts.versions import ChangedMeanwhile, row_change
from inspections.access import can_change_context, standing_of
from inspections.events import figures_changed
from inspections.models import ContextFigure, Inspection
from inspections.rules import CONTEXT, Unit, number_shown, share_differs

CONTEXT_FIELDS = (
    "kind",
    "label",
    "unit",
    "value",
    "numerator",
    "denominator",
    "national",
    "period",
    "as_at",
    "direction",
    "source",
    "source_address",
)


class ContextRefused(Exception):
    """The figure cannot be saved like this; the message says why. `field` is what to mend."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def context_save(*, by: Person, figure: ContextFigure) -> ContextFigure:
    """Saves a new figure, or one as the caller saw and changed it: raises ChangedMeanwhile, ContextRefused."""
    Inspection.objects.select_for_update(no_key=True).get(pk=figure.inspection_id)
    if not can_change_context(standing_of(by, figure.inspection_id)):
        raise PermissionDenied
    _context_check(figure)
    if figure.pk is None:
        others = ContextFigure.objects.filter(inspection=figure.inspection_id)
        figure.code = _free_code(figure.code or figure.label, set(others.values_list("code", flat=True)))
        figure.place = others.filter(kind=figure.kind).count() + 1
        figure.by = by
        figure.save(force_insert=True)
    else:
        locked = ContextFigure.objects.select_for_update(no_key=True).get(pk=figure.pk)
        row_change(locked, seen=figure.version, by=by, **{name: getattr(figure, name) for name in CONTEXT_FIELDS})
        figure.version, figure.by = locked.version, locked.by
    figures_changed.send(ContextFigure, inspection_id=figure.inspection_id, topics=frozenset({CONTEXT}))
    return figure


@transaction.atomic
def context_remove(*, by: Person, figure: ContextFigure) -> None:
    """Deletes the figure as the caller saw it; its history says by whom. Raises ChangedMeanwhile."""
    if not can_change_context(standing_of(by, figure.inspection_id)):
        raise PermissionDenied
    rows = ContextFigure.objects.filter(pk=figure.pk)
    for version in rows.select_for_update().values_list("version", flat=True):
        if version != figure.version:
            raise ChangedMeanwhile
        rows.update(by=by)
        rows.delete()
    figures_changed.send(ContextFigure, inspection_id=figure.inspection_id, topics=frozenset({CONTEXT}))


def _context_check(figure: ContextFigure) -> None:
    if not figure.source.strip():
        raise ContextRefused("Say where the figure comes from: the report must be able to cite it", "source")
    if figure.denominator is not None and figure.numerator is None:
        raise ContextRefused("Enter how many of these it is, or leave both counts empty", "numerator")
    if figure.denominator is not None and figure.denominator <= 0:
        raise ContextRefused("A share is of more than nothing: enter a larger number", "denominator")
    made = share_differs(
        unit=Unit(figure.unit), value=figure.value, numerator=figure.numerator, denominator=figure.denominator
    )
    if made is not None:
        counts = (figure.numerator, figure.denominator, made, figure.value)
        told = [number_shown(number) for number in counts if number is not None]
        raise ContextRefused(
            "{} of {} makes {}, and the figure says {}: change the figure, or the counts".format(*told), "value"
        )


def _free_code(wanted: str, taken: set[str]) -> str:
    """`wanted` as a code, or with the first number behind it that is free."""
    code = slugify(wanted)[:50] or "figure"
    names = [code, *(f"{code}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
