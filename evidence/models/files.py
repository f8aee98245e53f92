"""A file of a piece of evidence, its content in a table of its own, and who took it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kept import goes_with
from evidence.models.pieces import Evidence, stays
from evidence.querysets import FileQuerySet
from evidence.rules import LONGEST_NAME, SCAN_NAMES, FileKind, ScanState

GONE_WITH_ITS_PIECE = {"parent": "evidence_evidence", "column": "evidence_id"}


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pgtrigger.AnyChange("state", "said")),
)
class EvidenceFile(models.Model):
    """What the file is and what the scanner said of it; lists read no more than this."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="file")
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value.upper()) for kind in FileKind])
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(
        max_length=20, choices=[(s.value, SCAN_NAMES[s]) for s in ScanState], default=ScanState.WAITING.value
    )
    said = models.CharField(max_length=300, blank=True, help_text="by the scanner")
    scanned_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True, help_text="when a worker last began to have it scanned")
    tries = models.PositiveIntegerField(default=0)

    objects = FileQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(said=""), name="a_refused_file_says_why"),
            models.CheckConstraint(
                condition=~Q(state__in=["clean", "refused"]) | Q(scanned_at__isnull=False), name="a_scan_has_its_time"
            ),
        )
        triggers = (stays("evidence_file", **GONE_WITH_ITS_PIECE),)

    def __str__(self) -> str:
        return self.name


class FileContent(models.Model):
    """The bytes. They go when the scanner refuses them, and otherwise never change."""

    file = models.OneToOneField(EvidenceFile, on_delete=models.CASCADE, primary_key=True, related_name="content")
    content = models.BinaryField(editable=False)

    class Meta:
        triggers = (
            pgtrigger.ReadOnly(name="content_never_changes"),
            pgtrigger.Trigger(
                name="content_stays_unless_refused",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func="""
                    IF EXISTS (SELECT FROM evidence_evidencefile WHERE id = OLD.file_id AND state <> 'refused') THEN
                        RAISE EXCEPTION 'A file stays unless it was refused' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
        )


class Download(models.Model):
    """Somebody took a file. Never changed, and gone only with the file."""

    file = models.ForeignKey(EvidenceFile, on_delete=models.CASCADE, related_name="downloads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        triggers = (
            pgtrigger.Protect(name="download_is_never_changed", operation=pgtrigger.Update),
            goes_with(
                name="download_stays_on_record",
                parent="evidence_evidencefile",
                column="file_id",
                sentence="Who took a file stays on record as long as the file",
            ),
        )
