"""Writing a section together: what arrived, who is writing, how far the section is, and what people say of it."""

from typing import ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.kept import goes_with
from accounts.versions import Versioned
from reports.models.sections import ReportSection
from reports.querysets import CommentQuerySet, ReceivedProseQuerySet
from reports.rules import STATUS_NAMES, Became, Status

STATUSES = [(status.value, name) for status, name in STATUS_NAMES.items()]
BACK = [(status.value, STATUS_NAMES[status]) for status in (Status.REVIEWED, Status.CLEARED)]


class ReceivedProse(models.Model):
    """On record: a change of prose under the id that its page gave it, and what became of it, so that it counts once.

    `node` is kept as it was sent where it was not saved; what was saved stands in the history of its paragraph.
    """

    id = models.UUIDField(primary_key=True)
    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="received")
    paragraph = models.UUIDField(help_text="the key of a paragraph")
    became = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Became])
    seen = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    node = models.JSONField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ReceivedProseQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints: ClassVar = (
            models.CheckConstraint(
                condition=Q(became__in=[one.value for one in Became if one is not Became.DUPLICATE]),
                name="prose_became_something",
            ),
        )
        triggers: ClassVar = (
            pgtrigger.Protect(name="prose_that_arrived_never_changes", operation=pgtrigger.Update),
            goes_with(
                name="received_prose_goes_with_its_section",
                parent="reports_reportsection",
                column="section_id",
                sentence="What arrived stays on record as long as its section",
            ),
        )


class Writer(models.Model):
    """Who writes in a section, and in which paragraph, as their page said last. No record: it counts for seconds."""

    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="writers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    paragraph = models.UUIDField(null=True, help_text="the key of a paragraph; empty: none in particular")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("section", "person"), name="one_place_of_a_writer_in_a_section"),
        )


@pghistory.track()
class SectionStatus(Versioned):
    """How far a section is. Without a row it is a draft.

    `was`, with who said so and when, is what it had been until its prose changed.
    """

    section = models.OneToOneField(ReportSection, on_delete=models.CASCADE, related_name="status")
    status = models.CharField(max_length=20, choices=STATUSES, default=Status.DRAFT.value)
    at = models.DateTimeField()
    was = models.CharField(max_length=20, choices=BACK, blank=True)
    was_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    was_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = (
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]), name="a_status_that_there_is"
            ),
            models.CheckConstraint(
                condition=Q(was="", was_at=None, was_by=None)
                | Q(was__in=[value for value, _ in BACK], status=Status.DRAFT.value, was_at__isnull=False),
                name="only_a_draft_was_something_else",
            ),
        )


@pghistory.track()
class Comment(Versioned):
    """What somebody says of a section, or of one paragraph as it read then; or an answer to that.

    A comment is resolved and reopened with its answers; `by` did that last.
    """

    section = models.ForeignKey(ReportSection, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers")
    paragraph = models.UUIDField(null=True, blank=True, help_text="the key of a paragraph")
    quote = models.TextField(blank=True, help_text="the words that it is about")
    words = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = (
            models.CheckConstraint(condition=~Q(words=""), name="a_comment_says_something"),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(paragraph=None, quote="", resolved_at=None),
                name="an_answer_belongs_to_its_comment",
            ),
        )
        triggers: ClassVar = (
            pgtrigger.ReadOnly(
                name="what_was_said_never_changes",
                fields=["section", "parent", "paragraph", "quote", "words", "author", "at"],
            ),
            goes_with(
                name="comment_goes_with_its_section",
                parent="reports_reportsection",
                column="section_id",
                sentence="A comment is resolved, and never deleted",
            ),
        )
