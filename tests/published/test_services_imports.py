"""inspection_import in the database: the three shipped files by plain SQL, then each way an import can go."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.timezone import get_default_timezone
from pytest_django import DjangoDbBlocker

from accounts.models import Person
from casereviews.models import Answer, CaseReview, Fact, Judgement
from casereviews.rules import Change
from casereviews.services import case_opened, changes_apply, review_reopen
from inspections.history import team_changes
from inspections.models import Inspection, Service
from inspections.rules import NOT_TOGETHER, Role
from inspections.services import team_member_add
from published.checks import FileRefused
from published.services import Crew, Outcome, inspection_import
from ratings.figures import ratings_page
from ratings.models import Decision, Proposal
from standards.models import Edition
from tests.factories import PersonFactory, World
from tests.published.editions import CODES, edition_yaml
from tests.published.files import FOLDER, NAMES, Document, overall, random_document, shipped, written

NOW = datetime(2026, 3, 16, 10, 30, tzinfo=UTC)
DON, DOR, ROT = NAMES

JUDGED = """
    SELECT s.number || '.' || k.number, count(*) FILTER (WHERE j.value = 'yes'), count(*)
    FROM casereviews_judgement j
    JOIN casereviews_casereview r ON r.id = j.review_id
    JOIN inspections_inspection i ON i.id = r.inspection_id
    JOIN standards_keyquestion k ON k.id = j.key_question_id
    JOIN standards_standard s ON s.id = k.standard_id
    WHERE i.name = %s AND j.counts AND j.value IN ('yes', 'no') AND r.state = 'submitted' AND r.reading = 'first'
    GROUP BY 1
"""
ANSWERED = """
    SELECT s.number || '.' || k.number || '.' || p.letter, count(*) FILTER (WHERE a.value = 'yes'), count(*)
    FROM casereviews_answer a
    JOIN casereviews_casereview r ON r.id = a.review_id
    JOIN inspections_inspection i ON i.id = r.inspection_id
    JOIN standards_prompt p ON p.id = a.prompt_id
    JOIN standards_keyquestion k ON k.id = p.key_question_id
    JOIN standards_standard s ON s.id = k.standard_id
    WHERE i.name = %s AND a.counts AND a.value IN ('yes', 'no') AND r.state = 'submitted' AND r.reading = 'first'
    GROUP BY 1
