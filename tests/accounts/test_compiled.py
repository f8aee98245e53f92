"""Queries compiled once give what the ordinary query gives, for whatever values."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.backends import AuthenticationBackend
from accounts.compiled import Compiled, CompiledRow
from accounts.models import Person
from accounts.sessions import SessionStore
from casereviews.models import CaseReview
from inspections.models import Inspection, TeamMember
from reports.models import ReportSection
from tests.factories import World


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_review_read_by_a_compiled_query_equals_the_ordinary_one(world: World):
    world.review(gender="female"), world.review("C2", domain="D3")
    for review in CaseReview.objects.with_case():
        read = CaseReview.objects.read(review.pk)
        for path in ("", "case", "inspection", "reader", "inspection.service", "inspection.edition", "case.domain"):
            ordinary, compiled = review, read
            for name in path.split(".") if path else []:
                ordinary, compiled = getattr(ordinary, name), getattr(compiled, name)
            assert columns(compiled) == columns(ordinary), path
        assert read.case.inspection is read.inspection
        assert read.case.disposal_words == review.case.disposal_words


def test_a_review_is_read_in_one_query_once_its_edition_is_known(world: World):
    review = world.review()
    CaseReview.objects.read(review.pk)
    with CaptureQueriesContext(connection) as captured:
        read = CaseReview.objects.read(review.pk)
        str((read.case.domain, read.case.disposal_type, read.inspection.edition, read.inspection.service, read.reader))
    assert len(captured) == 1


def test_a_review_that_is_not_there_is_not_read(world: World):
    for pk in (0, -1, 10**30):
        with pytest.raises(CaseReview.DoesNotExist):
            CaseReview.objects.read(pk)


def test_roles_are_those_of_the_ordinary_query(world: World):
    for person in Person.objects.all():
        for inspection in Inspection.objects.all():
            rows = TeamMember.objects.filter(person=person, inspection=inspection, person__is_active=True)
            assert TeamMember.objects.roles_of(person.pk, inspection.pk) == set(rows.values_list("role", flat=True))


def test_roles_end_with_the_account(world: World):
    assert TeamMember.objects.roles_of(world.lead.pk, world.inspection.pk)
    Person.objects.filter(pk=world.lead.pk).update(is_active=False)
    assert TeamMember.objects.roles_of(world.lead.pk, world.inspection.pk) == frozenset()


def test_sections_to_queue_are_those_of_the_ordinary_query(world: World):
    topics = [["2.1"], ["2.1", "3.1"], ["case_mix", "2.2", "sample"], ["nothing of the kind"]]
    for some in topics:
        ordinary = ReportSection.objects.filter(inspection=world.inspection, topics__overlap=some)
        found = ReportSection.objects.queued_reading(world.inspection.pk, some)
        assert found == dict(ordinary.values_list("pk", "queued_at"))
        assert list(found) == sorted(found)


def test_who_is_signed_in_is_the_person_and_only_while_they_may_sign_in(world: World):
    found = AuthenticationBackend().get_user(world.lead.pk)
    assert model_to_dict(found) == model_to_dict(Person.objects.get(pk=world.lead.pk))
    assert AuthenticationBackend().get_user(10**12) is None
    Person.objects.filter(pk=world.lead.pk).update(is_active=False)
    assert AuthenticationBackend().get_user(world.lead.pk) is None


def test_a_session_is_read_as_django_reads_it(db: None):
    made = SessionStore()
    made["words"] = "kept"
    made.create()
    assert SessionStore(made.session_key).load() == DatabaseSessions(made.session_key).load() == {"words": "kept"}


def test_a_session_that_has_ended_or_never_was_is_empty_and_forgets_its_key(db: None):
    made = SessionStore()
    made["words"] = "kept"
    made.create()
    made.model.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    for key in (made.session_key, "neverwasneverwasneverwasneverwas"):
        session = SessionStore(key)
        assert (session.load(), session.session_key) == ({}, None)


def test_a_marker_that_the_query_changes_is_told_of(db: None):
    query = Compiled(lambda name: Person.objects.filter(email__startswith=name), "any name")
    with pytest.raises(AssertionError, match="took another shape"):
        query.rows("ada")


def test_fields_that_read_more_than_the_driver_are_converted(world: World):
    row: CompiledRow[Inspection] = CompiledRow("inspections.Inspection", "service", name="any name")
    Inspection.objects.filter(pk=world.inspection.pk).update(joint_with=["police"], interviews={"other": 3})
    found = row.get(world.inspection.name)
    assert (found.joint_with, found.interviews, found.service.place) == (
        ["police"],
        {"other": 3},
        world.inspection.service.place,
    )
    assert row.get("nowhere") is None
