"""Every service asks by itself whether the person may, whoever calls it: each service × every role, own inspection."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import services as people
from accounts.models import Person
from casereviews import services as reviewing
from casereviews.models import Alert, CaseReview, Device, Question, ReceivedChange
from casereviews.rules import Change, Status
from evidence import services as evidencing
from evidence.rules import EvidenceKind, Scale, Side
from inspections import services as planning
from inspections.models import (
    Case,
    ConflictOfInterest,
    ContextFigure,
    EarlierInspection,
    Inspection,
    PlannedPhase,
    Service,
    ServiceContact,
)
from inspections.rules import NewCase, Phase, Role
from ratings import services as rating
from ratings.models import PanelMeeting
from reports import services as reporting
from reports import services as writing
from reports.annexe import services as annexing
from reports.models import Comment, Dismissal, Paragraph, PracticeExample, Recommendation, ReportSection
from reports.rules import BodyKind, NameKind, Practice
from reports.rules.lint import Check, Severity
from samples import services as sampling
from samples.models import EligibleUpload
from samples.rules import FellOut
from tests.evidence.material import MEETING, PDF, question, quote, sent, strength, survey, texts
from tests.factories import MONDAY, NOW, PersonFactory, World, panel_meets, world

APPS = (
    "accounts",
    "inspections",
    "casereviews",
    "evidence",
    "ratings",
    "reports",
    "reports.annexe",
    "samples",
    "standards",
)
ADMINISTRATOR, STRANGER, ENDED = "administrator", "stranger", "administrator_whose_access_ended"
# Put on record what a page let somebody see, and what somebody's own device says of itself.
RECORDS_ONLY = frozenset({"case_opened", "cases_opened", "device_contact", "questions_seen"})


def review_of(found: World) -> CaseReview:
    review: CaseReview = CaseReview.objects.select_related("case").get(inspection=found.inspection)
    return review


def aside_in(found: World) -> UUID:
    """Something kept aside in the inspection's review."""
    kept = {"target": "2.1.1.a", "status": Status.KEPT_ASIDE, "value": "no", "sequence": 1, "at": NOW}
    received = ReceivedChange.objects.create(id=uuid4(), review=review_of(found), by=found.inspector, **kept)
    return received.pk


def device_of(found: World, *, asked: bool = False) -> UUID:
    """A device of the inspector's, asked to clear itself or not."""
    known = {"name": "A browser", "first_contact": NOW, "last_contact": NOW, "by": found.inspector}
    at = NOW if asked else None
    return Device.objects.create(id=uuid4(), person=found.inspector, clear_asked_at=at, **known).pk


def alert_in(found: World) -> UUID:
    """An alert of the inspection's review."""
    review = review_of(found)
    more = {"reason": "Danger.", "site": "http://testserver/", "by": found.inspector, "at": NOW}
    return Alert.objects.create(inspection=found.inspection, review=review, **more).pk


def question_in(found: World) -> int:
    """A question of the review's reader."""
    more = {"words": "Does it count?", "asked_by": found.inspector, "asked_at": NOW, "by": found.inspector}
    row = Question.objects.create(inspection=found.inspection, review=review_of(found), target="2.1.1.a", **more)
    return row.pk


def panel_of(found: World) -> PlannedPhase:
    return found.inspection.planned_phases.get(phase=Phase.PANEL)


def made_up(found: World) -> Inspection:
    found.inspection.synthetic = True
    return found.inspection


THERE: dict[str, Any] = {"members": [], "observers": [], "chair": 0, "lead_is_there": True}


def meeting_in(found: World) -> PanelMeeting:
    """The panel's meeting, being held."""
    panel_meets(found)
    return found.inspection.panel_meetings.get()


def conflict_in(found: World) -> ConflictOfInterest:
    about = {"service": found.inspection.service, "person": found.inspector}
    return ConflictOfInterest.objects.create(**about, because="Worked there.", by=found.inspector, at=NOW)


