"""The only writers of figures about the place and the service."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from accounts.models import Person
from accounts.versions import ChangedMeanwhile, row_change
from inspections.access import can_change_context, standing_of
from inspections.events import figures_changed
from inspections.models import ContextFigure, Inspection
from inspections.rules import CONTEXT, Unit, number_shown, share_differs, why_no_figure

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
    """Saves a new figure, or one as the caller saw and changed it: raises ChangedMeanwhile, ContextRefused.

    The same sent twice is one figure.
    """
    Inspection.objects.select_for_update(no_key=True).get(pk=figure.inspection_id)
    if not can_change_context(standing_of(by, figure.inspection_id)):
        raise PermissionDenied
    _context_check(figure)
    others = ContextFigure.objects.filter(inspection=figure.inspection_id)
    if figure.pk is None and (known := others.filter(**_told(figure)).first()):
        return known
    _named_once_check(figure, others)
    if figure.pk is None:
        figure.code = _free_code(figure.code or figure.label, set(others.values_list("code", flat=True)))
        figure.place = others.filter(kind=figure.kind).count() + 1
        figure.by = by
        figure.save(force_insert=True)
    else:
        locked = ContextFigure.objects.select_for_update(no_key=True).get(pk=figure.pk)
        row_change(locked, seen=figure.version, by=by, **_told(figure))
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


def _told(figure: ContextFigure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in CONTEXT_FIELDS}


def _named_once_check(figure: ContextFigure, others: QuerySet[ContextFigure]) -> None:
    """A report that prints a figure twice for one period says two things at once."""
    same = others.filter(kind=figure.kind, label__iexact=figure.label, period__iexact=figure.period)
    if same.exclude(pk=figure.pk).exists():
        when = f" for {figure.period}" if figure.period else ""
        raise ContextRefused(
            f"{figure.label} is there already{when}: change that figure, or give this a period", "label"
        )


def _context_check(figure: ContextFigure) -> None:
    if not figure.source.strip():
        raise ContextRefused("Say where the figure comes from: the report must be able to cite it", "source")
    if figure.denominator is not None and figure.numerator is None:
        raise ContextRefused("Enter how many of these it is, or leave both counts empty", "numerator")
    if figure.denominator is not None and figure.denominator <= 0:
        raise ContextRefused("A share is of more than nothing: enter a larger number", "denominator")
    for name in ("value", "national"):
        told = getattr(figure, name)
        if told is not None and (wrong := why_no_figure(told, Unit(figure.unit))):
            raise ContextRefused(wrong, name)
    if any(count is not None and count < 0 for count in (figure.numerator, figure.denominator)):
        raise ContextRefused("There cannot be fewer than none: enter 0 or more", "numerator")
    made = share_differs(
        unit=Unit(figure.unit), value=figure.value, numerator=figure.numerator, denominator=figure.denominator
    )
    if made is not None:
        counts = (figure.numerator, figure.denominator, made, figure.value)
        shown = [number_shown(number) for number in counts if number is not None]
        raise ContextRefused(
            "{} of {} makes {}, and the figure says {}: change the figure, or the counts".format(*shown), "value"
        )


def _free_code(wanted: str, taken: set[str]) -> str:
    """`wanted` as a code, or with the first number behind it that is free."""
    code = slugify(wanted)[:50] or "figure"
    names = [code, *(f"{code}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