"""


@pytest.fixture(scope="module")
def imported(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The three shipped files, imported once for all tests that only look. No `db` mark beside it: it is its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        for name in NAMES:
            inspection_import(path=FOLDER / f"{name}.json", now=NOW)
        yield
        transaction.set_rollback(True)


every_inspection = pytest.mark.parametrize("name", NAMES)


def counted(query: str, name: str) -> dict[str, tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [name])
        return {address: (yes, relevant) for address, yes, relevant in cursor.fetchall()}


@every_inspection
def test_every_printed_count_stands_in_the_database(imported: None, name: str) -> None:
    judged, answered = counted(JUDGED, name), counted(ANSWERED, name)
    questions, prompts = 0, 0
    for number, said in shipped(name)["standards"].items():
        for place, question in enumerate(said.get("key_questions", ()), start=1):
            assert judged[f"{number}.{place}"] == (question["yes"], question["relevant"])
            questions += 1
            for letter, prompt in zip("abcdefgh", question.get("prompts", ()), strict=False):
                found = answered.get(f"{number}.{place}.{letter}", (0, 0))
                assert found == (prompt["yes"], prompt["relevant"]), (number, place, letter)
                prompts += 1
    assert len(judged) == questions
    assert (questions, prompts) == {DON: (21, 0), DOR: (21, 0), ROT: (23, 93)}[name]


@every_inspection
def test_the_ratings_page_is_the_printed_one(imported: None, name: str) -> None:
    document = shipped(name)
    page = ratings_page(Inspection.objects.with_names().get(name=name))
    for number, said in document["standards"].items():
        standard = page.by_number[number]
        assert standard.rating == said.get("judgement", said.get("rating"))
        assert list(standard.percentages) == [q["percentage"] for q in said.get("key_questions", ())]
        discretion = said.get("discretion")
        assert bool(standard.discretion) is bool(discretion)
        if discretion:
            assert standard.discretion.words == discretion["reason"]
            assert standard.discretion.set_aside == (discretion["key_question"],)
            assert standard.triggers
        assert not standard.figures_changed
    assert (page.overall.score, page.overall.out_of, page.overall.rating) == tuple(document["overall"].values())
    assert page.reviews.complete


def test_the_printed_reasons_of_discretion_get_their_codes(imported: None) -> None:
    found = Decision.objects.exclude(reason_code="").order_by("inspection__name", "standard__number")
    assert list(found.values_list("inspection__name", "standard__number", "reason_code")) == [
        (DON, "2.3", "other_evidence"),
        (DON, "3.1", "other_evidence"),
        (ROT, "2.3", "cases_read_again"),
        (ROT, "2.4", "unrecorded_work"),
        (ROT, "3.4", "unrecorded_work"),
    ]


@every_inspection
def test_what_counts_is_what_the_rules_of_the_edition_ask(imported: None, name: str) -> None:
    """By brute force from the YAML over the rows: a judgement where its rule asks for one, and only there."""
    document = shipped(name)
    edition = edition_yaml(document["framework"])
    judged = set(
        Judgement.objects.filter(review__inspection__name=name).values_list(
            "review__case__reference", "key_question__standard__number", "key_question__number"
        )
    )
    for review in CaseReview.objects.with_case().filter(inspection__name=name):
        facts = dict(review.facts.values_list("target", "value"))
        for domain in edition["domains"]:
            for standard in domain["standards"]:
                if standard["rated_by"] == "judgement":
                    continue
                for place, question in enumerate(standard["key_questions"], start=1):
                    rule = edition["relevance"][question["relevant"]]
                    asked = review.case.domain.code == domain["code"] and is_asked(rule, review, facts)
                    assert ((review.case.reference, standard["number"], place) in judged) is asked


def is_asked(rule: Document, review: CaseReview, facts: dict[str, str]) -> bool:
    if "fact" in rule:
        return facts[f"fact.{rule['fact']}"] in rule["is"]
    if "inspector_classification" in rule:
        return facts[f"inspector.{rule['inspector_classification']}"] not in rule["not"]
    return review.case.disposal_type.code in rule.get("disposal_type", [review.case.disposal_type.code])


@every_inspection
def test_cases_and_particulars_are_those_of_the_file(imported: None, name: str) -> None:
    document = shipped(name)
    inspection = Inspection.objects.with_names().get(name=name)
    assert inspection.synthetic
    assert (inspection.source, inspection.service.place) == (document["source"], document["service"])
    assert (inspection.phase, str(inspection.fieldwork_starts)) == ("published", document["fieldwork_starts"])
    assert inspection.fieldwork_weeks == document["fieldwork_weeks"]
    assert inspection.joint_with == document.get("joint", [])
    assert (inspection.meetings_held, inspection.interviews) == (document["meetings"], document["interviews"])
    disposals = {
        (domain, kind): count for domain, kinds in document["disposals"].items() for kind, count in kinds.items()
    }
    disposals |= {("D4", "resettlement"): document["cases"]["D4"]} if "D4" in document["cases"] else {}
    assert inspection.cases.disposal_counts() == disposals
    assert all(inspection.cases.values_list("in_sample", flat=True))
    references = set(inspection.cases.values_list("reference", flat=True))
    assert {f"{document['service'][:3].upper()}-D2-01", f"{document['service'][:3].upper()}-D3-04"} <= references


@every_inspection
def test_every_review_is_complete_and_submitted_by_its_reader_in_fieldwork(imported: None, name: str) -> None:
    inspection = Inspection.objects.get(name=name)
    first = inspection.fieldwork_starts
    last = first + timedelta(days=7 * inspection.fieldwork_weeks)
    zone = get_default_timezone()
    for review in CaseReview.objects.filter(inspection=inspection):
        assert (review.state, review.done) == ("submitted", review.required)
        saved = review.saved_at.astimezone(zone)
        assert first <= saved.date() < last
        assert saved.weekday() < 5
        assert time(9) <= saved.time() < time(16)
        assert saved < review.submitted_at < saved + timedelta(hours=2)
    for model in (Answer, Judgement, Fact):
        rows = model.objects.filter(review__inspection=inspection)
        assert set(rows.values_list("version", flat=True)) == {1}
    days = {review.saved_at.date() for review in CaseReview.objects.filter(inspection=inspection)}
    assert len(days) >= min(3, CaseReview.objects.filter(inspection=inspection).count())


def test_every_reason_and_note_says_that_it_is_synthetic(imported: None) -> None:
    assert not Judgement.objects.exclude(reason__endswith="(Synthetic.)").exists()
    assert not Answer.objects.exclude(note="").exclude(note__endswith="(Synthetic.)").exists()
    assert not Proposal.objects.exclude(summary__endswith="(Synthetic.)").exists()


def test_the_people_who_recorded_it_are_nobody_and_can_never_sign_in(imported: None) -> None:
    people = Person.objects.filter(email__endswith="@plumbline.invalid")
    assert people.count() == 7
    assert not people.filter(is_active=True).exists()
    assert not any(person.has_usable_password() for person in people)
    for inspection in Inspection.objects.filter(name__in=NAMES):
        roles = list(inspection.team.order_by("role").values_list("role", flat=True))
        assert roles == ["inspector"] * 3 + ["lead"] + ["panel"] * 2
        assert not inspection.team.exclude(person__in=people).exists()
    assert set(Proposal.objects.values_list("by__name", flat=True)) == {"Synthetic lead"}
    assert set(Decision.objects.values_list("by__name", flat=True)) == {"Synthetic panel member 1"}
    assert set(CaseReview.objects.values_list("reader__name", flat=True)) == {
        f"Synthetic inspector {n}" for n in (1, 2, 3)
    }


def test_the_same_file_again_changes_nothing(db: None, tmp_path: Path) -> None:
    first = inspection_import(path=written(tmp_path, shipped(ROT)), now=NOW)
    before = snapshot(first.inspection)
    respaced = tmp_path / "again" / "madeup-2023.json"
    respaced.parent.mkdir()
    respaced.write_bytes((FOLDER / f"{ROT}.json").read_bytes())
    again = inspection_import(path=respaced, now=NOW + timedelta(days=1))
    assert (first.outcome, again.outcome) == (Outcome.IMPORTED, Outcome.SAME)
    assert again.sentence == "madeup-2023 is already imported from the same figures. Nothing was changed."
    assert snapshot(first.inspection) == before


def snapshot(inspection: Inspection) -> list[object]:
    rows: list[object] = [Inspection.objects.filter(pk=inspection.pk).values().get()]
    for model in (Answer, Judgement, Fact):
        rows += model.objects.filter(review__inspection=inspection).order_by("pk").values_list()
    for model in (Proposal, Decision):
        rows += model.objects.filter(inspection=inspection).order_by("pk").values_list()
    return rows


def small(**change: object) -> Document:
    """Rotherham, so that an import takes a moment only."""
    return shipped(ROT) | change


def test_changed_figures_are_refused_without_replace(db: None, tmp_path: Path) -> None:
    found = inspection_import(path=written(tmp_path, small()), now=NOW).inspection
    before = snapshot(found)
    with pytest.raises(FileRefused) as refused:
        inspection_import(path=written(tmp_path, small(meetings=10)), now=NOW)
    assert refused.value.problems[0].startswith(
        "madeup-2023 was imported from other figures than madeup-2023.json holds now. Give --replace to delete it and "
        "make it anew. Changed by hand since its import on "
    )
    assert refused.value.problems[0].endswith(", and lost with it: nothing.")
    assert snapshot(found) == before


def test_replace_makes_it_anew_says_what_is_lost_and_keeps_the_team(db: None, tmp_path: Path) -> None:
    admin = PersonFactory(is_administrator=True)
    found = inspection_import(path=written(tmp_path, small()), now=NOW).inspection
    lead, editor = PersonFactory(name="A real lead"), PersonFactory(name="A real editor")
    found.team.filter(role=Role.LEAD).delete()
    for person, role in ((lead, Role.LEAD), (editor, Role.EDITOR)):
        team_member_add(by=admin, inspection=found, person=person, role=role)
    later = found.created_at + timedelta(hours=1)
    review = CaseReview.objects.filter(inspection=found, case__reference="ROT-D2-01").get()
    review_reopen(review_id=review.pk, reason="To look again", by=lead, at=later)
    changes = [Change("2.1.1.a", 1, "not_relevant"), Change("fact.gender", 1, "another")]
    changes_apply(review_id=review.pk, changes=changes, by=lead, at=later)
    case_opened(case_id=review.case_id, page="whole", by=lead, at=later)
    result = inspection_import(path=written(tmp_path, small(meetings=10)), now=later, replace=True)
    assert result.outcome is Outcome.REPLACED
    assert result.notes[0].endswith(", and lost with it: one answer, one fact and one review.")
    assert result.notes[1] == "Lost too: the record of who looked at its cases (one entry)."
    assert (result.inspection.pk != found.pk, result.inspection.meetings_held) == (True, 10)
    assert not CaseReview.objects.filter(pk=review.pk).exists()
    team = {(member.person.name, member.role) for member in result.inspection.team.select_related("person")}
    assert {("A real lead", "lead"), ("A real editor", "editor"), ("Synthetic inspector 1", "inspector")} <= team
    assert ("Synthetic lead", "lead") not in team
    left = [(change.person, change.by) for change in team_changes(found) if change.words.startswith("Left")]
    assert len(left) == 8 and {by for _, by in left[:7]} == {"Plumbline import"}, "who replaced it took everybody off"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the record of who looked may go only with its case


def test_an_inspection_that_was_not_imported_is_never_replaced(world: World, tmp_path: Path) -> None:
    path = written(tmp_path, small(), name=world.inspection.name)
    for replace in (False, True):
        with pytest.raises(FileRefused, match=r"not imported from a file: it stays\. Rename testley-2026\.json"):
            inspection_import(path=path, now=NOW, replace=replace)
    assert Inspection.objects.filter(pk=world.inspection.pk).exists()


def test_a_freshly_migrated_database_gets_the_edition_and_everything_else(db: None, tmp_path: Path) -> None:
    Edition.objects.all().delete()
    assert (Person.objects.count(), Service.objects.count()) == (0, 0)
    inspection_import(path=written(tmp_path, small()), now=NOW)
    assert list(Edition.objects.values_list("code", "in_use")) == [("youth-2018", True)]


def test_a_refused_file_leaves_nothing_behind(db: None, tmp_path: Path) -> None:
    Edition.objects.all().delete()
    document = small()
    document["overall"]["score"] = 12
    with pytest.raises(FileRefused, match="overall: the score is 12"):
        inspection_import(path=written(tmp_path, document), now=NOW)
    assert not any(model.objects.exists() for model in (Edition, Person, Service, Inspection))


def test_an_import_that_fails_part_of_the_way_leaves_nothing_behind(db: None, tmp_path: Path) -> None:
    """Its panel may not sign in, so every case is recorded before the first decision is refused."""
    Edition.objects.all().delete()
    crew = Crew(PersonFactory(), [PersonFactory()], [PersonFactory(is_active=False)])
    people = Person.objects.count()
    with pytest.raises(PermissionDenied):
        inspection_import(path=written(tmp_path, small()), now=NOW, crew=crew)
    assert not any(model.objects.exists() for model in (Edition, Service, Inspection, CaseReview, Proposal))
    assert Person.objects.count() == people


def test_a_crew_records_it_and_others_join_the_team(db: None, tmp_path: Path) -> None:
    lead, reader, panel, editor = (PersonFactory() for _ in range(4))
    found = inspection_import(
        path=written(tmp_path, small()),
        now=NOW,
        crew=Crew(lead, [reader], [panel]),
        others=[(editor, Role.EDITOR, "")],
    ).inspection
    team = dict(found.team.values_list("person_id", "role"))
    assert team == {lead.pk: "lead", reader.pk: "inspector", panel.pk: "panel", editor.pk: "editor"}
    assert set(found.reviews.values_list("reader_id", flat=True)) == {reader.pk}
    assert set(Decision.objects.values_list("by_id", flat=True)) == {panel.pk}
    assert Person.objects.filter(pk__in=team, is_active=True).count() == 4
    for person in (lead, reader):
        roles = {Role(m.role) for m in person.memberships.all()}
        assert not any(NOT_TOGETHER.get(role, frozenset()) & roles for role in roles)


@pytest.mark.parametrize("stem", ["Don caster", "doncaster.2024", "düren-2020", "x" * 81, "--", ".."])
def test_a_stem_that_is_no_name_is_refused_with_what_to_do(db: None, tmp_path: Path, stem: str) -> None:
    if stem in ("--", ".."):
        stem = f"a{stem}!"
    with pytest.raises(
        FileRefused, match=r"rename the file to letters, digits and hyphens, at most 80, such as doncaster"
    ):
        inspection_import(path=written(tmp_path, small(), name=stem), now=NOW)


def test_an_edition_that_is_neither_loaded_nor_shipped_is_refused(db: None, tmp_path: Path) -> None:
    path = written(tmp_path, small(framework="youth-1998"))
    with pytest.raises(FileRefused, match="there is no edition 'youth-1998'; there are youth-2018 and youth-2021"):
        inspection_import(path=path, now=NOW)


def test_a_standard_that_is_not_rated_leaves_no_overall_score_and_that_is_said(db: None, tmp_path: Path) -> None:
    document = small()
    document["standards"]["2.3"] = None
    document["overall"] = overall(edition_yaml("youth-2018"), document["standards"])
    result = inspection_import(path=written(tmp_path, document), now=NOW)
    assert result.notes == ("No overall score is shown, because 2.3 is not rated; the file says 10 of 33.",)
    page = ratings_page(result.inspection)
    assert (page.overall.score, page.by_number["2.3"].rating) == (None, None)
    by_hand = Judgement.objects.filter(key_question__standard__number="2.3")
    assert set(by_hand.values_list("value", flat=True)) == {"not_relevant"}


def test_an_inspection_that_read_no_case_is_imported_with_its_judgements(db: None, tmp_path: Path) -> None:
    document = small(cases={"D2": 0, "D3": 0}, disposals={}, interviews={}, interviews_by_domain={})
    document["standards"] |= {number: None for number in document["standards"] if number[0] in "23"}
    document["overall"] = overall(edition_yaml("youth-2018"), document["standards"])
    result = inspection_import(path=written(tmp_path, document), now=NOW)
    assert result.sentence.startswith("Imported madeup-2023: no synthetic cases that add up")
    assert ratings_page(result.inspection).by_number["1.2"].rating == "good"


def test_a_standard_that_may_be_unrated_is_left_so_by_the_panel(db: None, tmp_path: Path) -> None:
    document = random_document(edition_yaml("youth-2021"), 4)
    document["standards"].pop("4.1", None)
    inspection_import(path=written(tmp_path, document), now=NOW)
    decision = Decision.objects.get(standard__number="4.1")
    assert decision.rating == ""


def test_fieldwork_to_come_is_recorded_as_of_now(db: None, tmp_path: Path) -> None:
    path = written(tmp_path, small(fieldwork_starts="2031-03-03"))
    found = inspection_import(path=path, now=NOW).inspection
    assert set(found.reviews.values_list("saved_at", flat=True)) == {NOW}
    assert not Decision.objects.filter(at__gt=NOW).exists()


def test_a_service_that_is_there_keeps_its_names(db: None, tmp_path: Path) -> None:
    service = Service.objects.create(place="Rotherham", full_name="Rotherham Youth Offending Team", generic_term="YOT")
    found = inspection_import(path=written(tmp_path, small()), now=NOW).inspection
    assert found.service == service
    assert Service.objects.get().full_name == "Rotherham Youth Offending Team"


@pytest.mark.parametrize("code", CODES)
def test_random_files_come_out_of_the_database_as_printed(db: None, tmp_path: Path, code: str) -> None:
    """The import compares the ratings page with the file itself; here the rows are counted by SQL."""
    for seed in (3, 7):
        document = random_document(edition_yaml(code), seed)
        name = f"random-{seed}"
        inspection_import(path=written(tmp_path, document, name=name), now=NOW)
        judged = counted(JUDGED, name)
        for number, said in document["standards"].items():
            for place, question in enumerate((said or {}).get("key_questions", ()), start=1):
                assert judged.get(f"{number}.{place}", (0, 0)) == (question["yes"], question["relevant"])
