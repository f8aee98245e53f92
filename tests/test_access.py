"""Who may open which address: every URL pattern × every role × own and other inspection, read (GET) and written (POST).

Generated from the resolver. A new address fails until it has a row in MAY, and, where it takes a new kind of argument,
one in ARGUMENTS or PKS.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Person
from casereviews.models import Alert, CaseReview, Device, Question, ReceivedChange
from evidence.models import Evidence, Quote, StrengthOrArea, SurveyQuestion
from inspections.models import (
    Case,
    ConflictOfInterest,
    ContextFigure,
    EarlierInspection,
    Inspection,
    ServiceContact,
)
from inspections.rules import Role
from inspections.services import team_member_add
from ratings.services import findings_give
from reports.models import Comment, DeclaredName, Dismissal, Paragraph, PracticeExample, Recommendation, ReportSection
from reports.rules import BodyKind
from reports.services import recommendation_save
from samples.models import EligibleUpload, SampleDraw
from tests.evidence.material import everything
from tests.factories import MONDAY, NOW, PersonFactory, World, world
from tests.samples.eligible_rows import sampled

SIGNED_OUT, STRANGER, ADMINISTRATOR = "signed_out", "stranger", "administrator"
OTHER_INSPECTOR = "inspector_of_other_cases"  # on the same team; the review is not theirs
ROLES = frozenset({*(role.value for role in Role), OTHER_INSPECTOR})
SIGNED_IN = ROLES | {STRANGER, ADMINISTRATOR}
PUBLIC = SIGNED_IN | {SIGNED_OUT}


@dataclass(frozen=True)
class May:
    """Who may read an address, and who may write to it where that differs."""

    read: frozenset[str]
    write: frozenset[str]


def who(*names: str, write: tuple[str, ...] | None = None) -> May:
    return May(frozenset(names), frozenset(names if write is None else write))


INSPECTORS = (Role.LEAD, Role.INSPECTOR, OTHER_INSPECTOR)
WHO_READS_A_CASE = (Role.LEAD, Role.INSPECTOR, Role.QUALITY_LEAD, Role.PANEL)
WHO_SEES_ALERTS = (Role.LEAD, Role.INSPECTOR, Role.QUALITY_LEAD)
WHO_SEES_RATINGS = (Role.LEAD, Role.QUALITY_LEAD, Role.PANEL, Role.EDITOR, Role.SIGNATORY)
WHO_SEES_THE_ANNEXE_WHOLE = (Role.LEAD, Role.QUALITY_LEAD, Role.EDITOR)
WHO_CHECKS_A_REPORT = (Role.LEAD, Role.EDITOR, Role.SIGNATORY)
WHO_IS_AT_THE_PANEL = (Role.LEAD, Role.QUALITY_LEAD, Role.PANEL)
WHO_RECORDS_EVIDENCE = (*INSPECTORS, Role.STAND_IN, Role.QUALITY_LEAD)
WHO_SEES_EVIDENCE = (*WHO_RECORDS_EVIDENCE, Role.PANEL, Role.EDITOR, Role.SIGNATORY)

MAY: dict[str, May] = {
    # accounts
    "home": who(*SIGNED_IN),
    "session": who(*SIGNED_IN),
    "my_page": who(*SIGNED_IN),
    "person_list": who(ADMINISTRATOR),
    "person_new": who(ADMINISTRATOR),
    "person": who(ADMINISTRATOR),
    "person_invite": who(ADMINISTRATOR),
    "account_login": who(*PUBLIC),
    "account_inactive": who(*PUBLIC),
    "account_logout": who(*PUBLIC),
    "account_signup": who(*PUBLIC),
    "account_change_password": who(*SIGNED_IN),
    "account_reset_password": who(*PUBLIC),
    "account_reset_password_done": who(*PUBLIC),
    "account_reset_password_from_key": who(*PUBLIC),
    "account_reset_password_from_key_done": who(*PUBLIC),
    # standards
    "edition_list": who(ADMINISTRATOR),
    "edition_detail": who(ADMINISTRATOR),
    "edition_export": who(ADMINISTRATOR),
    # inspections
    "service_list": who(ADMINISTRATOR),
    "service_new": who(ADMINISTRATOR),
    "service": who(ADMINISTRATOR),
    "service_edit": who(ADMINISTRATOR),
    "services_import": who(ADMINISTRATOR),
    "services_template": who(ADMINISTRATOR),
    "contact_new": who(ADMINISTRATOR),
    "contact": who(ADMINISTRATOR),
    "contact_remove": who(ADMINISTRATOR),
    "earlier_new": who(ADMINISTRATOR),
    "earlier": who(ADMINISTRATOR),
    "earlier_remove": who(ADMINISTRATOR),
    "my_conflict_new": who(*SIGNED_IN),
    "conflict_new": who(Role.LEAD, ADMINISTRATOR),
    "conflict_withdraw": who(Role.LEAD, Role.INSPECTOR, ADMINISTRATOR),
    "inspection_list": who(ADMINISTRATOR),
    "inspection_calendar": who(ADMINISTRATOR),
    "inspection_new": who(ADMINISTRATOR),
    "inspection_edit": who(ADMINISTRATOR),
    "inspection_team": who(Role.LEAD, ADMINISTRATOR),
    "team_member": who(Role.LEAD, ADMINISTRATOR),
    "team_member_remove": who(ADMINISTRATOR),
    "phases": who(Role.LEAD, Role.QUALITY_LEAD, ADMINISTRATOR),
    "phase_adjust": who(Role.LEAD, ADMINISTRATOR),
    "phase_recalculate": who(Role.LEAD, ADMINISTRATOR),
    "phase_move": who(Role.LEAD, ADMINISTRATOR),
    "context": who(*WHO_SEES_RATINGS),
    "context_new": who(Role.LEAD, Role.EDITOR),
    "context_figure": who(Role.LEAD, Role.EDITOR),
    "context_remove": who(Role.LEAD, Role.EDITOR),
    "inspection": who(Role.LEAD, Role.QUALITY_LEAD, ADMINISTRATOR),
    "case_new": who(Role.LEAD, ADMINISTRATOR),
    "case": who(Role.LEAD),
    "case_disposal": who(Role.LEAD),
    "case_sample": who(Role.LEAD),
    "who_looked": who(Role.LEAD),
    "today": who(Role.LEAD),
    "findings_list": who(Role.LEAD),
    "findings_new": who(Role.LEAD),
    "findings": who(Role.LEAD),
    "findings_since": who(Role.LEAD),
    # samples
    "eligible": who(Role.SERVICE_CONTACT, Role.LEAD, ADMINISTRATOR),
    "eligible_new": who(Role.SERVICE_CONTACT, ADMINISTRATOR),
    "eligible_upload": who(Role.SERVICE_CONTACT, Role.LEAD, ADMINISTRATOR),
    "eligible_progress": who(Role.SERVICE_CONTACT, Role.LEAD, ADMINISTRATOR),
    "eligible_problems": who(Role.SERVICE_CONTACT, Role.LEAD, ADMINISTRATOR),
    "eligible_columns": who(Role.SERVICE_CONTACT, ADMINISTRATOR),
    "eligible_take": who(Role.SERVICE_CONTACT, ADMINISTRATOR),
    "eligible_give_up": who(Role.SERVICE_CONTACT, ADMINISTRATOR),
    "eligible_template_csv": who(Role.SERVICE_CONTACT, Role.LEAD, ADMINISTRATOR),
    "eligible_template_xlsx": who(Role.SERVICE_CONTACT, Role.LEAD, ADMINISTRATOR),
    # casereviews
    "my_cases": who(*INSPECTORS),
    "review": who(*WHO_READS_A_CASE),
    "review_facts": who(*WHO_READS_A_CASE, write=(Role.LEAD, Role.INSPECTOR)),
    "review_standard": who(*WHO_READS_A_CASE, write=(Role.LEAD, Role.INSPECTOR)),
    "review_interview": who(*WHO_READS_A_CASE, write=(Role.LEAD, Role.INSPECTOR)),
    "review_whole": who(*WHO_READS_A_CASE),
    "review_changes": who(*WHO_READS_A_CASE, write=(Role.LEAD, Role.INSPECTOR)),
    "review_receipt": who(Role.LEAD, Role.INSPECTOR),
    "review_history": who(*WHO_READS_A_CASE),
    "review_aside": who(Role.LEAD, Role.INSPECTOR),
    "kept_aside": who(*SIGNED_IN),
    "review_sheet": who(Role.INSPECTOR),
    "this_device": who(*SIGNED_IN),
    "device_contact": who(*SIGNED_IN),
    "offline": who(*PUBLIC),
    "service_worker": who(*PUBLIC),
    "skeleton": who(*SIGNED_IN),
    "device_clear": who(ADMINISTRATOR),
    "person_devices": who(ADMINISTRATOR),
    "inspection_devices": who(Role.LEAD),
    "review_alert": who(*WHO_SEES_ALERTS),
    "review_ask": who(Role.LEAD, Role.INSPECTOR),
    "alerts": who(*INSPECTORS, Role.QUALITY_LEAD),
    "alert": who(*WHO_SEES_ALERTS),
    "alert_close": who(Role.LEAD),
    "alerts_open": who(*SIGNED_IN),
    "questions": who(*INSPECTORS, Role.QUALITY_LEAD),
    "ruling": who(Role.LEAD),
    "question_withdraw": who(*INSPECTORS, Role.QUALITY_LEAD, write=(Role.INSPECTOR,)),
    "review_submit": who(*WHO_READS_A_CASE, write=(Role.LEAD, Role.INSPECTOR)),
    "review_reopen": who(Role.LEAD),
    # samples
    "sample": who(Role.LEAD, Role.STAND_IN),
    "sample_plan": who(Role.LEAD),
    "sample_draw": who(Role.LEAD),
    "sample_drawn": who(Role.LEAD, Role.STAND_IN, Role.QUALITY_LEAD, Role.PANEL),
    "sample_substitute": who(Role.LEAD, Role.STAND_IN),
    "sample_share": who(Role.LEAD),
    # evidence
    "evidence": who(*WHO_SEES_EVIDENCE),
    "evidence_new": who(*WHO_RECORDS_EVIDENCE),
    "evidence_piece": who(*WHO_SEES_EVIDENCE),
    "evidence_change": who(*WHO_RECORDS_EVIDENCE),
    "evidence_withdraw": who(*WHO_RECORDS_EVIDENCE),
    "evidence_file": who(*WHO_SEES_EVIDENCE, Role.SERVICE_CONTACT),
    "evidence_sent": who(Role.SERVICE_CONTACT),
    "evidence_send": who(Role.SERVICE_CONTACT),
    "evidence_sent_withdraw": who(Role.SERVICE_CONTACT),
    "survey_question_new": who(*WHO_RECORDS_EVIDENCE),
    "survey_question": who(*WHO_RECORDS_EVIDENCE),
    "survey_question_withdraw": who(*WHO_RECORDS_EVIDENCE),
    "quote_new": who(*WHO_RECORDS_EVIDENCE),
    "quote": who(*WHO_RECORDS_EVIDENCE),
    "quote_withdraw": who(*WHO_RECORDS_EVIDENCE),
    "strengths": who(*WHO_SEES_EVIDENCE),
    "strength_new": who(*INSPECTORS),
    "strength": who(*INSPECTORS),
    "strength_move": who(*INSPECTORS),
    "strength_withdraw": who(*INSPECTORS),
    # ratings
    "ratings": who(*WHO_SEES_RATINGS),
    "panel": who(*WHO_IS_AT_THE_PANEL),
    "panel_open": who(Role.LEAD, Role.PANEL),
    "panel_attendance": who(Role.LEAD, Role.PANEL),
    "panel_close": who(Role.PANEL),
    "panel_voices": who(write=(Role.PANEL,)),
    "panel_pack": who(*WHO_IS_AT_THE_PANEL),
    "panel_change": who(Role.LEAD),
    "panel_standard": who(*WHO_IS_AT_THE_PANEL, write=(Role.PANEL,)),
    "what_if": who(*WHO_IS_AT_THE_PANEL),
    "ratings_past": who(*WHO_SEES_RATINGS),
    "standard_decide": who(*WHO_SEES_RATINGS, write=(Role.PANEL,)),
    "deciding_notes": who(Role.LEAD, Role.QUALITY_LEAD, Role.PANEL),
    "standard_lens": who(Role.LEAD, Role.QUALITY_LEAD, Role.PANEL),
    "retrace": who(Role.LEAD, Role.QUALITY_LEAD, Role.PANEL),
    "slices": who(*WHO_SEES_RATINGS),
    "judgements": who(Role.LEAD),
    "judgement_propose": who(Role.LEAD),
    # reports
    "report": who(*WHO_SEES_RATINGS),
    "report_changes": who(*WHO_SEES_RATINGS),
    "report_paper": who(*WHO_SEES_RATINGS),
    "report_read": who(*WHO_SEES_RATINGS),
    "section_versions": who(*WHO_SEES_RATINGS),
    "annexe": who(*WHO_SEES_RATINGS),
    "annexe_changes": who(*WHO_SEES_RATINGS),
    "annexe_table": who(*WHO_SEES_RATINGS),
    "annexe_file": who(*WHO_SEES_RATINGS),
    "annexe_inside": who(*WHO_SEES_THE_ANNEXE_WHOLE),
    "annexe_inside_table": who(*WHO_SEES_THE_ANNEXE_WHOLE),
    "annexe_inside_file": who(*WHO_SEES_THE_ANNEXE_WHOLE),
    "annexe_answers": who(*WHO_SEES_THE_ANNEXE_WHOLE),
    "report_figures": who(*WHO_CHECKS_A_REPORT),
    "report_lint": who(*WHO_CHECKS_A_REPORT),
    "section_lint": who(*WHO_CHECKS_A_REPORT),
    "finding_mend": who(*WHO_CHECKS_A_REPORT),
    "finding_dismiss": who(*WHO_CHECKS_A_REPORT),
    "finding_reopen": who(*WHO_CHECKS_A_REPORT),
    "report_checks": who(ADMINISTRATOR),
    "examples": who(Role.LEAD, Role.QUALITY_LEAD, Role.EDITOR, Role.SIGNATORY),
    "example_new": who(Role.LEAD, Role.EDITOR),
    "example": who(Role.LEAD, Role.EDITOR),
    "example_clear": who(Role.LEAD, Role.QUALITY_LEAD),
    "example_withdraw": who(Role.LEAD, Role.EDITOR),
    "name_declare": who(Role.LEAD, Role.EDITOR),
    "name_withdraw": who(Role.LEAD, Role.EDITOR),
    "recommendations": who(*WHO_SEES_RATINGS),
    "recommendation_new": who(*WHO_CHECKS_A_REPORT),
    "recommendation": who(*WHO_CHECKS_A_REPORT),
    "recommendation_move": who(*WHO_CHECKS_A_REPORT),
    "recommendation_withdraw": who(*WHO_CHECKS_A_REPORT),
    "recommendation_body": who(*WHO_CHECKS_A_REPORT),
    "recommendation_body_move": who(*WHO_CHECKS_A_REPORT),
    "report_writing": who(*WHO_SEES_RATINGS),
    "section_edit": who(*WHO_SEES_RATINGS),
    "section_prose": who(*WHO_SEES_RATINGS, write=(Role.LEAD, Role.EDITOR)),
    "section_comments": who(Role.LEAD, Role.EDITOR, Role.SIGNATORY),
    "section_comment": who(Role.LEAD, Role.EDITOR, Role.SIGNATORY),
    "section_status": who(Role.LEAD, Role.EDITOR, Role.SIGNATORY),
    "paragraph_history": who(*WHO_SEES_RATINGS, write=(Role.LEAD, Role.EDITOR)),
    # config
    "health": who(*PUBLIC),
    "demo_mailbox": who(*PUBLIC),
    "demo_components": who(*PUBLIC),
}


def review_of(found: World) -> CaseReview:
    return CaseReview.objects.get(inspection=found.inspection)


def aside_of(found: World) -> UUID:
    """What was kept aside in the inspection's review, made where it is missing."""
    review = CaseReview.objects.get(inspection=found.inspection)
    defaults = {"target": "2.1.1.a", "status": "kept_aside", "by": found.inspector, "sequence": 1, "at": NOW}
    pk = UUID(int=review.pk)
    ReceivedChange.objects.get_or_create(pk=pk, review=review, defaults=defaults)
    return pk


