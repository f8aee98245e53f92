"""Reviews, read whole and quickly."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Max, Q
from django.db.models import Value as Literal

from accounts.compiled import Compiled, CompiledRow
from casereviews.querysets.rows import PROMPT, QUESTION, address_of
from casereviews.rules import OPEN, Rows, Saved, State
from inspections.rules import Role
from standards.outline import disposal_type_in_use, domain_in_use, edition_in_use


class CaseReviewQuerySet(models.QuerySet[Any]):
    def with_case(self) -> "CaseReviewQuerySet":
        """With all that a page about one review names, in the same query."""
        return self.select_related(
            "case__domain", "case__disposal_type", "inspection__service", "inspection__edition", "reader"
        )

    def begun(self) -> "CaseReviewQuerySet":
        """Of which anything was read: answered, kept aside, asked about, or an alert raised."""
        state = ~Q(state=State.NOT_STARTED) | Q(sequence__gt=0)
        said = Q(received__isnull=False) | Q(alerts__isnull=False) | Q(questions__isnull=False)
        return self.filter(state | said).distinct()

    def read(self, review_id: int) -> Any:
        """One review with all that `with_case` gives, quicker: what is fixed with its edition comes from memory.

        Raises DoesNotExist.
        """
        review = REVIEW.get(review_id, using=self.db)
        if review is None:
            raise self.model.DoesNotExist
        review.inspection.edition = edition_in_use(review.inspection.edition_id)
        review.case.inspection = review.inspection
        review.case.domain = domain_in_use(review.case.domain_id)
        review.case.disposal_type = disposal_type_in_use(review.case.disposal_type_id)
        return review

    def to_take_along(self, person_id: int) -> "CaseReviewQuerySet":
        """The reviews that this person has still to give, of inspections whose cases they read."""
        reads = Q(inspection__team__person=person_id, inspection__team__role__in=[Role.INSPECTOR, Role.LEAD])
        mine = self.filter(reads, reader=person_id, case__in_sample=True, state__in=[s.value for s in OPEN])
        found: CaseReviewQuerySet = mine.select_related("case").annotate(ruled_at=Max("inspection__rulings__at"))
        return found.order_by("pk")

    def lock(self, review_id: int) -> None:
        """Locks a review until the transaction ends. Raises DoesNotExist."""
        if not LOCK.rows(review_id, using=self.db):
            raise self.model.DoesNotExist

    def rows_of(self, review_id: int) -> Rows:
        """All answers, judgements, facts and notes of one review, in one query."""
        found: dict[str, dict[str, Saved]] = {"a": {}, "j": {}, "f": {}, "n": {}}
        for kind, target, value, note, version, by_id, at, counts in ROWS.rows(review_id, using=self.db):
            found[kind][target] = Saved(value, note, version, by_id, at, counts)
        return Rows(found["a"], found["j"], found["f"], found["n"])


def _lock_query(review_id: int) -> models.QuerySet[Any, Any]:
    reviews: Any = apps.get_model("casereviews", "CaseReview").objects
    locking: models.QuerySet[Any, Any] = reviews.filter(pk=review_id).select_for_update(no_key=True).order_by()
    return locking.values_list("pk")


def _rows_query(review_id: int) -> models.QuerySet[Any, Any]:
    review: Any = apps.get_model("casereviews", "CaseReview")(pk=review_id)
    stamp = ("version", "by_id", "at")
    answers = review.answers.order_by().values_list(
        Literal("a"), address_of(*PROMPT), "value", "note", *stamp, "counts"
    )
    judgements = review.judgements.order_by().values_list(
        Literal("j"), address_of(*QUESTION), "value", "reason", *stamp, "counts"
    )
    nothing = Literal("", output_field=models.TextField())
    facts = review.facts.order_by().values_list(Literal("f"), "target", "value", nothing, *stamp, Literal(False))
    notes = review.notes.order_by().values_list(Literal("n"), "target", "value", "note", *stamp, Literal(False))
    everything: models.QuerySet[Any, Any] = answers.union(judgements, facts, notes, all=True)
    return everything


LOCK = Compiled(_lock_query, -1)
ROWS = Compiled(_rows_query, -1)
REVIEW: CompiledRow[Any] = CompiledRow(
    "casereviews.CaseReview", "case", "inspection", "inspection__service", "reader", pk=-1
)