def figure_in(found: World, *, saved: bool = False) -> ContextFigure:
    """A figure of the inspection, on record or not yet."""
    told = {"label": "Population", "kind": "population", "unit": "number", "value": 10, "as_at": MONDAY, "source": "S"}
    figure = ContextFigure(inspection=found.inspection, code="population", **told)
    if saved:
        figure.save()
    return figure


def upload_in(found: World, state: str, **more: Any) -> int:
    """A file of eligible cases of the inspection."""
    fixed = {"inspection": found.inspection, "file_name": "cases.csv", "size": 1, "by": found.administrator, "at": NOW}
    return EligibleUpload.objects.create(state=state, **fixed, **more).pk


def recommendation_in(found: World) -> Recommendation:
    """A recommendation to the board of the inspection’s service."""
    told = {"words": "read more", "to": (BodyKind.BOARD, "The Board"), "rests_on": [], "by": found.lead, "at": NOW}
    reporting.recommendation_save(inspection=found.inspection, **told)
    return Recommendation.objects.get(inspection=found.inspection)


BLOCK = {"type": "paragraph", "content": [{"type": "text", "text": "Mended."}]}
EXAMPLE: dict[str, Any] = {
    "standard": "2.1",
    "practice": Practice.GOOD,
    "heading": "Heard early",
    "words": "Kit was heard.",
    "pseudonym": "Kit",
}


def paragraph_in(found: World) -> Paragraph:
    section = ReportSection.objects.get(inspection=found.inspection, code="standard:2.1")
    block = {"type": "paragraph", "content": [{"type": "text", "text": "Written."}]}
    return Paragraph.objects.create(section=section, key=uuid4(), rank=1, node=block, by=found.editor, changed_at=NOW)


def dismissal_in(found: World) -> Dismissal:
    told = {
        "check_code": "name",
        "section": "ratings",
        "found": "Kit",
        "because": "Public.",
        "by": found.lead,
        "at": NOW,
    }
    return Dismissal.objects.create(inspection=found.inspection, fingerprint="f", **told)


def example_in(found: World) -> PracticeExample:
    reporting.example_save(inspection=found.inspection, **EXAMPLE, by=found.lead, at=NOW)
    return PracticeExample.objects.get(inspection=found.inspection)


WRITERS = {Role.LEAD, Role.EDITOR, Role.SIGNATORY}


def section_of(found: World) -> ReportSection:
    section: ReportSection = ReportSection.objects.get(inspection=found.inspection, code="standard:2.1")
    return section


def comment_in(found: World) -> Comment:
    return Comment.objects.create(section=section_of(found), words="Why?", author=found.lead, by=found.lead, at=NOW)