def device_of(found: World) -> UUID:
    """A device of the inspector's, made known where it is not yet."""
    pk = UUID(int=found.inspector.pk)
    contacts = {"person": found.inspector, "by": found.inspector, "first_contact": NOW, "last_contact": NOW}
    Device.objects.get_or_create(pk=pk, defaults={"name": "Firefox on Linux", **contacts})
    return pk


def alert_of(found: World) -> UUID:
    """An alert of the inspection's review, made where it is missing."""
    review = CaseReview.objects.get(inspection=found.inspection)
    defaults = {"reason": "At risk.", "by": found.inspector, "at": NOW, "site": "http://testserver/"}
    defaults |= {"inspection": found.inspection, "review": review}
    return Alert.objects.get_or_create(pk=UUID(int=review.pk), defaults=defaults)[0].pk


def comment_of(found: World) -> Comment:
    """A comment on the section on assessment, made where it is missing."""
    section = ReportSection.objects.get(inspection=found.inspection, code="standard:2.1")
    comment: Comment = section.comments.first() or Comment.objects.create(
        section=section, words="Why?", author=found.lead, by=found.lead, at=NOW
    )
    return comment


def paragraph_of(found: World) -> Paragraph:
    """A paragraph of the section on assessment, made where it is missing."""
    section = ReportSection.objects.get(inspection=found.inspection, code="standard:2.1")
    node = {"type": "paragraph", "content": [{"type": "text", "text": "Children were heard."}]}
    fixed = {"rank": 1.0, "node": node, "by": found.editor, "changed_at": NOW}
    paragraph: Paragraph = section.paragraphs.first() or Paragraph.objects.create(section=section, key=uuid4(), **fixed)
    return paragraph


