"""Services inspected: their names, who to write to, and how earlier inspections rated them."""

import pghistory
from django.db import models

from accounts.versions import Versioned
from inspections.rules import REGION_NAMES, Region


@pghistory.track()
class Service(Versioned):
    """A youth justice service. Reports name it in several ways, so each name is its own field."""

    place = models.CharField("place", max_length=120, unique=True, help_text="as reports are titled: Doncaster")
    full_name = models.CharField(max_length=200, blank=True, help_text="Doncaster Youth Justice Service")
    short_name = models.CharField(max_length=80, blank=True, help_text="Doncaster YJS")
    generic_term = models.CharField(
        max_length=40, blank=True, help_text="YOT, YOS or YJS; empty: the edition's own word"
    )
    board_name = models.CharField(max_length=200, blank=True, help_text="Youth Justice Partnership Board")
    region = models.CharField(max_length=30, choices=[(r.value, REGION_NAMES[r]) for r in Region], blank=True)
    authorities = models.JSONField(default=list, blank=True, help_text="local authorities that it covers, by name")

    class Meta:
        ordering = ("place",)

    def __str__(self) -> str:
        return self.place


@pghistory.track()
class ServiceContact(Versioned):
    """Somebody at the service to write to or to ring. They need not sign in."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=120, blank=True, help_text="Head of service")
    email = models.EmailField("e-mail address", blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class EarlierInspection(Versioned):
    """An inspection of the service that is not kept in Plumbline: when, of what kind, and what it was rated."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="earlier_inspections")
    held_on = models.DateField(help_text="its month: the first day stands for it")
    kind = models.CharField(max_length=120, blank=True, help_text="full joint inspection")
    rating = models.CharField(max_length=60, blank=True, help_text="as it was published")
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True, help_text="where it can be read")

    class Meta:
        ordering = ("-held_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("service", "held_on", "kind"), name="one_earlier_inspection_of_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.service.place}, {self.held_on:%B %Y}"
