"""What a report says of the place and the service beside its cases."""

import pghistory
from django.db import models

from accounts.versions import Versioned
from inspections.models.inspections import Inspection
from inspections.rules import CONTEXT_NAMES, DIRECTION_NAMES, UNIT_NAMES, ContextKind, Direction, Unit


@pghistory.track()
class ContextFigure(Versioned):
    """One figure from elsewhere, with where it comes from. A report cites it by its `code`.

    `value` is in the `unit`; where it is a share, `numerator` and `denominator` say of how many.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="context_figures")
    code = models.SlugField(max_length=60, help_text="its name in reports: population-10-to-17")
    kind = models.CharField(max_length=20, choices=[(k.value, CONTEXT_NAMES[k]) for k in ContextKind])
    label = models.CharField(max_length=200)
    unit = models.CharField(max_length=20, choices=[(u.value, UNIT_NAMES[u]) for u in Unit])
    value = models.DecimalField(max_digits=14, decimal_places=4)
    numerator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    national = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    period = models.CharField(max_length=120, blank=True, help_text="October 2022 to September 2023")
    as_at = models.DateField()
    direction = models.CharField(max_length=10, choices=[(d.value, DIRECTION_NAMES[d]) for d in Direction], blank=True)
    source = models.CharField(max_length=300)
    source_address = models.URLField(max_length=500, blank=True)
    place = models.PositiveSmallIntegerField(default=0, help_text="in the order of its kind")

    class Meta:
        ordering = ("kind", "place", "pk")
        constraints = (
            models.UniqueConstraint(fields=("inspection", "code"), name="one_context_figure_per_code"),
            models.CheckConstraint(condition=~models.Q(source=""), name="a_context_figure_has_a_source"),
            models.CheckConstraint(
                condition=models.Q(denominator__isnull=True) | models.Q(numerator__isnull=False, denominator__gt=0),
                name="a_share_is_of_something",
            ),
            models.CheckConstraint(
                condition=models.Q(unit=Unit.POUNDS)
                | models.Q(value__gte=0) & (models.Q(national__isnull=True) | models.Q(national__gte=0)),
                name="a_context_figure_is_not_below_nothing",
            ),
            models.CheckConstraint(
                condition=~models.Q(unit=Unit.PER_CENT)
                | models.Q(value__lte=100) & (models.Q(national__isnull=True) | models.Q(national__lte=100)),
                name="a_share_is_at_most_all",
            ),
        )

    def __str__(self) -> str:
        return self.label