def question_of(found: World) -> int:
    """A question of the inspection's inspector, made where it is missing."""
    review = CaseReview.objects.get(inspection=found.inspection)
    fixed = {"inspection": found.inspection, "review": review, "target": "2.1.1.a", "asked_by": found.inspector}
    defaults = {"words": "Does it count?", "asked_at": NOW, "by": found.inspector}
    return Question.objects.get_or_create(**fixed, defaults=defaults)[0].pk


def upload_of(found: World) -> int:
    """A file of eligible cases that waits for its columns to be matched, made where it is missing."""
    fixed = {"inspection": found.inspection, "by": found.administrator}
    defaults = {"file_name": "cases.csv", "content": b"x", "size": 1, "at": NOW, "state": "mapping"}
    defaults |= {"headers": ["case_ref", "Remarks"]}
    return EligibleUpload.objects.get_or_create(**fixed, defaults=defaults)[0].pk


def findings_of(found: World) -> UUID:
    """Emerging findings of the inspection, made where they are missing."""
    given = found.inspection.findings.first()
    if given is None:
        inspection = Inspection.objects.with_names().get(pk=found.inspection.pk)
        said = {"2.1": {"strengths": "Children were heard."}}
        given = findings_give(id=uuid4(), inspection=inspection, said=said, by=found.lead, at=NOW)
    return given.pk


