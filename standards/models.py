"""Framework editions as rows. Read-only once an inspection uses the edition: triggers refuse every change."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from standards.querysets import EditionQuerySet, KeyQuestionQuerySet
from standards.rules import RatedBy, Rounding

REFUSAL = "This edition is used by an inspection and cannot change any more"


class Edition(models.Model):
    """The published standards and rating figures in force for a time, such as "youth 2021"."""

    code = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    edition = models.CharField(max_length=40)
    licence = models.CharField(max_length=200)
    service_word = models.CharField(max_length=40, help_text="stands for {service_word} in the texts")
    percentage_rounding = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Rounding])
    discretion_points_from_boundary = models.PositiveSmallIntegerField()
    discretion_cases_that_flip = models.PositiveSmallIntegerField()
    discretion_small_sample = models.PositiveSmallIntegerField()
    sample = models.JSONField(help_text="sample figures, as the edition file gives them")
    classification_levels = ArrayField(models.CharField(max_length=40))
    classification_kinds = ArrayField(models.CharField(max_length=40))
    document = models.TextField(help_text="the parsed edition file as JSON: what edition_export writes")
    content_hash = models.CharField(max_length=64, help_text="SHA-256 of the parsed edition file")
    in_use = models.BooleanField(default=False, help_text="set by the database when an inspection takes this edition")
    loaded_at = models.DateTimeField(auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        triggers = (
            pgtrigger.Trigger(
                name="edition_fixed_once_used",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    IF OLD.in_use AND (TG_OP = 'DELETE' OR OLD IS DISTINCT FROM NEW) THEN
                        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.edition}"


class EditionRow(models.Model):
    """A row that belongs to an edition and is fixed with it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True
        triggers: ClassVar = (
            pgtrigger.Trigger(
                name="row_fixed_once_used",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("used", "boolean")],
                # FOR SHARE waits for an inspection that is taking the edition at this moment.
                func=f"""
                    IF TG_OP <> 'INSERT' THEN
                        SELECT in_use INTO used FROM standards_edition WHERE id = OLD.edition_id FOR SHARE;
                        IF used THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END IF;
                    END IF;
                    IF TG_OP <> 'DELETE' THEN
                        SELECT in_use INTO used FROM standards_edition WHERE id = NEW.edition_id FOR SHARE;
                        IF used THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END IF;
                        RETURN NEW;
                    END IF;
                    RETURN OLD;
                """,  # noqa: S608 - REFUSAL is our own sentence
            ),
        )


class ScaleRating(EditionRow):
    """One step of the rating scale."""

    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    points = models.PositiveSmallIntegerField()

    class Meta(EditionRow.Meta):
        ordering = ("points",)
        constraints = (models.UniqueConstraint(fields=("edition", "code"), name="one_rating_per_code"),)

    def __str__(self) -> str:
        return self.name


class RatingBand(EditionRow):
    """A band of whole percentages (of key questions) or of points (overall) that earns a rating."""

    class Kind(models.TextChoices):
        KEY_QUESTION = "key_question"
        OVERALL = "overall"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    start = models.PositiveSmallIntegerField()
    rating = models.SlugField(max_length=40)
    phrase = models.CharField(max_length=60, blank=True)

    class Meta(EditionRow.Meta):
        ordering = ("kind", "start")
        constraints = (models.UniqueConstraint(fields=("edition", "kind", "start"), name="one_band_per_start"),)

    def __str__(self) -> str:
        return f"from {self.start}: {self.rating}"


class RelevanceRule(EditionRow):
    """A named condition that key questions refer to; see standards.rules.Condition."""

    code = models.SlugField(max_length=60)
    note = models.CharField(max_length=300, blank=True)
    target = models.CharField(max_length=80, blank=True)
    allowed = ArrayField(models.CharField(max_length=60), default=list)
    excluded = ArrayField(models.CharField(max_length=60), default=list)
    disposal_types = ArrayField(models.CharField(max_length=60), default=list)

    class Meta(EditionRow.Meta):
        constraints = (models.UniqueConstraint(fields=("edition", "code"), name="one_relevance_rule_per_code"),)

    def __str__(self) -> str:
        return self.code


