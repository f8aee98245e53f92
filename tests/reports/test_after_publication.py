"""A report that is published stays as it was read: what stands beside its prose is refused, and its pages say so."""

import pytest
from django.urls import reverse

from inspections.models import Inspection
from inspections.rules import Phase
from reports import services
from reports.models import DeclaredName, Dismissal, PracticeExample, Recommendation, RecommendationBody, ReportSection
from reports.rules import BodyKind, NameKind, Practice
from reports.rules.lint import Check
from tests.factories import NOW
from tests.reports.material import build_all, stale_codes

pytestmark = pytest.mark.django_db

TO = (BodyKind.OUTSIDE, "The Probation Service")
EXAMPLE = {"standard": "2.1", "practice": Practice.GOOD, "heading": "Heard", "words": "Kit was heard.", "pseudonym": ""}
SLIP = {"fingerprint": "f", "check": Check.NAME, "section": "ratings", "found": "Kit", "because": "It is public."}


@pytest.fixture
def out(world):
    """A world whose report is published, with one of everything that stands beside its prose."""
    told = {"inspection": world.inspection, "by": world.lead, "at": NOW}
    services.recommendation_save(words="act", to=TO, rests_on=[], **told)
    services.example_save(**EXAMPLE, **told)
    services.name_declare(inspection=world.inspection, name="Asha", kind=NameKind.PSEUDONYM, by=world.lead)
    services.finding_dismiss(**SLIP, **told)
    build_all(world.inspection)
    Inspection.objects.update(phase=Phase.PUBLISHED)
    return world


def pk_of(model):
    return model.objects.get().pk


REFUSED = {
    "a recommendation added": lambda w, d: services.recommendation_save(
        inspection=w.inspection, words="do more", to=TO, rests_on=[], **d
    ),
    "a recommendation moved": lambda w, d: services.recommendation_move(
        recommendation_id=pk_of(Recommendation), up=True, seen_place=1, **d
    ),
    "a recommendation withdrawn": lambda w, d: services.recommendation_withdraw(
        recommendation_id=pk_of(Recommendation), seen=1, **d
    ),
    "a recommendation brought back": lambda w, d: services.recommendation_bring_back(
        recommendation_id=pk_of(Recommendation), **d
    ),
    "a body moved": lambda w, d: services.body_move(body_id=pk_of(RecommendationBody), up=True, seen_place=1, **d),
    "a body renamed": lambda w, d: services.body_rename(body_id=pk_of(RecommendationBody), name="Else", seen=1, **d),
    "an example added": lambda w, d: services.example_save(inspection=w.inspection, **EXAMPLE, **d),
    "an example cleared": lambda w, d: services.example_clear(example_id=pk_of(PracticeExample), seen=1, **d),
    "an example withdrawn": lambda w, d: services.example_withdraw(example_id=pk_of(PracticeExample), seen=1, **d),
    "an example brought back": lambda w, d: services.example_bring_back(example_id=pk_of(PracticeExample), **d),
    "a name declared": lambda w, d: services.name_declare(
        inspection=w.inspection, name="Ben", kind=NameKind.PSEUDONYM, by=d["by"]
    ),
    "a name no longer declared": lambda w, d: services.name_withdraw(name_id=pk_of(DeclaredName), **d),
    "a finding dismissed": lambda w, d: services.finding_dismiss(
        inspection=w.inspection, **(SLIP | {"fingerprint": "g"}), **d
    ),
    "a finding told again": lambda w, d: services.finding_reopen(dismissal_id=pk_of(Dismissal), **d),
}


@pytest.mark.parametrize("deed", REFUSED)
def test_nothing_beside_the_prose_changes(out, deed):
    with pytest.raises(services.ReportRefused, match="published"):
        REFUSED[deed](out, {"by": out.lead, "at": NOW})
    assert stale_codes(out.inspection) == set()


@pytest.mark.parametrize(
    ("address", "model", "posted"),
    [
        ("recommendation_withdraw", Recommendation, {"seen": 1}),
        ("recommendation_withdraw", Recommendation, {"back": "yes"}),
        ("recommendation_move", Recommendation, {"place": 1}),
        ("example_clear", PracticeExample, {"seen": 1}),
        ("name_withdraw", DeclaredName, {}),
        ("finding_reopen", Dismissal, {}),
    ],
)
def test_a_button_of_a_page_from_before_says_why_nothing_was_done(out, sign_in, address, model, posted):
    at = reverse(address, args=[out.inspection.name, pk_of(model)])
    page = sign_in(out.lead).post(at, posted, follow=True).content.decode()
    assert "The report is published: its words do not change any more." in page


@pytest.mark.parametrize("page", ["recommendations", "examples", "report_lint"])
def test_its_pages_say_so_and_offer_nothing_that_is_refused(out, sign_in, page):
    told = sign_in(out.lead).get(reverse(page, args=[out.inspection.name])).content.decode()
    assert "The report is published. Its words do not change any more." in told
    assert told.split("<main")[1].count("<form") == 0
    assert "Add a" not in told


def test_a_form_from_before_says_so_too(out, sign_in):
    told = {"words": "do more", "to": "nobody", "name": "", "rests_on": [], "seen": ""}
    at = reverse("recommendation_new", args=[out.inspection.name])
    page = sign_in(out.lead).post(at, told).content.decode()
    assert "There is a problem" in page and "its words do not change any more" in page
    assert Recommendation.objects.count() == 1
    assert ReportSection.objects.filter(code="recommendations").exists()