def drawn_case_of(found: World) -> int:
    """A case of a sample that was drawn, drawn where it is not yet."""
    if not SampleDraw.objects.filter(inspection=found.inspection).exists():
        sampled(found)
    return Case.objects.filter(inspection=found.inspection, reference__startswith="D2-").order_by("pk")[0].pk


def contact_of(found: World) -> int:
    return ServiceContact.objects.get_or_create(service=found.inspection.service, name="Dora")[0].pk


def earlier_of(found: World) -> int:
    return EarlierInspection.objects.get_or_create(service=found.inspection.service, held_on=MONDAY)[0].pk


def conflict_of(found: World) -> int:
    """The inspector's, with the whole service."""
    about = {"service": found.inspection.service, "person": found.inspector}
    defaults = {"because": "Worked there.", "by": found.inspector, "at": NOW}
    return ConflictOfInterest.objects.get_or_create(**about, defaults=defaults)[0].pk


def figure_of(found: World) -> int:
    told = {"label": "Population", "kind": "population", "unit": "number", "value": 10, "as_at": MONDAY, "source": "S"}
    row = ContextFigure.objects.get_or_create(inspection=found.inspection, code="population", defaults=told)[0]
    return row.pk


EVIDENCE: dict[str, tuple[Any, dict[str, str]]] = {
    "document": (Evidence, {"kind": "document"}),
    "survey": (Evidence, {"kind": "survey"}),
    "texts": (Evidence, {"kind": "text_survey"}),
    "question": (SurveyQuestion, {}),
    "quote": (Quote, {}),
    "strength": (StrengthOrArea, {}),
}