RECORDERS = {Role.LEAD, Role.STAND_IN, Role.INSPECTOR, Role.QUALITY_LEAD}
Call = Callable[[World, Person], Any]
SERVICES: dict[Any, tuple[Call, set[str]]] = {
    people.person_add: (lambda w, by: people.person_add(by=by, name="New", email="new@example.test"), {ADMINISTRATOR}),
    people.person_change: (
        lambda w, by: people.person_change(
            by=by, person=w.stranger, name="S", email="s@example.test", is_administrator=False, is_active=True
        ),
        {ADMINISTRATOR},
    ),
    planning.team_person_change: (
        lambda w, by: planning.team_person_change(
            by=by, person=w.stranger, name="S", email="s@example.test", is_administrator=False, is_active=True
        ),
        {ADMINISTRATOR},
    ),
    people.person_invite: (
        lambda w, by: people.person_invite(by=by, person=w.stranger, site="https://plumbline.test/"),
        {ADMINISTRATOR},
    ),
    planning.contact_save: (
        lambda w, by: planning.contact_save(by=by, contact=ServiceContact(service=w.inspection.service, name="Dora")),
        {ADMINISTRATOR},
    ),
    planning.contact_remove: (
        lambda w, by: planning.contact_remove(
            by=by, contact=ServiceContact.objects.create(service=w.inspection.service, name="Dora")
        ),
        {ADMINISTRATOR},
    ),
    planning.earlier_save: (
        lambda w, by: planning.earlier_save(
            by=by, earlier=EarlierInspection(service=w.inspection.service, held_on=MONDAY)
        ),
        {ADMINISTRATOR},
    ),
    planning.earlier_remove: (
        lambda w, by: planning.earlier_remove(
            by=by, earlier=EarlierInspection.objects.create(service=w.inspection.service, held_on=MONDAY)
        ),
        {ADMINISTRATOR},
    ),
    planning.services_import: (
        lambda w, by: planning.services_import(by=by, text="place\nNew\n", seen=""),
        {ADMINISTRATOR},
    ),
    planning.phase_adjust: (
        lambda w, by: planning.phase_adjust(by=by, planned=panel_of(w), first=MONDAY, last=MONDAY),
        {ADMINISTRATOR, Role.LEAD},
    ),
    planning.phase_recalculate: (
        lambda w, by: planning.phase_recalculate(by=by, planned=panel_of(w)),
        {ADMINISTRATOR, Role.LEAD},
    ),
    planning.phase_move: (
        lambda w, by: planning.phase_move(by=by, inspection=w.inspection, to=Phase.EVIDENCE, now_in=Phase.ANNOUNCED),
        {ADMINISTRATOR, Role.LEAD},
    ),
    planning.team_member_invite: (
        lambda w, by: planning.team_member_invite(
            by=by, inspection=w.inspection, name="New", email="new@example.test", role=Role.EDITOR, site="http://x/"
        ),
        {ADMINISTRATOR},
    ),
    planning.team_member_change: (
        lambda w, by: planning.team_member_change(
            by=by, member=w.inspection.team.get(role=Role.INSPECTOR), days=None, domains=["D2"], most=3
        ),
        {ADMINISTRATOR, Role.LEAD},
    ),
    planning.conflict_declare: (
        lambda w, by: planning.conflict_declare(
            by=by, at=NOW, service=w.inspection.service, person=w.inspector, because="Worked there."
        ),
        {ADMINISTRATOR, Role.LEAD, Role.INSPECTOR},
    ),
    planning.conflict_withdraw: (
        lambda w, by: planning.conflict_withdraw(by=by, at=NOW, conflict=conflict_in(w), because="A mistake."),
        {ADMINISTRATOR, Role.LEAD, Role.INSPECTOR},
    ),
    planning.context_save: (
        lambda w, by: planning.context_save(by=by, figure=figure_in(w)),
        {Role.LEAD, Role.EDITOR},
    ),
    planning.context_remove: (
        lambda w, by: planning.context_remove(by=by, figure=figure_in(w, saved=True)),
        {Role.LEAD, Role.EDITOR},
    ),
    planning.service_save: (lambda w, by: planning.service_save(by=by, service=Service(place="New")), {ADMINISTRATOR}),
    planning.inspection_create: (
        lambda w, by: planning.inspection_create(
            by=by,
            service=w.inspection.service,
            edition=w.inspection.edition,
            name="new-2027",
            fieldwork_starts=MONDAY,
        ),
        {ADMINISTRATOR},
    ),
    planning.inspection_change: (
        lambda w, by: planning.inspection_change(by=by, inspection=w.inspection),
        {ADMINISTRATOR},
    ),
    planning.team_member_add: (
        lambda w, by: planning.team_member_add(by=by, inspection=w.inspection, person=w.stranger, role=Role.INSPECTOR),
        {ADMINISTRATOR},
    ),
    planning.team_member_remove: (
        lambda w, by: planning.team_member_remove(by=by, member=w.inspection.team.get(role=Role.EDITOR)),
        {ADMINISTRATOR},
    ),
    planning.cases_add: (
        lambda w, by: planning.cases_add(
            by=by, at=NOW, inspection=w.inspection, cases=[NewCase("N1", "D2", "referral_order")]
        ),
        {ADMINISTRATOR, Role.LEAD, Role.STAND_IN},
    ),
    planning.phase_reach: (
        lambda w, by: planning.phase_reach(inspection_id=w.inspection.pk, phase=Phase.SAMPLE_DRAWN, by=by),
        {Role.LEAD},
    ),
    sampling.plan_save: (
        lambda w, by: sampling.plan_save(
            inspection=w.inspection,
            sizes={"D2": 1, "D3": 1},
            on_top={},
            because="Few.",
            cap=None,
            reserve_per_cent=20,
            seen=0,
            by=by,
        ),
        {Role.LEAD},
    ),
    sampling.draw_make: (
        lambda w, by: sampling.draw_make(inspection=w.inspection, seed="1", because="", seen="", by=by, at=NOW),
        {Role.LEAD},
    ),
    sampling.case_substitute: (
        lambda w, by: sampling.case_substitute(
            case_id=review_of(w).case_id, reason=FellOut.RESTRICTED, words="", entering="", by=by, at=NOW
        ),
        {Role.LEAD, Role.STAND_IN},
    ),
    sampling.case_bring_back: (
        lambda w, by: sampling.case_bring_back(case_id=review_of(w).case_id, by=by, at=NOW),
        {Role.LEAD, Role.STAND_IN},
    ),
    sampling.sharing_confirm: (
        lambda w, by: sampling.sharing_confirm(inspection=w.inspection, seen="", by=by, at=NOW),
        {Role.LEAD},
    ),
    reviewing.cases_remove: (
        lambda w, by: reviewing.cases_remove(
            inspection=w.inspection, references=["C1"], because="Drawn anew.", by=by, at=NOW
        ),
        {Role.LEAD},
    ),
    reviewing.device_clear: (
        lambda w, by: reviewing.device_clear(device_id=device_of(w), by=by, at=NOW),
        {ADMINISTRATOR},
    ),
    reviewing.device_clear_confirm: (
        lambda w, by: reviewing.device_clear_confirm(device_id=device_of(w, asked=True), giving_up=0, by=by, at=NOW),
        {ADMINISTRATOR},
    ),
    reviewing.device_clear_withdraw: (
        lambda w, by: reviewing.device_clear_withdraw(device_id=device_of(w, asked=True), by=by, at=NOW),
        {ADMINISTRATOR},
    ),
    reviewing.reviews_allocate: (
        lambda w, by: reviewing.reviews_allocate(by=by, at=NOW, readers={review_of(w).case_id: w.lead.pk}),
        {Role.LEAD},
    ),
    reviewing.changes_apply: (
        lambda w, by: reviewing.changes_apply(
            review_id=review_of(w).pk, changes=[Change("fact.gender", 0, "female")], by=by, at=NOW
        ),
        {Role.LEAD, Role.INSPECTOR},
    ),
    reviewing.aside_settle: (
        lambda w, by: reviewing.aside_settle(review_id=review_of(w).pk, received_id=aside_in(w), by=by, at=NOW),
        {Role.LEAD, Role.INSPECTOR},
    ),
    reviewing.aside_use: (
        lambda w, by: reviewing.aside_use(review_id=review_of(w).pk, received_id=aside_in(w), seen=0, by=by, at=NOW),
        {Role.LEAD, Role.INSPECTOR},
    ),
    reviewing.alert_raise: (
        lambda w, by: reviewing.alert_raise(
            id=uuid4(),
            review_id=review_of(w).pk,
            fact="",
            reason="Danger.",
            told="",
            told_when="",
            site="http://testserver/",
            by=by,
            at=NOW,
        ),
        {Role.LEAD, Role.INSPECTOR, Role.QUALITY_LEAD},
    ),
    reviewing.alert_entry_add: (
        lambda w, by: reviewing.alert_entry_add(alert_id=alert_in(w), words="More.", by=by, at=NOW),
        {Role.LEAD, Role.INSPECTOR, Role.QUALITY_LEAD},
    ),
    reviewing.alert_close: (
        lambda w, by: reviewing.alert_close(alert_id=alert_in(w), done="Safe.", seen=1, by=by, at=NOW),
        {Role.LEAD},
    ),
    reviewing.question_ask: (
        lambda w, by: reviewing.question_ask(
            review_id=review_of(w).pk, target="2.1.1.a", words="Does it count?", by=by, at=NOW
        ),
        {Role.LEAD, Role.INSPECTOR},
    ),
    reviewing.question_withdraw: (
        lambda w, by: reviewing.question_withdraw(question_id=question_in(w), by=by, at=NOW),
        {Role.INSPECTOR},
    ),
    reviewing.ruling_make: (
        lambda w, by: reviewing.ruling_make(
            inspection=w.inspection, target="2.1.1.a", words="It counts.", answers=[], seen=0, by=by, at=NOW
        ),
        {Role.LEAD},
    ),
    reviewing.review_submit: (
        lambda w, by: reviewing.review_submit(review_id=review_of(w).pk, by=by, at=NOW),
        {Role.LEAD, Role.INSPECTOR},
    ),
    reviewing.review_reopen: (
        lambda w, by: reviewing.review_reopen(review_id=review_of(w).pk, reason="Again.", by=by, at=NOW),
        {Role.LEAD},
    ),
    reviewing.sample_membership_set: (
        lambda w, by: reviewing.sample_membership_set(
            case_id=review_of(w).case_id, in_sample=False, because="Missing.", by=by, at=NOW
        ),
        {Role.LEAD, Role.STAND_IN},
    ),
    reviewing.case_change: (
        lambda w, by: reviewing.case_change(
            case_id=review_of(w).case_id,
            disposal_type="reparation_order",
            disposal_local_name="",
            began=None,
            by=by,
            at=NOW,
        ),
        {Role.LEAD},
    ),
    sampling.upload_add: (
        lambda w, by: sampling.upload_add(inspection=w.inspection, file_name="cases.csv", content=b"x", by=by, at=NOW),
        {ADMINISTRATOR, Role.SERVICE_CONTACT},
    ),
    sampling.upload_map: (
        lambda w, by: sampling.upload_map(upload_id=upload_in(w, "mapping", content=b"x"), mapping={}, by=by, at=NOW),
        {ADMINISTRATOR, Role.SERVICE_CONTACT},
    ),
    sampling.upload_take: (
        lambda w, by: sampling.upload_take(upload_id=upload_in(w, "ready"), seen=0, by=by, at=NOW),
        {ADMINISTRATOR, Role.SERVICE_CONTACT},
    ),
    sampling.upload_withdraw: (
        lambda w, by: sampling.upload_withdraw(upload_id=upload_in(w, "ready"), by=by, at=NOW),
        {ADMINISTRATOR, Role.SERVICE_CONTACT},
    ),
    reporting.paragraph_mend: (
        lambda w, by: reporting.paragraph_mend(paragraph_id=paragraph_in(w).pk, node=BLOCK, seen=1, by=by, at=NOW),
        {Role.LEAD, Role.EDITOR},
    ),
    reporting.finding_dismiss: (
        lambda w, by: reporting.finding_dismiss(
            inspection=w.inspection,
            fingerprint="f",
            check=Check.NAME,
            section="ratings",
            found="Kit",
            because="Public.",
            by=by,
            at=NOW,
        ),
        WRITERS,
    ),
    reporting.finding_reopen: (
        lambda w, by: reporting.finding_reopen(dismissal_id=dismissal_in(w).pk, by=by, at=NOW),
        WRITERS,
    ),
    reporting.severities_set: (
        lambda w, by: reporting.severities_set(
            edition=w.inspection.edition, wanted={Check.NAME: Severity.OFF}, seen={Check.NAME: Severity.DOUBTFUL}, by=by
        ),
        {ADMINISTRATOR},
    ),
    reporting.example_save: (
        lambda w, by: reporting.example_save(inspection=w.inspection, **EXAMPLE, by=by, at=NOW),
        {Role.LEAD, Role.EDITOR},
    ),
    reporting.example_clear: (
        lambda w, by: reporting.example_clear(example_id=example_in(w).pk, seen=1, by=by, at=NOW),
        {Role.LEAD, Role.QUALITY_LEAD},
    ),
    reporting.example_withdraw: (
        lambda w, by: reporting.example_withdraw(example_id=example_in(w).pk, seen=1, by=by, at=NOW),
        {Role.LEAD, Role.EDITOR},
    ),
    reporting.example_bring_back: (
        lambda w, by: reporting.example_bring_back(example_id=example_in(w).pk, by=by, at=NOW),
        {Role.LEAD, Role.EDITOR},
    ),
    reporting.name_declare: (
        lambda w, by: reporting.name_declare(inspection=w.inspection, name="Kit", kind=NameKind.PSEUDONYM, by=by),
        {Role.LEAD, Role.EDITOR},
    ),
    reporting.name_withdraw: (
        lambda w, by: reporting.name_withdraw(
            name_id=reporting.name_declare(inspection=w.inspection, name="Kit", kind=NameKind.PSEUDONYM, by=w.lead).pk,
            by=by,
            at=NOW,
        ),
        {Role.LEAD, Role.EDITOR},
    ),
    reporting.recommendation_save: (
        lambda w, by: reporting.recommendation_save(
            inspection=w.inspection, words="read more", to=None, rests_on=[], by=by, at=NOW
        ),
        WRITERS,
    ),
    reporting.recommendation_move: (
        lambda w, by: reporting.recommendation_move(
            recommendation_id=recommendation_in(w).pk, up=True, seen_place=1, by=by, at=NOW
        ),
        WRITERS,
    ),
    reporting.recommendation_withdraw: (
        lambda w, by: reporting.recommendation_withdraw(
            recommendation_id=recommendation_in(w).pk, seen=1, by=by, at=NOW
        ),
        WRITERS,
    ),
    reporting.recommendation_bring_back: (
        lambda w, by: reporting.recommendation_bring_back(recommendation_id=recommendation_in(w).pk, by=by, at=NOW),
        WRITERS,
    ),
    reporting.body_move: (
        lambda w, by: reporting.body_move(
            body_id=recommendation_in(w).body_id or 0, up=True, seen_place=1, by=by, at=NOW
        ),
        WRITERS,
    ),
    reporting.body_rename: (
        lambda w, by: reporting.body_rename(
            body_id=recommendation_in(w).body_id or 0, name="The Board itself", seen=1, by=by, at=NOW
        ),
        WRITERS,
    ),
    evidencing.piece_add: (
        lambda w, by: evidencing.piece_add(
            inspection=w.inspection, kind=EvidenceKind.MEETING, told=MEETING, by=by, at=NOW
        ),
        RECORDERS,
    ),
    evidencing.document_send: (
        lambda w, by: evidencing.document_send(
            inspection=w.inspection,
            kind=EvidenceKind.DOCUMENT,
            title="Plan",
            notes="",
            file=evidencing.SentFile("a.pdf", PDF),
            by=by,
            at=NOW,
        ),
        {Role.SERVICE_CONTACT},
    ),
    evidencing.piece_change: (
        lambda w, by: evidencing.piece_change(piece_id=sent(w).pk, told={"notes": "No."}, seen=1, by=by, at=NOW),
        RECORDERS,
    ),
    evidencing.piece_withdraw: (
        lambda w, by: evidencing.piece_withdraw(piece_id=sent(w).pk, because="Old.", seen=1, by=by, at=NOW),
        {*RECORDERS, Role.SERVICE_CONTACT},
    ),
    evidencing.file_take: (
        lambda w, by: evidencing.file_take(file_id=sent(w).file.pk, by=by, at=NOW),
        {*RECORDERS, Role.PANEL, Role.EDITOR, Role.SIGNATORY, Role.SERVICE_CONTACT},
    ),
    evidencing.question_save: (
        lambda w, by: evidencing.question_save(
            survey_id=survey(w).pk,
            text="Is it?",
            scale=Scale.YES_NO,
            labels=[],
            counts=[1, 1],
            answered=None,
            by=by,
            at=NOW,
        ),
        RECORDERS,
    ),
    evidencing.question_withdraw: (
        lambda w, by: evidencing.question_withdraw(
            question_id=question(w, survey(w)).pk, because="Old.", seen=1, by=by, at=NOW
        ),
        RECORDERS,
    ),
    evidencing.quote_save: (
        lambda w, by: evidencing.quote_save(
            survey_id=texts(w).pk, who="child", original="Thanks", edited="", by=by, at=NOW
        ),
        RECORDERS,
    ),
    evidencing.quote_withdraw: (
        lambda w, by: evidencing.quote_withdraw(quote_id=quote(w, texts(w)).pk, because="Old.", seen=1, by=by, at=NOW),
        RECORDERS,
    ),
    evidencing.strength_save: (
        lambda w, by: evidencing.strength_save(
            inspection=w.inspection, about="1.1", side=Side.AREA, words="Late.", evidence=[], by=by, at=NOW
        ),
        {Role.LEAD, Role.INSPECTOR},
    ),
    evidencing.strength_move: (
        lambda w, by: evidencing.strength_move(strength_id=strength(w).pk, up=True, seen_place=1, by=by, at=NOW),
        {Role.LEAD, Role.INSPECTOR},
    ),
    evidencing.strength_withdraw: (
        lambda w, by: evidencing.strength_withdraw(strength_id=strength(w).pk, because="Old.", seen=1, by=by, at=NOW),
        {Role.LEAD, Role.INSPECTOR},
    ),
    rating.proposal_make: (
        lambda w, by: rating.proposal_make(
            inspection=w.inspection, standard_number="1.1", rating="good", summary="Good.", seen=0, by=by, at=NOW
        ),
        {Role.LEAD},
    ),
    rating.findings_give: (
        lambda w, by: rating.findings_give(
            id=uuid4(), inspection=w.inspection, said={"2.1": {"areas": "Late."}}, by=by, at=NOW
        ),
        {Role.LEAD},
    ),
    rating.decision_take: (
        lambda w, by: rating.decision_take(
            inspection=w.inspection,
            standard_number="1.1",
            rating="good",
            words="",
            reason_code="",
            seen_number=0,
            confirmed=True,
            by=by,
            at=NOW,
        ),
        {Role.PANEL},
    ),
    rating.decision_replay: (
        lambda w, by: rating.decision_replay(
            inspection=made_up(w), standard_number="1.1", rating="good", words="", reason_code="", by=by, at=NOW
        ),
        {Role.PANEL},
    ),
    rating.meeting_open: (
        lambda w, by: rating.meeting_open(inspection=w.inspection, held_on=MONDAY, by=by, at=NOW, **THERE),
        {Role.PANEL, Role.LEAD},
    ),
    rating.meeting_change: (
        lambda w, by: rating.meeting_change(meeting=meeting_in(w), held_on=MONDAY, by=by, at=NOW, **THERE),
        {Role.PANEL, Role.LEAD},
    ),
    rating.meeting_close: (
        lambda w, by: rating.meeting_close(meeting=meeting_in(w), by=by, at=NOW),
        {Role.PANEL},
    ),
    rating.discussion_save: (
        lambda w, by: rating.discussion_save(
            meeting=meeting_in(w), standard_id=0, notes="", left_open_because="", seen=0, by=by, at=NOW
        ),
        {Role.PANEL},
    ),
    rating.voices_confirm: (
        lambda w, by: rating.voices_confirm(meeting=meeting_in(w), by=by, at=NOW),
        {Role.PANEL},
    ),
    rating.voice_give: (
        lambda w, by: rating.voice_give(meeting=meeting_in(w), decision_id=0, is_for=True, words="", by=by, at=NOW),
        {Role.PANEL},
    ),
    annexing.inside_take: (
        lambda w, by: annexing.inside_take(inspection_id=w.inspection.pk, what="answers", by=by, at=NOW),
        {Role.LEAD, Role.QUALITY_LEAD, Role.EDITOR},
    ),
    rating.change_confirm: (
        lambda w, by: rating.change_confirm(
            inspection=w.inspection, standard_number="2.1", seen_number=0, by=by, at=NOW
        ),
        {Role.LEAD},
    ),
    writing.prose_apply: (
        lambda w, by: writing.prose_apply(section_id=section_of(w).pk, changes=[], by=by, at=NOW),
        {Role.LEAD, Role.EDITOR},
    ),
    writing.prose_place: (
        lambda w, by: writing.prose_place(section_id=section_of(w).pk, by=by),
        {Role.LEAD, Role.EDITOR},
    ),
    writing.prose_restore: (
        lambda w, by: writing.prose_restore(paragraph_id=paragraph_in(w).pk, version=1, seen=1, by=by, at=NOW),
        {Role.LEAD, Role.EDITOR},
    ),
    writing.writer_note: (
        lambda w, by: writing.writer_note(section_id=section_of(w).pk, paragraph=None, by=by, at=NOW),
        {Role.LEAD, Role.EDITOR},
    ),
    writing.writer_leave: (
        lambda w, by: writing.writer_leave(section_id=section_of(w).pk, by=by),
        {Role.LEAD, Role.EDITOR},
    ),
    writing.status_set: (
        lambda w, by: writing.status_set(
            section_id=section_of(w).pk, status="reviewed", seen=0, text_of=None, by=by, at=NOW
        ),
        {Role.LEAD, Role.EDITOR},
    ),
    writing.comment_add: (
        lambda w, by: writing.comment_add(section_id=section_of(w).pk, words="Why?", by=by, at=NOW),
        {Role.LEAD, Role.EDITOR, Role.SIGNATORY},
    ),
    writing.comment_answer: (
        lambda w, by: writing.comment_answer(comment_id=comment_in(w).pk, words="So.", by=by, at=NOW),
        {Role.LEAD, Role.EDITOR, Role.SIGNATORY},
    ),
    writing.comment_resolve: (
        lambda w, by: writing.comment_resolve(comment_id=comment_in(w).pk, by=by, at=NOW),
        {Role.LEAD, Role.EDITOR, Role.SIGNATORY},
    ),
    writing.comment_reopen: (
        lambda w, by: writing.comment_reopen(comment_id=comment_in(w).pk, by=by),
        {Role.LEAD, Role.EDITOR, Role.SIGNATORY},
    ),
}


