"""What benchmarks are run on is written past the models, so a column that a release adds must not stop them."""

import pytest

from benchmarks.filling import MODEL, answers_per_case, fill
from casereviews.models import Answer, CaseReview
from inspections.models import Inspection
from reports.models import ReportSection
from reports.rules import SectionState
from tests.factories import World

pytestmark = pytest.mark.django_db


def test_inspections_like_the_model_have_answered_cases_and_every_section(world: World):
    world.submitted("C0", domain="D3")
    Inspection.objects.filter(pk=world.inspection.pk).update(name=MODEL)
    fill(["first", "second"], cases=3)
    for name in ("first", "second"):
        made = Inspection.objects.get(name=name)
        assert made.service == world.inspection.service
        assert made.sections.count() == ReportSection.objects.filter(inspection=world.inspection).count()
        assert not made.sections.stale().exists()
        assert made.annexe.state is SectionState.UPDATING
        reviews = CaseReview.objects.filter(inspection=made, case__domain__code="D3", state="submitted")
        assert reviews.count() == 3
        assert Answer.objects.filter(review__in=reviews).count() == 3 * answers_per_case() > 0