def evidence_of(name: str) -> Callable[[World], int]:
    """A row of the evidence of an inspection, made where it is missing."""
    model, told = EVIDENCE[name]
    of = "inspection" if model in (Evidence, StrengthOrArea) else "evidence__inspection"

    def row_of(found: World) -> int:
        rows = model.objects.filter(**{of: found.inspection}, **told).order_by("pk")
        if not rows.exists():
            everything(found)
        pk: int = rows[0].pk
        return pk

    return row_of


def recommendation_of(found: World) -> int:
    """A recommendation to the board, made where it is missing."""
    rows = Recommendation.objects.filter(inspection=found.inspection)
    if not rows.exists():
        told = {"words": "read more", "to": (BodyKind.BOARD, "The Board"), "rests_on": [], "by": found.lead, "at": NOW}
        recommendation_save(inspection=found.inspection, **told)
    pk: int = rows[0].pk
    return pk


def example_of(found: World) -> int:
    told = {
        "standard": "2.1",
        "practice": "good",
        "heading": "Heard early",
        "words": "Kit was heard.",
        "by": found.lead,
    }
    return PracticeExample.objects.get_or_create(inspection=found.inspection, defaults=told)[0].pk


def declared_of(found: World) -> int:
    told = {"name": "Kit", "kind": "pseudonym", "by": found.lead}
    return DeclaredName.objects.get_or_create(inspection=found.inspection, defaults=told)[0].pk