def services() -> Iterator[Any]:
    """Every function of a services module that says by whom something is done."""
    for app in APPS:
        package = importlib.import_module(f"{app}.services")
        for name, found in inspect.getmembers(package, inspect.isfunction):
            own = found.__module__.startswith(f"{app}.services") and not name.startswith("_")
            if own and "by" in inspect.signature(found).parameters and name not in RECORDS_ONLY:
                yield found


def test_every_service_that_says_by_whom_is_in_the_table() -> None:
    lacking = [f"{found.__module__}.{found.__name__}: add a row to SERVICES." for found in services()]
    assert [line for line, found in zip(lacking, services(), strict=True) if found not in SERVICES] == []


@pytest.fixture
def acting(db: None) -> World:
    found = world()
    found.case("C1")
    reviewing.reviews_allocate(
        by=found.lead, at=NOW, readers={Case.objects.get(inspection=found.inspection).pk: found.inspector.pk}
    )
    return found


def test_services_refuse_everybody_who_may_not_and_nobody_who_may(acting: World) -> None:
    callers = {role.value: person for role, person in acting.people.items()}
    callers |= {
        ADMINISTRATOR: acting.administrator,
        STRANGER: acting.stranger,
        ENDED: PersonFactory(is_administrator=True, is_active=False),
    }
    wrong = []
    for service, (call, may) in SERVICES.items():
        for caller, by in callers.items():
            refused = is_refused(call, acting, by)
            if refused is (caller in may):
                wrong.append(f"{service.__name__} by {caller}: {'refused' if refused else 'not refused'}")
    assert wrong == []


def is_refused(call: Call, found: World, by: Person) -> bool:
    """Whether the service refuses this person; a complaint about what they ask for is no refusal."""
    with transaction.atomic():
        try:
            call(found, by)
        except PermissionDenied:
            return True
        except Exception as complaint:
            if type(complaint).__module__.partition(".")[0] not in APPS:
                raise
        finally:
            transaction.set_rollback(True)
    return False


def test_services_refuse_the_team_of_another_inspection(acting: World) -> None:
    other = world(name="other-2026")
    wrong = [
        f"{service.__name__} by {role} of another inspection"
        for service, (call, _) in SERVICES.items()
        for role, person in other.people.items()
        if not is_refused(call, acting, person)
    ]
    assert wrong == []
