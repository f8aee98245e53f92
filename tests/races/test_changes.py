"""Two writers at one moment, on real PostgreSQL: nothing is overwritten silently, nothing counts that should not."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from casereviews.models import Answer, CaseReview, Judgement
from casereviews.rules import Change, Status
from casereviews.services import case_change, changes_apply, review_submit, reviews_allocate, sample_membership_set
from inspections.rules import Role
from inspections.services import team_member_add
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Runs each deed in its own thread and connection, let go together; gives their results in order."""
    barrier = threading.Barrier(len(deeds))
    results: list[Any] = [None] * len(deeds)

    def run(n: int, deed: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            results[n] = deed()
        except Exception as error:
            results[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, deed)) for n, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.parametrize("attempt", range(6))
def test_of_two_first_answers_one_is_saved_and_one_is_told(attempt: int):
    world = factories.world(name=f"race-{attempt}")
    review = world.review()

    def save(by, value):
        return lambda: changes_apply(
            review_id=review.pk, changes=[Change("2.1.1.a", 0, value), Change("2.1.1", 0, value)], by=by, at=NOW
        )

    receipts = at_once(save(world.inspector, "yes"), save(world.lead, "no"))
    statuses = sorted(outcome.status for receipt in receipts for outcome in receipt.outcomes)
    assert statuses == [Status.CONFLICT, Status.CONFLICT, Status.SAVED, Status.SAVED]
    winner = next(r for r in receipts if r.outcomes[0].status == Status.SAVED).outcomes[0].current.value
    assert Answer.objects.values_list("value", "version").get() == (winner, 1)


@pytest.mark.parametrize("attempt", range(6))
def test_an_answer_saved_while_its_case_falls_out_does_not_count(attempt: int):
    world = factories.world(name=f"fall-{attempt}")
    review = world.review()
    at_once(
        lambda: changes_apply(
            review_id=review.pk, changes=[Change("2.1.1", 0, "yes", "Sound.")], by=world.inspector, at=NOW
        ),
        lambda: sample_membership_set(
            case_id=review.case_id, in_sample=False, because="Restricted", by=world.lead, at=NOW
        ),
    )
    assert Judgement.objects.values_list("value", "counts").get() == ("yes", False)


def test_many_writers_leave_each_row_with_as_many_versions_as_saves():
    world = factories.world(name="many")
    review = world.review()

    def keep_at_it(by, mark):
        def run():
            saved = 0
            for n in range(10):
                seen = Answer.objects.filter(review=review).values_list("version", flat=True).first() or 0
                change = Change("2.1.1.a", seen, "yes", f"{mark}{n}")
                receipt = changes_apply(review_id=review.pk, changes=[change], by=by, at=NOW)
                saved += receipt.outcomes[0].status == Status.SAVED
            return saved

        return run

    saved = at_once(keep_at_it(world.inspector, "a"), keep_at_it(world.lead, "b"))
    assert Answer.objects.get().version == sum(saved)
    assert Answer.pgh_event_model.objects.count() == sum(saved)
    assert CaseReview.objects.get().state == "in_progress"


@pytest.mark.parametrize("attempt", range(4))
def test_a_case_is_allocated_although_its_disposal_is_put_right_at_that_moment(attempt: int):
    world = factories.world(name=f"hand-{attempt}")
    review = world.review()
    given_to = factories.PersonFactory()
    team_member_add(by=world.administrator, inspection=world.inspection, person=given_to, role=Role.INSPECTOR)
    results = at_once(
        lambda: case_change(
            case_id=review.case_id, disposal_type="reparation_order", disposal_local_name="", began=None,
            by=world.lead, at=NOW,
        ),
        lambda: reviews_allocate(by=world.lead, at=NOW, readers={review.case_id: given_to.pk}),
    )  # fmt: skip
    assert not [result for result in results if isinstance(result, Exception)]
    assert CaseReview.objects.get().reader == given_to


@pytest.mark.parametrize("attempt", range(6))
def test_no_review_stays_submitted_that_a_disposal_put_right_at_that_moment_makes_incomplete(attempt: int):
    world = factories.world("youth-2018", name=f"submit-{attempt}")
    review = world.review(domain="D3", disposal_type="youth_caution")
    factories.fill(review, by=world.inspector)
    at_once(
        lambda: case_change(
            case_id=review.case_id, disposal_type="youth_conditional_caution", disposal_local_name="", began=None,
            confirmed=True, by=world.lead, at=NOW,
        ),
        lambda: review_submit(review_id=review.pk, by=world.inspector, at=NOW),
    )  # fmt: skip
    found = CaseReview.objects.select_related("case__disposal_type").get()
    assert (found.case.disposal_type.code, found.state) == ("youth_conditional_caution", "in_progress")
    assert found.done < found.required