def dismissal_of(found: World) -> int:
    told = {
        "check_code": "name",
        "section": "ratings",
        "found": "Kit",
        "because": "Public.",
        "by": found.lead,
        "at": NOW,
    }
    return Dismissal.objects.get_or_create(inspection=found.inspection, fingerprint="f", defaults=told)[0].pk


def body_of(found: World) -> int:
    body_id = Recommendation.objects.get(pk=recommendation_of(found)).body_id
    assert body_id is not None
    return body_id


# What stands in an address, by the argument's name. `number` is a standard's.
ARGUMENTS: dict[str, Callable[[World], object]] = {
    "section": lambda found: "standard-2-1",
    "table": lambda found: "children",
    "file": lambda found: "xlsx",
    "paragraph": lambda found: paragraph_of(found).key,
    "name": lambda found: found.inspection.name,
    "code": lambda found: found.inspection.edition.code,
    "number": lambda found: "2.1",
    "uidb36": lambda found: "1",
    "key": lambda found: "no-such-key",
    "target": lambda found: "2.1.1.a",
    "received": aside_of,
    "device": device_of,
    "domain": lambda found: "D2",
    "page": lambda found: "2.1",
    "alert": alert_of,
    "given": findings_of,
    "phase": lambda found: "panel",
    "kind": lambda found: "meeting",
    "about": lambda found: "1.1",
    "side": lambda found: "strength",
}
JUDGED = {"judgement_propose": "1.1"}  # addresses whose standard is not judged in cases
PKS: dict[str, Callable[[World], int]] = {
    "person": lambda found: found.stranger.pk,
    "person_invite": lambda found: found.stranger.pk,
    "person_devices": lambda found: found.inspector.pk,
    **{
        name: lambda found: found.inspection.service_id
        for name in ("service", "service_edit", "contact_new", "earlier_new")
    },
    "contact": contact_of,
    "contact_remove": contact_of,
    "earlier": earlier_of,
    "earlier_remove": earlier_of,
    "conflict_withdraw": conflict_of,
    "team_member": lambda found: found.inspection.team.get(person=found.inspector).pk,
    "section_comment": lambda found: comment_of(found).pk,
    "context_figure": figure_of,
    "context_remove": figure_of,
    "team_member_remove": lambda found: found.inspection.team.get(role=Role.EDITOR).pk,
    "question_withdraw": question_of,
    "eligible_upload": upload_of,
    "eligible_progress": upload_of,
    "eligible_problems": upload_of,
    "eligible_columns": upload_of,
    "eligible_take": upload_of,
    "eligible_give_up": upload_of,
    "sample_substitute": drawn_case_of,
    **{
        name: evidence_of("document")
        for name in (
            "evidence_piece",
            "evidence_change",
            "evidence_withdraw",
            "evidence_file",
            "evidence_sent_withdraw",
        )
    },
    **dict.fromkeys(("recommendation", "recommendation_move", "recommendation_withdraw"), recommendation_of),
    **dict.fromkeys(("recommendation_body", "recommendation_body_move"), body_of),
    **dict.fromkeys(("example", "example_clear", "example_withdraw"), example_of),
    "name_withdraw": declared_of,
    "finding_reopen": dismissal_of,
    "survey_question_new": evidence_of("survey"),
    "survey_question": evidence_of("question"),
    "survey_question_withdraw": evidence_of("question"),
    "quote_new": evidence_of("texts"),
    "quote": evidence_of("quote"),
    "quote_withdraw": evidence_of("quote"),
    "strength": evidence_of("strength"),
    "strength_move": evidence_of("strength"),
    "strength_withdraw": evidence_of("strength"),
    "case": lambda found: review_of(found).case_id,
    "case_disposal": lambda found: review_of(found).case_id,
    "case_sample": lambda found: review_of(found).case_id,
}
REVIEWS = frozenset(name for name in MAY if name.startswith("review"))


