"""Every answer behind the annexe, for the team: each once, no name and no word of anybody, streamed."""

import csv
import io

import pytest
from django.urls import reverse

from casereviews.models import Answer, Judgement
from casereviews.services import sample_membership_set
from inspections.models import Case
from inspections.rules import Role
from reports.annexe.answers import COLUMNS, PIECE, answers_csv
from reports.annexe.models import AnnexeTaken
from tests.factories import NOW, World, fill, world
from tests.reports.annexe_material import built, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(inspected: World) -> World:
    """Beside two submitted cases one that is under way, one that fell out, and one in another inspection."""
    fill(inspected.review("C3"), by=inspected.inspector)
    out = inspected.submitted("C4")
    sample_membership_set(case_id=out.case_id, in_sample=False, because="Moved.", by=inspected.lead, at=NOW)
    world(name="other-2026").submitted("X1")
    return inspected


def read(found: World) -> list[dict[str, str]]:
    inspection = found.inspection
    text = b"".join(answers_csv(inspection.pk, inspection.edition_id)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_answer_stands_once_and_counts_as_the_annexe_says(found):
    told = read(found)
    kept = [
        model.objects.filter(review__inspection=found.inspection).exclude(value="") for model in (Answer, Judgement)
    ]
    assert len(told) == len({(row["case"], row["address"]) for row in told}) == sum(each.count() for each in kept)
    assert {row["kind"] for row in told} == {"prompt", "judgement"}
    assert {(row["case"], row["submitted"], row["in_sample"]) for row in told} == {
        ("C1", "yes", "yes"),
        ("C2", "yes", "yes"),
        ("C3", "no", "yes"),
        ("C4", "yes", "no"),
    }
    built(found.inspection)
    for table, address in (("key_questions", "key_question"), ("prompts", "prompt")):
        for row in rows(found.inspection, table):
            counted = [one["value"] for one in told if one["address"] == row[address] and one["counts"] == "yes"]
            assert (len(counted), counted.count("yes")) == (row["relevant"], row["yes"]), row[address]


def test_it_holds_no_name_no_note_and_no_reason(found):
    text = b"".join(answers_csv(found.inspection.pk, found.inspection.edition_id)).decode("utf-8-sig")
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert "Because" not in text and found.inspector.name not in text
    assert {len(line) for line in csv.reader(io.StringIO(text))} == {len(COLUMNS)}


def test_a_reference_that_begins_like_a_formula_runs_nowhere(found):
    Case.objects.filter(reference="C1").update(reference='=HYPERLINK("x")')
    assert {row["case"] for row in read(found)} == {'\'=HYPERLINK("x")', "C2", "C3", "C4"}


def test_it_comes_in_pieces(found, monkeypatch):
    monkeypatch.setattr("reports.annexe.answers.PIECE", 1000)
    pieces = list(answers_csv(found.inspection.pk, found.inspection.edition_id))
    assert len(pieces) > 5 and all(len(piece) < 1200 for piece in pieces)
    assert PIECE == 65_536


def test_an_inspection_without_answers_gives_the_heading_alone(world):
    assert b"".join(answers_csv(world.inspection.pk, world.inspection.edition_id)).count(b"\n") == 1


@pytest.mark.parametrize("role", list(Role))
def test_who_may_take_it_does_so_on_record(found, sign_in, role):
    response = sign_in(found.people[role]).get(reverse("annexe_answers", args=[found.inspection.name]))
    if role not in (Role.LEAD, Role.QUALITY_LEAD, Role.EDITOR):
        assert (response.status_code, AnnexeTaken.objects.count()) == (403, 0)
        return
    assert sign_in(found.people[role]).head(response.request["PATH_INFO"]).status_code == 200
    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbfcase,domain,")
    assert response["Content-Disposition"] == 'attachment; filename="testley-2026-answers-not-for-publication.csv"'
    assert response["Cache-Control"] == "no-store"
    taken = AnnexeTaken.objects.get()
    assert (taken.by, taken.what) == (found.people[role], "answers")
