"""Queries compiled once give what the ordinary query gives, for whatever values."""

from datetime import timedelta
from operator import attrgetter
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import connection
from django.db.models import F
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.backends import AuthenticationBackend
from accounts.compiled import Compiled, CompiledInsert, CompiledRow
from accounts.models import Person
from accounts.sessions import SessionStore
from casereviews.models import Answer, CaseReview, Fact, Judgement, ReceivedChange
from casereviews.services.arrivals import RECEIVED
from casereviews.services.rows import ANSWERS, FACTS, JUDGEMENTS
from inspections.models import Inspection, TeamMember
from ratings.models import Decision, Proposal, RatedStandard
from reports.models import ReportSection
from standards.models import KeyQuestion, Prompt
from tests.factories import NOW, World
from tests.ratings.panel_material import decide, proposed


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
    topics = [["2.1"], ["2.1", "3.1"], ["case_mix", "2.2", "sample"], ["nothing of the kind"], []]
    for some in topics:
        ReportSection.objects.update(queued_at=None)
        ordinary = ReportSection.objects.filter(inspection=world.inspection, topics__overlap=some)
        assert ReportSection.objects.want_reading(world.inspection.pk, some, at=NOW) == sorted(
            ordinary.values_list("pk", flat=True)
        )


def test_sections_to_build_are_those_of_the_ordinary_query(world: World, django_assert_num_queries):
    ids = list(ReportSection.objects.values_list("pk", flat=True))
    ReportSection.objects.filter(pk=ids[3]).update(built=F("wanted"))
    ordinary = {row.pk: row for row in ReportSection.objects.stale().select_related("inspection__service")}
    found = ReportSection.objects.to_build([*reversed(ids), 10**12])
    assert [row.pk for row in found] == sorted(ordinary)
    for row in found:
        assert columns(row.inspection) == columns(ordinary[row.pk].inspection)
        assert columns(row.inspection.service) == columns(ordinary[row.pk].inspection.service)
        assert row.inspection.edition == ordinary[row.pk].inspection.edition
    with django_assert_num_queries(2):  # what is long is read when it is asked for
        assert found[0].body == ordinary[found[0].pk].body and found[0].topics
    assert columns(found[0]) == columns(ordinary[found[0].pk])
    assert ReportSection.objects.to_build([]) == []


def test_what_ratings_rest_on_is_that_of_the_ordinary_queries(world: World):
    proposed(world), proposed(world, rating="outstanding", seen=1), proposed(world, "1.2")
    world.submitted("C0")
    decide(world, rating="good"), decide(world, rating="outstanding"), decide(world, "2.2", rating="good")
    assert Decision.objects.filter(current=False).exists()
    for inspection in Inspection.objects.all():
        assert RatedStandard.objects.numbers(inspection.pk) == dict(
            RatedStandard.objects.filter(inspection=inspection).values_list("standard_id", "number")
        )
        pairs = (
            (Proposal.objects.all_standing(inspection.pk), Proposal.objects.standing(inspection.pk)),
            (Decision.objects.all_current(inspection.pk), Decision.objects.current(inspection.pk)),
        )
        for compiled, ordinary in pairs:
            for one, other in zip(sorted(compiled, key=attrgetter("pk")), ordinary.order_by("pk"), strict=True):
                assert (columns(one), columns(one.by)) == (columns(other), columns(other.by))


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


# What an array of texts could trip over; "{}" is an empty one, NULL is no text.
AWKWARD = [
    "",
    "NULL",
    "null",
    "{}",
    '{"a",b}',
    '"',
    "\\",
    "\\N",
    "a, b\n\tc",
    "%s %(n)s $1",
    "naïve — 漢字 \U0001f600",
    " ",
]


def _stamp(review: CaseReview, n: int) -> dict[str, object]:
    return {"review_id": review.pk, "version": n + 1, "by_id": review.reader_id, "at": NOW + timedelta(seconds=n)}


