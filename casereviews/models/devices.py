"""The devices that people take cases along on, as the server last heard of them."""

from typing import Any, ClassVar

import pghistory
from django.conf import settings
from django.db import models

from casereviews.models.reviews import CaseReview
from casereviews.querysets import DeviceQuerySet
from casereviews.rules import Clearing, Unsent


@pghistory.track(
    fields=["person", "name", "clear_asked_at", "clear_confirmed_at", "cleared_at", "given_up", "by"],
    model_name="DeviceEvent",
)
class Device(models.Model):
    """One browser of one person, by the name that it gave itself.

    `unsent` is what waited there at the last contact: {"id", "review", "target"} of each change.
    `given_up`: how many of them an administrator gave up, who had read that number.
    """

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(max_length=80)
    reviews: Any = models.ManyToManyField(CaseReview, related_name="on_devices", help_text="taken along")
    unsent = models.JSONField(default=list, blank=True)
    first_contact = models.DateTimeField()
    last_contact = models.DateTimeField()
    clear_asked_at = models.DateTimeField(null=True, blank=True)
    clear_confirmed_at = models.DateTimeField(null=True, blank=True)
    given_up = models.PositiveIntegerField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="who changed it last"
    )

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ("-last_contact", "id")
        constraints: ClassVar = (
            models.CheckConstraint(
                condition=models.Q(clear_confirmed_at=None) | models.Q(clear_asked_at__isnull=False),
                name="clearing_is_asked_before_it_is_confirmed",
            ),
            models.CheckConstraint(
                condition=models.Q(clear_confirmed_at=None) | models.Q(given_up__isnull=False),
                name="a_confirmation_says_what_is_given_up",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def clearing(self) -> Clearing:
        if self.cleared_at:
            return Clearing.DONE
        if self.clear_confirmed_at:
            return Clearing.AT_ONCE
        return Clearing.AFTER_SENDING if self.clear_asked_at else Clearing.NOT_ASKED

    @property
    def waited(self) -> list[Unsent]:
        """What waited there at the last contact."""
        return [Unsent(change["id"], change["review"], change["target"]) for change in self.unsent]
