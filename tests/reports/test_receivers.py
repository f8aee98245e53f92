"""Every service that changes a figure reaches the sections that read it, and queues them once it is committed."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction

from casereviews.models import CaseReview
from casereviews.rules import Change
from casereviews.services import (
    case_change,
    changes_apply,
    review_reopen,
    review_submit,
    reviews_allocate,
    sample_membership_set,
)
from inspections.events import figures_changed
from inspections.models import Inspection
from inspections.rules import NewCase, Phase, Role
from inspections.services import (
    cases_add,
    inspection_change,
    service_save,
    team_member_add,
    team_member_remove,
    team_person_change,
)
from ratings.figures import standard_figures
from ratings.services import decision_take, proposal_make
from reports import receivers
from reports.models import ReportSection
from reports.rules import SectionState
from reports.services import sections_build
from tests import factories
from tests.evidence.material import strength
from tests.factories import NOW, World, panel_meets
from tests.reports.material import LATER, build_all, section, stale_codes

pytestmark = pytest.mark.django_db

COURT = {"standard:2.1", "standard:2.2", "standard:2.3", "standard:2.4"}
OUT_OF_COURT = {"standard:3.1", "standard:3.2", "standard:3.3"}
STANDARDS = COURT | OUT_OF_COURT | {f"standard:{n}" for n in ("1.1", "1.2", "1.3", "1.4", "3.4", "4.1")}
BY_CASES = COURT | OUT_OF_COURT
MIX = {"case_mix:D2", "case_mix:D3", "case_mix:D4"}
INTERVIEWS = {"context"}
FRONT = {"title", "acknowledgements", "role", "names", "foreword", "recommendations", "context"}
OF_EVIDENCE = {"evidence:D1", "involvement", "diversity"}
EVERYTHING = {"ratings", "further"} | FRONT | OF_EVIDENCE | STANDARDS | MIX


@dataclass
class Scene:
    """A world with one review in progress, one submitted and one case nobody reads."""

    world: World
    open: CaseReview
    closed: CaseReview
    lone_case: int

    def change(self, target: str, value: str, seen: int = 0, note: str | None = None) -> None:
        changes = [Change(target, seen, value, note)]
        changes_apply(review_id=self.open.pk, changes=changes, by=self.world.inspector, at=NOW)

    def decide(self, number: str, rating: str) -> None:
        agreed = panel_meets(self.world)
        build_all(self.world.inspection)  # somebody may have joined the panel for it
        figures = standard_figures(self.world.inspection, number)
        decision_take(
            inspection=self.world.inspection, standard_number=number, rating=rating, words="Read again.",
            reason_code="cases_read_again", seen_number=figures.seen, confirmed=True, by=self.world.panel, at=NOW,
            agreed=agreed,
        )  # fmt: skip

    def propose(self, number: str) -> None:
        proposal_make(
            inspection=self.world.inspection, standard_number=number, rating="good", summary="Sound.", seen=0,
            by=self.world.lead, at=NOW,
        )  # fmt: skip

    def submit(self) -> None:
        factories.fill(self.open, by=self.world.inspector)
        build_all(self.world.inspection)
        review_submit(review_id=self.open.pk, by=self.world.inspector, at=NOW)


@pytest.fixture
def scene(world):
    closed = world.submitted("C1", answers={"2.1.3": "no"})
    found = Scene(world, world.review("C2"), closed, world.case("C3", domain="D3").pk)
    build_all(world.inspection)
    return found


DEEDS: dict[str, tuple[Callable[[Scene], object], set[str]]] = {
    "a prompt answered": (lambda s: s.change("2.1.1.a", "yes"), {"ratings", "standard:2.1"}),
    "a key question judged": (lambda s: s.change("2.3.2", "no", note="Because."), {"ratings", "standard:2.3"}),
    "a fact given": (lambda s: s.change("fact.gender", "female"), MIX | INTERVIEWS),
    "a review submitted": (Scene.submit, {"ratings"} | BY_CASES | MIX | INTERVIEWS),
    "a review reopened": (
        lambda s: review_reopen(review_id=s.closed.pk, reason="A slip.", by=s.world.lead, at=NOW),
        {"ratings"} | BY_CASES | MIX | INTERVIEWS,
    ),
    "a case fell out": (
        lambda s: sample_membership_set(
            case_id=s.lone_case, in_sample=False, because="Restricted.", by=s.world.lead, at=NOW
        ),
        {"ratings"} | BY_CASES | MIX | INTERVIEWS,
    ),
    "a disposal put right": (
        lambda s: case_change(
            case_id=s.closed.case_id, disposal_type="reparation_order", disposal_local_name="", began=None,
            by=s.world.lead, at=NOW,
        ),
        {"ratings"} | BY_CASES | MIX | INTERVIEWS,
    ),
    "a case added": (
        lambda s: cases_add(
            by=s.world.lead, at=NOW, inspection=s.world.inspection, cases=[NewCase("C9", "D2", "referral_order")]
        ),
        {"ratings"} | BY_CASES | MIX | INTERVIEWS,
    ),
    "a case allocated": (
        lambda s: reviews_allocate(by=s.world.lead, at=NOW, readers={s.lone_case: s.world.inspector.pk}),
        {"ratings"} | BY_CASES | MIX | INTERVIEWS,
    ),
    "a judgement proposed": (lambda s: s.propose("1.1"), {"ratings"} | STANDARDS),
    "discretion used": (lambda s: s.decide("2.1", "good"), {"ratings"} | STANDARDS),
    "a band confirmed": (lambda s: s.decide("2.2", "outstanding"), {"ratings"} | STANDARDS),
    "a strength written": (lambda s: strength(s.world), OF_EVIDENCE | STANDARDS),
    "the inspection changed": (
        lambda s: inspection_change(by=s.world.administrator, inspection=s.world.inspection), EVERYTHING
    ),
    "somebody joins the team": (
        lambda s: team_member_add(
            by=s.world.administrator, inspection=s.world.inspection, role=Role.INSPECTOR,
            person=factories.PersonFactory(),
        ),
        EVERYTHING,
    ),
    "somebody leaves the team": (
        lambda s: team_member_remove(by=s.world.administrator, member=s.world.inspection.team.get(role=Role.EDITOR)),
        EVERYTHING,
    ),
    "somebody of the team renamed": (lambda s: renamed(s, "Another Name"), EVERYTHING),
    "somebody of the team with another address": (lambda s: renamed(s, s.world.editor.name), set()),
    "the service renamed": (
        lambda s: service_save(by=s.world.administrator, service=s.world.inspection.service), EVERYTHING
    ),
}  # fmt: skip


def renamed(scene: Scene, name: str) -> None:
    told = {"email": "another@example.test", "is_administrator": False, "is_active": True}
    team_person_change(by=scene.world.administrator, person=scene.world.editor, name=name, **told)


@pytest.mark.parametrize("deed", DEEDS)
def test_sections_follow_every_service_that_changes_a_figure(scene, deed):
    do, expected = DEEDS[deed]
    do(scene)
    assert stale_codes(scene.world.inspection) == expected


def test_sections_of_another_inspection_do_not_follow(scene):
    other = factories.world(name="elsewhere")
    build_all(other.inspection)
    scene.change("2.1.1", "no", note="Because.")
    assert stale_codes(other.inspection) == set()


def test_a_published_report_keeps_the_name_that_it_was_published_with(scene):
    Inspection.objects.filter(pk=scene.world.inspection.pk).update(phase=Phase.PUBLISHED)
    renamed(scene, "Another Name")
    assert stale_codes(scene.world.inspection) == set()


def test_a_change_that_changes_nothing_wants_nothing(scene):
    scene.change("2.1.1.a", "yes")
    build_all(scene.world.inspection)
    scene.change("2.1.1.a", "yes", seen=1)
    assert stale_codes(scene.world.inspection) == set()


@pytest.fixture
def sent(monkeypatch):
    """Messages as they leave for the broker."""
    messages: list[list[int]] = []

    def send(ids, *, seconds=0.0):
        messages.append(list(ids))
        return True

    monkeypatch.setattr(receivers, "builds_send", send)
    return messages


def test_builds_are_asked_for_in_one_message_after_the_commit(scene, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        scene.change("2.1.1", "no", note="Because.")
        assert sent == []
    codes = [ReportSection.objects.get(pk=pk).code for message in sent for pk in message]
    assert (len(sent), set(codes)) == (1, {"ratings", "standard:2.1"})


def test_a_hundred_changes_ask_once(scene, sent, django_capture_on_commit_callbacks):
    for n in range(100):
        with django_capture_on_commit_callbacks(execute=True):
            scene.change("2.1.1.a", "yes" if n % 2 else "no", seen=n)
    assert len(sent) == 1
    sections_build(ids=sent[0], at=LATER, waited=True)
    assert section(scene.world.inspection, "ratings").covered == 100


def test_a_change_that_is_rolled_back_asks_for_nothing(scene, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        scene.change("2.1.1", "no", note="Because.")
        transaction.set_rollback(True)
    assert sent == []
    assert stale_codes(scene.world.inspection) == set()


def test_a_submitted_judgement_reaches_table_rating_and_ratings_page(scene, sent, django_capture_on_commit_callbacks):
    standard = section(scene.world.inspection, "standard:2.1")
    assert "0%" in standard.body
    with django_capture_on_commit_callbacks(execute=True):
        review_reopen(review_id=scene.closed.pk, reason="A slip.", by=scene.world.lead, at=NOW)
        changes = [Change("2.1.3", 1, "yes", "Read again.")]
        changes_apply(review_id=scene.closed.pk, changes=changes, by=scene.world.inspector, at=NOW)
        review_submit(review_id=scene.closed.pk, by=scene.world.inspector, at=NOW)
        assert section(scene.world.inspection, "standard:2.1").body == standard.body
    for message in sent:
        sections_build(ids=message, at=LATER, waited=True)
    after = section(scene.world.inspection, "standard:2.1")
    assert after.state is SectionState.FRESH
    assert ("0%" in after.body.replace("100%", ""), "Outstanding" in after.body) == (False, True)


def test_ratings_hear_before_reports():
    """Both lock rows, and a panel decision locks those of ratings first: the other order would deadlock."""
    uids = [uid for (uid, _), *_ in figures_changed.receivers]
    assert uids.index("ratings") < uids.index("reports")
