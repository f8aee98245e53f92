"""History can be added to, and neither rewritten nor deleted, by whatever way; it outlasts what it tells of."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from pghistory.models import Event

from casereviews.models import Answer, CaseOpening
from casereviews.rules import Change
from casereviews.services import Report, case_opened, device_contact, question_ask, ruling_make
from inspections.models import (
    Case,
    ConflictOfInterest,
    ContextFigure,
    EarlierInspection,
    Inspection,
    ServiceContact,
    TeamMember,
)
from inspections.rules import Role
from ratings.figures import standard_figures
from ratings.services import decision_take, proposal_make
from reports.models import CheckSeverity
from reports.rules import BodyKind, NameKind, Practice, ProseChange, Status
from reports.rules.lint import Check
from reports.services import (
    comment_add,
    example_save,
    finding_dismiss,
    name_declare,
    prose_apply,
    recommendation_save,
    status_set,
)
from samples.models import SamplePlan
from tests.evidence.material import everything
from tests.factories import NOW, World, apply, panel_meets


def event_models() -> Iterator[type[models.Model]]:
    return (model for model in apps.get_models() if issubclass(model, Event) and model._meta.managed)


@pytest.fixture
def lived_in(world: World) -> World:
    """Something of everything that has a history."""
    review = world.submitted()
    case_opened(case_id=review.case_id, page="case", by=world.lead, at=NOW)
    question_ask(review_id=review.pk, target="2.1.1.a", words="Does it count?", by=world.inspector, at=NOW)
    ruling_make(
        inspection=world.inspection, target="2.1.1.a", words="It counts.", answers=[], seen=0, by=world.lead, at=NOW
    )
    apply(world.review("N1"), [Change("note.interview", 0, note="It came late.")], by=world.inspector)
    proposal_make(
        inspection=world.inspection, standard_number="1.1", rating="good", summary="Sound.", seen=0,
        by=world.lead, at=NOW,
    )  # fmt: skip
    decision_take(
        inspection=world.inspection, standard_number="1.1", rating="good", words="", reason_code="",
        seen_number=standard_figures(world.inspection, "1.1").seen, confirmed=True, by=world.panel, at=NOW,
        agreed=panel_meets(world),
    )  # fmt: skip
    report = Report("Firefox on Linux", (), ())
    device_contact(device_id=UUID(int=1), report=report, by=world.inspector, at=NOW)
    planned(world)
    everything(world)
    written(world)
    return world


def planned(world: World) -> None:
    """A row of everything that is planned."""
    inspection, by = world.inspection, world.administrator
    ServiceContact.objects.create(service=inspection.service, name="Ada Head", by=by)
    EarlierInspection.objects.create(service=inspection.service, held_on=NOW.date(), by=by)
    ConflictOfInterest.objects.create(service=inspection.service, person=by, because="Worked here", by=by, at=NOW)
    ContextFigure.objects.create(
        inspection=inspection, code="staff", kind="staff", label="Staff", unit="number", value=41, as_at=NOW.date(),
        source="The service", by=by,
    )  # fmt: skip
    SamplePlan.objects.create(inspection=inspection, sizes={"D2": 3}, by=by)


def written(world: World) -> None:
    """A paragraph of a report, a comment on it, and how far its section is."""
    section, by = world.inspection.sections.get(code="standard:2.1"), world.lead
    one = ProseChange(
        UUID(int=2), UUID(int=3), "", 0, {"type": "quote", "content": [{"type": "text", "text": "Heard."}]}
    )
    prose_apply(section_id=section.pk, changes=[one], by=by, at=NOW)
    comment_add(section_id=section.pk, words="Why?", by=by, at=NOW)
    status_set(section_id=section.pk, status=Status.REVIEWED, seen=0, text_of=NOW, by=by, at=NOW)
    recommended(world)


def recommended(world: World) -> None:
    """What stands beside a report's prose: a recommendation, an example, a name, a finding that is no slip."""
    inspection, by = world.inspection, world.lead
    to = (BodyKind.OUTSIDE, "The Probation Service")
    recommendation_save(inspection=inspection, words="act", to=to, rests_on=[], by=by, at=NOW)
    told = {"standard": "2.1", "heading": "Heard", "words": "Kit was heard.", "pseudonym": "Kit"}
    example_save(inspection=inspection, practice=Practice.GOOD, **told, by=by, at=NOW)
    name_declare(inspection=inspection, name="Asha", kind=NameKind.PSEUDONYM, by=by)
    slip = {"fingerprint": "f", "check": Check.NAME, "section": "ratings", "found": "Kit", "because": "Public."}
    finding_dismiss(inspection=inspection, **slip, by=by, at=NOW)
    CheckSeverity.objects.create(edition=inspection.edition, check_code="name", severity="advice", by=by)


