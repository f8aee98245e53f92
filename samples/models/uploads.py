"""Eligible cases as a service sent them: the file, what was found in it, and its rows."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from inspections.models import Inspection
from samples.querysets import EligibleRowQuerySet, UploadQuerySet
from samples.rules import ASIDE_NAMES, UPLOAD_STATE_NAMES, UploadState


class EligibleUpload(models.Model):
    """One file of eligible cases, read in the background; at most one of an inspection is taken.

    `content` is kept while it is being read and mended, and no longer: a file may hold what must not stay here. Its
    rows are kept once it has no problem. `problems` holds no value of a cell, so nothing personal.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="eligible_uploads")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(null=True, editable=False)
    size = models.PositiveIntegerField(help_text="bytes")
    state = models.CharField(
        max_length=20,
        choices=[(s.value, UPLOAD_STATE_NAMES[s]) for s in UploadState],
        default=UploadState.WAITING.value,
    )
    done = models.PositiveIntegerField(default=0, help_text="rows read")
    total = models.PositiveIntegerField(null=True, help_text="rows, once they are counted")
    headers = models.JSONField(default=list, help_text="of the file, in its order")
    mapping = models.JSONField(default=dict, help_text="header to column, as somebody put it right")
    problems = models.JSONField(default=list, help_text="row, column, problem, mend")
    refused_because = models.CharField(max_length=300, blank=True, help_text="the file as a whole")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, help_text="when a worker that reads it was last heard of")
    tries = models.PositiveSmallIntegerField(default=0, help_text="workers that began to read it")
    sorted_for = models.DateField(null=True, help_text="the Monday of fieldwork that its rows were sorted for")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    taken_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("inspection",), condition=Q(state="taken"), name="one_upload_is_taken"),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="a_taken_upload_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "reading", "mapping", "faulty"]) | Q(content__isnull=True),
                name="a_file_goes_once_it_is_read",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "reading", "mapping"]) | Q(content__isnull=False),
                name="a_file_stays_until_it_is_read",
            ),
        )

    def __str__(self) -> str:
        return self.file_name


class EligibleRow(models.Model):
    """One row of an upload: a case that may be drawn, or one set aside with its reason (`aside`)."""

    upload = models.ForeignKey(EligibleUpload, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField(help_text="in the file, its heading being 1")
    reference = models.CharField(max_length=40)
    person_ref = models.CharField(max_length=40)
    domain = models.CharField(max_length=10)
    disposal_type = models.CharField(max_length=60)
    disposal_local_name = models.CharField(max_length=120, blank=True)
    began = models.DateField(null=True, blank=True)
    case_manager = models.CharField(max_length=120, blank=True)
    given = models.JSONField(default=dict, blank=True, help_text="what the service said: target to value")
    aside = models.CharField(max_length=30, choices=[(a.value, ASIDE_NAMES[a]) for a in ASIDE_NAMES], blank=True)
    aside_because = models.CharField(max_length=300, blank=True)

    objects = EligibleRowQuerySet.as_manager()

    class Meta:
        ordering = ("domain", "reference")
        constraints = (models.UniqueConstraint(fields=("upload", "reference"), name="one_row_per_reference"),)

    def __str__(self) -> str:
        return self.reference