def _given(review: CaseReview, model: type, n: int, text: str) -> dict[str, object]:
    """The n-th row of a model, with a text in it."""
    match model.__name__:
        case "Answer":
            pk = Prompt.objects.order_by("pk")[n].pk
            return _stamp(review, n) | {
                "prompt_id": pk,
                "value": ("yes", "")[n % 2],
                "note": text,
                "counts": n % 3 == 0,
            }
        case "Judgement":
            pk = KeyQuestion.objects.order_by("pk")[n].pk
            return _stamp(review, n) | {"key_question_id": pk, "value": "no", "reason": text, "counts": n % 2 == 0}
        case "Fact":
            return _stamp(review, n) | {"target": f"fact.{n}", "value": text}
        case _:
            some = {"id": uuid4(), "target": f"2.1.{n}", "status": "saved", "seen": n, "reason": text, "sequence": 7}
            more = {"value": None if n % 2 else text, "note": None, "device": uuid4() if n % 3 else None}
            return _stamp(review, n) | some | more


def _stand(model: type, review: CaseReview) -> list[dict[str, object]]:
    rows = [columns(row) for row in model.objects.filter(review=review).order_by("version")]
    return [{name: value for name, value in row.items() if name not in ("id", "review_id")} for row in rows]


WRITTEN = [
    (Answer, ANSWERS, "note"),
    (Judgement, JUDGEMENTS, "reason"),
    (Fact, FACTS, "value"),
    (ReceivedChange, RECEIVED, ""),
]


@pytest.mark.parametrize(("model", "insert", "words"), WRITTEN, ids=lambda found: getattr(found, "__name__", None))
@pytest.mark.parametrize("many", [1, len(AWKWARD)])
def test_rows_written_by_a_compiled_insert_equal_those_of_the_ordinary_one(
    world: World, model: type, insert: CompiledInsert, words: str, many: int
):
    ours, theirs = world.review("C1"), world.review("C2")
    given = [_given(ours, model, n, text) for n, text in enumerate(AWKWARD[-many:])]
    again = [row | ({"version": 90 + n, words: "Anew."} if words else {}) for n, row in enumerate(given)]
    for rows in (given, again):
        other = [row | {"review_id": theirs.pk} | ({} if words else {"id": uuid4()}) for row in rows]
        insert.write(rows)
        if rows is given or words:  # what arrived is left as it is; under ids of its own it would stand twice
            how = {"unique_fields": insert.unique, "update_fields": insert.update} if words else {}
            model.objects.bulk_create([model(**row) for row in other], **how, update_conflicts=bool(words))
        assert _stand(model, ours) == _stand(model, theirs)
        assert len(_stand(model, ours)) == many


def test_a_compiled_insert_names_every_column_that_must_be_given(world: World):
    for model, insert, _ in WRITTEN:
        needed = {f.name for f in model._meta.concrete_fields if not f.null and f.name != "id"}
        assert needed <= set(insert.fields), model


def test_a_compiled_insert_of_no_rows_asks_nothing(world: World):
    with CaptureQueriesContext(connection) as captured:
        ANSWERS.write([])
    assert len(captured) == 0


def test_what_arrived_is_found_as_by_the_ordinary_query(world: World):
    review = world.review()
    given = [_given(review, ReceivedChange, n, "") for n in range(4)]
    RECEIVED.write(given)
    ids = [str(row["id"]) for row in given]
    for some in ([], ids[:1], ids[1:3], [*ids, str(uuid4())], [str(uuid4())]):
        rows = ReceivedChange.objects.filter(pk__in=some)
        ordinary = {str(row.pk): (row.target, row.status, row.seen, row.version, row.at) for row in rows}
        found = ReceivedChange.objects.arrived(some)
        assert {pk: (a.target, a.status, a.seen, a.version, a.at) for pk, a in found.items()} == ordinary
        assert {str(row.pk) for row in ReceivedChange.objects.filter(pk__any_of=some)} == ordinary.keys()