def patterns(
    resolver: URLResolver | None = None, arguments: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """Every address by name, with the names of its arguments; an unnamed one by its route."""
    for entry in (resolver or get_resolver()).url_patterns:
        found = arguments | frozenset(entry.pattern.regex.groupindex) | frozenset(entry.pattern.converters)
        if isinstance(entry, URLPattern):
            yield entry.name or f"an address without a name, {entry.pattern}", found
        else:
            yield from patterns(entry, found)


def lacks(name: str, arguments: frozenset[str]) -> list[str]:
    """What the tables above do not say of an address, as sentences."""
    says = [] if name in MAY else [f"{name}: nothing says who may open it. Add a row to MAY in tests/test_access.py."]
    unknown = arguments - ARGUMENTS.keys() - ({"pk"} if name in PKS or name in REVIEWS else set())
    return says + [
        f"{name}: nothing says what stands for {argument} in it. Add it to ARGUMENTS or PKS in tests/test_access.py."
        for argument in sorted(unknown)
    ]


def known() -> Iterator[tuple[str, frozenset[str]]]:
    """The addresses that can be tried; test_every_address_says_who_may speaks of the others."""
    return ((name, arguments) for name, arguments in patterns() if not lacks(name, arguments))


def pk_of(name: str, found: World) -> int:
    if name in REVIEWS:
        return CaseReview.objects.get(inspection=found.inspection).pk
    return PKS[name](found)


def address(name: str, arguments: frozenset[str], found: World) -> str:
    given = {wanted: ARGUMENTS[wanted](found) for wanted in arguments - {"pk"}}
    if "pk" in arguments:
        given["pk"] = pk_of(name, found)
    if name in JUDGED:
        given["number"] = JUDGED[name]
    return reverse(name, kwargs=given)


def test_every_address_says_who_may() -> None:
    assert [sentence for name, arguments in patterns() for sentence in lacks(name, arguments)] == []


def test_every_row_is_of_an_address_that_is_there() -> None:
    assert MAY.keys() - {name for name, _ in patterns()} == set()


class Visitors:
    """Everybody who tries an address, signed in once; each visit is undone."""

    def __init__(self, own: World) -> None:
        other_inspector = PersonFactory(name="Reads other cases")
        team_member_add(by=own.administrator, inspection=own.inspection, person=other_inspector, role=Role.INSPECTOR)
        people = {role.value: person for role, person in own.people.items()}
        people |= {OTHER_INSPECTOR: other_inspector, STRANGER: own.stranger, ADMINISTRATOR: own.administrator}
        self.sessions = {name: self._session(person) for name, person in people.items()} | {SIGNED_OUT: ""}

    def _session(self, person: Person) -> str:
        client = Client()
        client.force_login(person)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def visit(self, visitor: str, method: str, at: str) -> HttpResponse | Exception:
        client = Client()
        if self.sessions[visitor]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[visitor]
        with transaction.atomic():
            try:
                return client.generic(method, at, content_type="application/x-www-form-urlencoded")
            except Exception as problem:
                return problem
            finally:
                transaction.set_rollback(True)


def outcome_of(response: HttpResponse | Exception) -> str:
    """What became of a visit: allowed, refused, not_offered (the method), sign_in, or what went wrong."""
    if isinstance(response, Exception):
        return f"{type(response).__name__}: {response}"
    if response.status_code == 302 and response["Location"].startswith(f"{reverse('account_login')}?"):
        return "sign_in"
    if response.status_code == 403 and b"You were signed out" in response.content:
        return "sign_in"
    known = {403: "refused", 405: "not_offered", 404: "missing"}
    if response.status_code in known:
        return known[response.status_code]
    return "allowed" if response.status_code < 500 else f"an error, {response.status_code}"


def expected(visitor: str, method: str, name: str, *, other: bool) -> str:
    may = MAY[name].read if method == "GET" else MAY[name].write
    if visitor == SIGNED_OUT:
        return "allowed" if visitor in may else "sign_in"
    if other:
        may &= {ADMINISTRATOR}
    return "allowed" if visitor in may else "refused"


def is_right(outcomes: dict[str, str], visitor: str, name: str, *, other: bool) -> bool:
    """Each method is as expected, or not offered; at least one is offered."""
    if set(outcomes.values()) == {"not_offered"}:
        return False
    return all(
        outcome in ("not_offered", expected(visitor, method, name, other=other)) for method, outcome in outcomes.items()
    )


@pytest.fixture(autouse=True)
def refusals_are_no_news() -> Iterator[None]:
    """Every refusal is logged with its traceback: a thousand of them cost more than the visits."""
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(level)


@pytest.fixture
def own(db: None) -> World:
    found = world(name="own-2026")
    found.review()
    return found


@pytest.fixture
def other(db: None) -> World:
    found = world(name="other-2026")
    found.review()
    return found


@pytest.mark.parametrize("where", ["own", "other"])
def test_every_address_is_open_to_whom_it_is_for_and_to_nobody_else(where: str, own: World, other: World) -> None:
    visitors, wrong = Visitors(own), []
    for name, arguments in known():
        of_inspection = "name" in arguments or name in REVIEWS
        if where == "other" and not of_inspection:
            continue
        at = address(name, arguments, own if where == "own" else other)
        for visitor in visitors.sessions:
            outcomes = {method: outcome_of(visitors.visit(visitor, method, at)) for method in ("GET", "POST")}
            if not is_right(outcomes, visitor, name, other=where == "other"):
                wrong.append(f"{visitor} at {at} ({name}): {outcomes}")
    assert wrong == []


def test_an_address_of_one_inspection_does_not_open_what_belongs_to_another(own: World, other: World) -> None:
    """The name is mine and the number another inspection's: there is no such thing here."""
    visitors, wrong = Visitors(own), []
    for name, arguments in known():
        if not {"name", "pk"} <= arguments:
            continue
        given = {wanted: ARGUMENTS[wanted](own) for wanted in arguments - {"pk"}}
        at = reverse(name, kwargs=given | {"pk": pk_of(name, other)})
        for visitor in visitors.sessions:
            for method in ("GET", "POST"):
                outcome = outcome_of(visitors.visit(visitor, method, at))
                if outcome == "allowed":
                    wrong.append(f"{visitor} at {at} ({name}), {method}: {outcome}")
    assert wrong == []