def refused(sql: str) -> str:
    """What the database says to it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as refusal:
        return str(refusal).partition("\n")[0]
    return ""


def test_every_history_refuses_to_be_rewritten(lived_in: World) -> None:
    wrong = []
    for model in event_models():
        table = model._meta.db_table
        assert model._default_manager.exists(), f"nothing of {table}: the fixture must make something"
        for sql in (f"UPDATE {table} SET pgh_label = 'another'", f"DELETE FROM {table}"):
            if "Cannot update or delete rows" not in refused(sql):
                wrong.append(sql)
    assert wrong == []


def test_everything_that_people_change_has_a_history() -> None:
    names = {model.pgh_tracked_model.__name__ for model in event_models()}
    assert names == {
        "Answer", "Attendance", "Case", "CaseReview", "CheckSeverity", "Comment", "ConflictOfInterest",
        "ContextFigure", "Decision", "DeclaredName", "Device", "Discussion", "Dismissal", "EarlierInspection",
        "Evidence", "EvidenceFile", "Fact", "Inspection", "Judgement", "Note", "PanelMeeting", "Paragraph", "Person",
        "PlannedPhase", "PracticeExample", "Proposal", "Question", "Quote", "Recommendation", "RecommendationBody",
        "Ruling", "SamplePlan", "SectionStatus", "Service", "ServiceContact", "StrengthOrArea", "SurveyQuestion",
        "TeamMember", "Voice",
    }  # fmt: skip


def test_history_outlasts_the_inspection(lived_in: World) -> None:
    counts = {model: model._default_manager.count() for model in event_models()}
    answers: Any = Answer.pgh_event_model.objects
    assert answers.count() > 0
    lived_in.inspection.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    after = {model: model._default_manager.count() for model in event_models()}
    left = {model: after[model] - count for model, count in counts.items() if after[model] != count}
    assert left == {TeamMember.pgh_event_model: len(Role) + 1}, "only that everybody left"
    assert not CaseOpening.objects.exists()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE casereviews_caseopening SET at = now()",
        "UPDATE casereviews_caseopening SET person_id = person_id",
        "DELETE FROM casereviews_caseopening",
    ],
)
def test_who_looked_stays_as_it_is(lived_in: World, sql: str) -> None:
    assert refused(sql) in (
        "pgtrigger: Cannot update rows from casereviews_caseopening table",
        "Who looked at a case stays on record as long as the case",
    )
    assert CaseOpening.objects.count() == 1


def test_who_looked_goes_with_its_case_alone(lived_in: World) -> None:
    other = lived_in.case("C2")
    case_opened(case_id=other.pk, page="case", by=lived_in.lead, at=NOW)
    Case.objects.get(reference="C2").delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert list(CaseOpening.objects.values_list("case__reference", flat=True)) == ["C1"]
    assert Inspection.objects.count() == 1


def test_what_is_protected_is_known_to_the_role_of_the_programs() -> None:
    """role_grant reads it from these triggers."""
    tables = {
        model._meta.db_table for model, trigger in pgtrigger.registered() if isinstance(trigger, pgtrigger.Protect)
    }
    others = {f"casereviews_{name}" for name in ("caseopening", "receivedchange", "alert", "alertentry")}
    others |= {
        "ratings_emergingfindings",
        "ratings_reopening",
        "samples_sampledraw",
        "samples_substitution",
        "samples_sharingout",
    }
    others |= {"evidence_download", "evidence_filecontent"}
    others |= {f"reports_{name}" for name in ("annexetaken", "sectionversion", "receivedprose", "comment")}
    assert tables == {model._meta.db_table for model in event_models()} | others
