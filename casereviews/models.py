"""One case read by one inspector: answers to prompts, judgements of key questions, facts, and who looked."""

from datetime import datetime
from typing import Any, ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Length

from casereviews.querysets import AnswerQuerySet, CaseReviewQuerySet, JudgementQuerySet, ReceivedChangeQuerySet
from casereviews.rules import STATE_NAMES, VALUE_NAMES, Reading, State, Status, Value
from inspections.models import Case, Inspection
from standards.models import KeyQuestion, Prompt

models.TextField.register_lookup(Length)

VALUE_CHOICES = [(value.value, name) for value, name in VALUE_NAMES.items()]
GIVEN_VALUES = ["", *(value.value for value in Value)]


@pghistory.track(fields=["reader", "state", "submitted_at", "reopened_because", "by"], model_name="CaseReviewEvent")
class CaseReview(models.Model):
    """One reader's reading of one case.

    `required` and `done` say how far it is; services write them with the rows they are counted from.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="reviews")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    reading = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Reading], default=Reading.FIRST)
    state = models.CharField(
        max_length=20, choices=[(s.value, STATE_NAMES[s]) for s in State], default=State.NOT_STARTED.value
    )
    done = models.PositiveSmallIntegerField(default=0)
    required = models.PositiveSmallIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0, help_text="of the last receipt: grows with all that arrives")
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    reopened_because = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="who changed it last"
    )

    objects = CaseReviewQuerySet.as_manager()

    class Meta:
        ordering = ("case__domain__number", "case__reference", "reading")
        constraints = (
            models.UniqueConstraint(fields=("case", "reading"), name="one_review_per_reading"),
            models.CheckConstraint(
                condition=models.Q(state__in=["not_started", "in_progress"]) | models.Q(submitted_at__isnull=False),
                name="a_closed_review_was_submitted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case.reference}, {self.reading} reading"

    @property
    def is_closed(self) -> bool:
        return self.state in (State.SUBMITTED, State.SETTLED)

    def open_again(self, *, because: str, by: Any, at: datetime) -> None:
        """It leaves the ratings until it is submitted anew; its reader and the lead see why."""
        self.state, self.submitted_at, self.saved_at = State.IN_PROGRESS, None, at
        self.reopened_because, self.by = because, by
        self.save(update_fields=["state", "submitted_at", "saved_at", "reopened_because", "by"])


class SavedRow(models.Model):
    """What answers, judgements and facts share: a version that a second writer must have seen, who and when."""

    review = models.ForeignKey(CaseReview, on_delete=models.CASCADE, related_name="%(class)ss")
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


@pghistory.track()
class Answer(SavedRow):
    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=20, choices=VALUE_CHOICES, blank=True)
    note = models.TextField(blank=True)
    counts = models.BooleanField(default=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("review", "prompt"), name="one_answer_per_prompt"),
            models.CheckConstraint(condition=models.Q(value__in=GIVEN_VALUES), name="answer_value_is_offered"),
            models.CheckConstraint(
                condition=models.Q(note__length__lte=settings.NOTE_MAX_LENGTH), name="answer_note_is_not_endless"
            ),
        )


@pghistory.track()
class Judgement(SavedRow):
    key_question = models.ForeignKey(KeyQuestion, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=20, choices=VALUE_CHOICES, blank=True)
    reason = models.TextField(blank=True)
    counts = models.BooleanField(default=False)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("review", "key_question"), name="one_judgement_per_key_question"),
            models.CheckConstraint(condition=models.Q(value__in=GIVEN_VALUES), name="judgement_value_is_offered"),
            models.CheckConstraint(
                condition=models.Q(reason__length__lte=settings.NOTE_MAX_LENGTH),
                name="judgement_reason_is_not_endless",
            ),
        )


@pghistory.track()
class Fact(SavedRow):
    """A fact of the case ("fact.gender") or a classification ("service.<kind>", "inspector.<kind>")."""

    target = models.CharField(max_length=100)
    value = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = (models.UniqueConstraint(fields=("review", "target"), name="one_fact_per_target"),)


class ReceivedChange(models.Model):
    """On record: a change under the id that its device gave it, and what became of it, so that it counts once.

    `value` and `note` are kept as they were sent (null: left unchanged) where they were not saved: in a conflict, kept
    aside, or refused. What was saved stands in the history of its row, unless another of its batch came after it.
    """

    id = models.UUIDField(primary_key=True)
    review = models.ForeignKey(CaseReview, on_delete=models.CASCADE, related_name="received")
    target = models.CharField(max_length=100)
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Status])
    seen = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    value = models.TextField(null=True)
    note = models.TextField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    device = models.UUIDField(null=True)
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)

    objects = ReceivedChangeQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        indexes = (
            models.Index(fields=["review", "device", "at"], name="received_by_device"),
            models.Index(
                fields=["review"],
                name="kept_aside_unsettled",
                condition=models.Q(status="kept_aside", settled_at__isnull=True),
            ),
        )
        triggers: ClassVar = (
            pgtrigger.ReadOnly(name="what_arrived_never_changes", exclude=["settled_by", "settled_at"]),
        )


class CaseOpening(models.Model):
    """On record: somebody looked at a case. Written by every page that shows one; never changed, gone with its case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="openings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    page = models.CharField(max_length=60)

    class Meta:
        ordering = ("-at",)
        triggers: ClassVar = (
            pgtrigger.Protect(name="opening_never_changes", operation=pgtrigger.Update),
            # Asked at the end of the transaction: Django deletes a case after what belongs to it.
            pgtrigger.Trigger(
                name="opening_goes_with_its_case",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func="""
                    IF EXISTS (SELECT FROM inspections_case WHERE id = OLD.case_id) THEN
                        RAISE EXCEPTION 'Who looked at a case stays on record as long as the case'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NULL;
                """,
            ),
        )
