"""Examples of practice that a report prints in boxes, and the names that may stand in it."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from inspections.models import Case
from reports.models.withdrawable import Withdrawable, stays, withdrawn_by_somebody
from reports.rules import (
    LONGEST_EXAMPLE,
    LONGEST_HEADING,
    LONGEST_NAME,
    NAME_KINDS,
    PRACTICE_NAMES,
    NameKind,
    Practice,
)


@pghistory.track()
class PracticeExample(Withdrawable):
    """An example of good or of weak practice. It prints once somebody cleared it; words that change are cleared anew.

    `case` is where it comes from, and is never printed; an example from domain 1 has none.
    """

    standard = models.CharField(max_length=10)
    practice = models.CharField(max_length=10, choices=[(kind.value, PRACTICE_NAMES[kind]) for kind in Practice])
    heading = models.CharField(max_length=LONGEST_HEADING)
    words = models.CharField(max_length=LONGEST_EXAMPLE)
    pseudonym = models.CharField(max_length=LONGEST_NAME, blank=True)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("standard", "pk")
        constraints: ClassVar = (
            withdrawn_by_somebody("example"),
            models.CheckConstraint(condition=~Q(heading="") & ~Q(words=""), name="an_example_says_something"),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True, cleared_by__isnull=True)
                | Q(cleared_at__isnull=False, cleared_by__isnull=False),
                name="an_example_is_cleared_by_somebody",
            ),
        )
        triggers: ClassVar = (stays("example", "An example of practice"),)

    def __str__(self) -> str:
        return self.heading

    @property
    def is_cleared(self) -> bool:
        return self.cleared_at is not None


@pghistory.track()
class DeclaredName(Withdrawable):
    """A name that may stand in the report: a pseudonym, or somebody or something that is public."""

    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=10, choices=[(kind.value, NAME_KINDS[kind]) for kind in NameKind])

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = (
            withdrawn_by_somebody("name"),
            models.UniqueConstraint(
                "inspection", Lower("name"), condition=Q(withdrawn_at__isnull=True), name="one_declaration_per_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_declared_name_is_one"),
        )
        triggers: ClassVar = (stays("declared_name", "A declared name"),)

    def __str__(self) -> str:
        return self.name
