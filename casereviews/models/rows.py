"""What is saved in a review: answers to prompts, judgements of key questions, facts of the case."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Length

from casereviews.models.reviews import CaseReview
from casereviews.querysets import AnswerQuerySet, JudgementQuerySet
from casereviews.rules import VALUE_NAMES, Value
from standards.models import KeyQuestion, Prompt

models.TextField.register_lookup(Length)

VALUE_CHOICES = [(value.value, name) for value, name in VALUE_NAMES.items()]
GIVEN_VALUES = ["", *(value.value for value in Value)]


class SavedRow(models.Model):
    """What answers, judgements, facts and notes share: a version that a second writer must have seen, who and when."""

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