class FactQuestion(EditionRow):
    """A fact recorded of every case, beside the judged questions."""

    class AskedOf(models.TextChoices):
        SERVICE = "service"
        INSPECTOR = "inspector"

    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    text = models.CharField(max_length=300)
    options = ArrayField(models.CharField(max_length=60), default=list, help_text="empty: answered in words")
    by = models.CharField(max_length=10, choices=AskedOf.choices)
    domains = ArrayField(models.CharField(max_length=10), default=list, help_text="empty: asked in every domain")
    yes_needs_alert = models.BooleanField(default=False)

    class Meta(EditionRow.Meta):
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("edition", "code"), name="one_fact_per_code"),)

    def __str__(self) -> str:
        return self.text


class InterviewQuestion(EditionRow):
    """A question put to the case manager of every case; what they say feeds a key question judged for the service."""

    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    text = models.CharField(max_length=300)
    key_question = models.ForeignKey("KeyQuestion", on_delete=models.CASCADE, related_name="+")

    class Meta(EditionRow.Meta):
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("edition", "code"), name="one_interview_question_per_code"),)

    def __str__(self) -> str:
        return self.text


class Domain(EditionRow):
    class Cases(models.TextChoices):
        NONE = "none"
        COURT = "court_disposals"
        OUT_OF_COURT = "out_of_court_disposals"
        RESETTLEMENT = "resettlement_cases"

    code = models.CharField(max_length=10)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    cases = models.CharField(max_length=30, choices=Cases.choices)
    began = models.CharField(max_length=200, blank=True, help_text="what the start date of a case means here")
    counts_towards_overall = models.BooleanField(default=True)

    class Meta(EditionRow.Meta):
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "code"), name="one_domain_per_code"),
            models.UniqueConstraint(fields=("edition", "number"), name="one_domain_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class DisposalGroup(EditionRow):
    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="disposal_groups")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    one = models.CharField(max_length=120)
    many = models.CharField(max_length=120)

    class Meta(EditionRow.Meta):
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("domain", "code"), name="one_disposal_group_per_code"),)

    def __str__(self) -> str:
        return self.one


class DisposalType(EditionRow):
    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="disposal_types")
    group = models.ForeignKey(DisposalGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="types")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    one = models.CharField(max_length=120)
    many = models.CharField(max_length=120)

    class Meta(EditionRow.Meta):
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("domain", "code"), name="one_disposal_type_per_code"),)

    def __str__(self) -> str:
        return self.one


class Standard(EditionRow):
    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="standards")
    position = models.PositiveSmallIntegerField(help_text="place within the edition, from 1")
    number = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    statement = models.TextField()
    rated_by = models.CharField(max_length=20, choices=[(r.value, r.value) for r in RatedBy])
    may_be_unrated = models.BooleanField(default=False)
    characteristics = models.JSONField(default=dict, help_text="rating code to what is published as typical of it")

    class Meta(EditionRow.Meta):
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("edition", "number"), name="one_standard_per_number"),)

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class KeyQuestion(EditionRow):
    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="key_questions")
    number = models.PositiveSmallIntegerField(help_text="place within the standard, from 1")
    text = models.TextField()
    theme = models.CharField(max_length=60, blank=True)
    relevant = models.ForeignKey(RelevanceRule, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    guidance = models.TextField(blank=True)

    objects = KeyQuestionQuerySet.as_manager()

    class Meta(EditionRow.Meta):
        ordering = ("standard__position", "number")
        constraints = (models.UniqueConstraint(fields=("standard", "number"), name="one_key_question_per_number"),)

    def __str__(self) -> str:
        return self.text


class Prompt(EditionRow):
    key_question = models.ForeignKey(KeyQuestion, on_delete=models.CASCADE, related_name="prompts")
    letter = models.CharField(max_length=1, help_text="place within the key question, from a")
    text = models.TextField()
    where_applicable = models.BooleanField(default=False)
    guidance = models.TextField(blank=True)

    class Meta(EditionRow.Meta):
        ordering = ("key_question__standard__position", "key_question__number", "letter")
        constraints = (models.UniqueConstraint(fields=("key_question", "letter"), name="one_prompt_per_letter"),)

    def __str__(self) -> str:
        return self.text
