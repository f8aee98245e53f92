"""Adding, changing and withdrawing evidence; surveys and quotes in it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.versions import ChangedMeanwhile
from evidence.models import Evidence, EvidenceFile, Quote, SurveyQuestion
from evidence.rules import EvidenceKind, Scale
from evidence.services import (
    EvidenceRefused,
    SentFile,
    document_send,
    piece_add,
    piece_change,
    piece_withdraw,
    question_save,
    question_withdraw,
    quote_save,
    quote_withdraw,
)
from inspections.rules import Role
from inspections.services import team_member_remove
from tests.evidence.material import (
    DOCX,
    MEETING,
    PDF,
    SURVEY,
    TEXTS,
    delete_now,
    document,
    everything,
    meeting,
    question,
    quote,
    sent,
    survey,
    texts,
)
from tests.factories import NOW, World


def test_a_piece_of_every_kind_is_recorded_with_by_whom(world: World) -> None:
    made = everything(world)
    assert {piece.kind for piece in Evidence.objects.all()} == {kind.value for kind in EvidenceKind}
    assert made["document"].from_service and made["document"].recorded_by == world.people[Role.SERVICE_CONTACT]
    assert not made["meeting"].from_service and made["meeting"].version == 1


def test_the_same_recorded_twice_is_one(world: World) -> None:
    assert meeting(world) == meeting(world)
    piece = survey(world)
    assert question(world, piece) == question(world, piece)
    found = texts(world)
    assert quote(world, found) == quote(world, found)
    assert (Evidence.objects.count(), SurveyQuestion.objects.count(), Quote.objects.count()) == (3, 1, 1)


@pytest.mark.parametrize(
    ("kind", "told", "field"),
    [
        (EvidenceKind.MEETING, MEETING | {"title": " "}, "title"),
        (EvidenceKind.MEETING, MEETING | {"title": "x" * 201}, "title"),
        (EvidenceKind.MEETING, MEETING | {"notes": "a\0b"}, "notes"),
        (EvidenceKind.MEETING, MEETING | {"held_on": None}, "held_on"),
        (EvidenceKind.MEETING, MEETING | {"held_on": NOW.date() + timedelta(days=1)}, "held_on"),
        (EvidenceKind.MEETING, MEETING | {"with_whom": []}, "with_whom"),
        (EvidenceKind.MEETING, MEETING | {"with_whom": ["the queen"]}, "with_whom"),
        (EvidenceKind.MEETING, MEETING | {"attended": [999_999]}, "attended"),
        (EvidenceKind.MEETING, MEETING | {"positions": ["9.9"]}, "positions"),
        (EvidenceKind.SURVEY, SURVEY | {"completed": 25}, "completed"),
        (EvidenceKind.TEXT_SURVEY, TEXTS | {"consents_given": 31}, "consents_given"),
        (EvidenceKind.TEXT_SURVEY, TEXTS | {"replies_children": 19}, "replies_children"),
        (EvidenceKind.TEXT_SURVEY, TEXTS | {"scores": [11] + [0] * 9}, "score_1"),
        (EvidenceKind.DOCUMENT, {"title": "Plan", "positions": [], "notes": ""}, "file"),
    ],
)
def test_what_cannot_be_recorded_is_told_at_its_field(world: World, kind: EvidenceKind, told: Any, field: str) -> None:
    with pytest.raises(EvidenceRefused) as refused:
        piece_add(inspection=world.inspection, kind=kind, told=told, by=world.inspector, at=NOW)
    assert refused.value.field == field
    assert not Evidence.objects.exists()


def test_who_was_there_is_of_the_team_and_no_service_contact(world: World) -> None:
    assert meeting(world, attended=[world.lead.pk]).attended == [world.lead.pk]
    with pytest.raises(EvidenceRefused, match="people of the team"):
        meeting(world, title="Another", attended=[world.people[Role.SERVICE_CONTACT].pk])


def test_whoever_left_the_team_stays_in_the_meetings_they_were_at(world: World) -> None:
    piece = meeting(world, attended=[world.people[Role.EDITOR].pk])
    team_member_remove(by=world.administrator, member=world.inspection.team.get(role=Role.EDITOR))
    changed = piece_change(piece_id=piece.pk, told=MEETING | {"attended": piece.attended, "notes": "More."},
                           seen=1, by=world.lead, at=NOW)  # fmt: skip
    assert (changed.notes, changed.version) == ("More.", 2)


def test_a_change_from_an_old_version_is_no_change(world: World) -> None:
    piece = meeting(world)
    piece_change(piece_id=piece.pk, told={"notes": "First."}, seen=1, by=world.lead, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        piece_change(piece_id=piece.pk, told={"notes": "Second."}, seen=1, by=world.inspector, at=NOW)
    piece.refresh_from_db()
    assert (piece.notes, piece.by) == ("First.", world.lead)
    assert list(piece.pgh_event_model.objects.values_list("notes", flat=True)) == ["Clear about figures.", "First."]


def test_what_is_withdrawn_stays_and_cannot_be_changed(world: World) -> None:
    piece = meeting(world)
    with pytest.raises(EvidenceRefused, match="Say why"):
        piece_withdraw(piece_id=piece.pk, because=" ", seen=1, by=world.lead, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        piece_withdraw(piece_id=piece.pk, because="Twice.", seen=7, by=world.lead, at=NOW)
    piece_withdraw(piece_id=piece.pk, because="Twice.", seen=1, by=world.lead, at=NOW)
    piece_withdraw(piece_id=piece.pk, because="Again.", seen=1, by=world.inspector, at=NOW)
    piece.refresh_from_db()
    assert (piece.withdrawn_because, piece.withdrawn_by, piece.withdrawn_at) == ("Twice.", world.lead, NOW)
    with pytest.raises(EvidenceRefused, match="withdrawn meanwhile"):
        piece_change(piece_id=piece.pk, told={"notes": "No."}, seen=2, by=world.lead, at=NOW)


def test_nothing_of_evidence_is_deleted_while_its_inspection_is_there(world: World) -> None:
    everything(world)
    for model in (Evidence, SurveyQuestion, Quote, EvidenceFile):
        with pytest.raises(IntegrityError):
            delete_now(model.objects.all())
    delete_now(world.inspection)
    assert not Evidence.objects.exists()


def test_a_service_contact_sends_documents_alone_and_withdraws_only_those(world: World) -> None:
    contact, file = world.people[Role.SERVICE_CONTACT], SentFile("a.pdf", PDF)
    with pytest.raises(EvidenceRefused, match="your presentation"):
        document_send(inspection=world.inspection, kind=EvidenceKind.SURVEY, title="S", notes="", file=file,
                      by=contact, at=NOW)  # fmt: skip
    mine, theirs = sent(world), document(world, DOCX)
    piece_withdraw(piece_id=mine.pk, because="The wrong one.", seen=1, by=contact, at=NOW)
    with pytest.raises(PermissionDenied):
        piece_withdraw(piece_id=theirs.pk, because="No.", seen=1, by=contact, at=NOW)


def test_a_file_is_kept_once_until_it_is_withdrawn(world: World) -> None:
    piece = sent(world)
    with pytest.raises(EvidenceRefused, match="here already: Our plan"):
        sent(world)
    document(world)  # the team may have been given the same by another way
    piece_withdraw(piece_id=piece.pk, because="Twice.", seen=1, by=world.lead, at=NOW)
    sent(world)


def test_answers_cannot_exceed_who_completed_the_survey(world: World) -> None:
    piece = survey(world)
    with pytest.raises(EvidenceRefused) as refused:
        question(world, piece, counts=[10, 7])
    assert refused.value.field == "answered"
    assert question(world, piece).answered == 16
    with pytest.raises(EvidenceRefused, match="16 answered one of its questions"):
        piece_change(piece_id=piece.pk, told={"completed": 15}, seen=1, by=world.lead, at=NOW)


def test_a_question_is_changed_from_the_version_seen_and_withdrawn_with_a_reason(world: World) -> None:
    piece = survey(world)
    row = question(world, piece)
    told = {"text": "Is it?", "scale": Scale.YES_NO, "labels": [], "counts": [1, 1], "answered": 3}
    question_save(survey_id=piece.pk, question_id=row.pk, seen=1, by=world.lead, at=NOW, **told)
    with pytest.raises(ChangedMeanwhile):
        question_save(survey_id=piece.pk, question_id=row.pk, seen=1, by=world.lead, at=NOW, **told | {"answered": 4})
    question_withdraw(question_id=row.pk, because="Not asked.", seen=2, by=world.lead, at=NOW)
    with pytest.raises(EvidenceRefused, match="withdrawn meanwhile"):
        question_save(survey_id=piece.pk, question_id=row.pk, seen=3, by=world.lead, at=NOW, **told)
    assert not piece.questions.standing().exists()
    assert question(world, piece).place == 2


def test_questions_are_of_surveys_and_quotes_of_text_surveys(world: World) -> None:
    with pytest.raises(EvidenceRefused, match="another kind"):
        question(world, meeting(world))
    with pytest.raises(EvidenceRefused, match="another kind"):
        quote(world, survey(world))


def test_a_quote_keeps_its_original_and_takes_marked_edits_alone(world: World) -> None:
    piece = texts(world)
    with pytest.raises(EvidenceRefused) as refused:
        quote(world, piece, edited="they helped me")
    assert refused.value.field == "edited"
    row = quote(world, piece, edited="[the workers] helped me …")
    with pytest.raises(EvidenceRefused, match="stay as they are"):
        quote(world, piece, "something else", quote_id=row.pk, seen=1)
    quote_save(survey_id=piece.pk, quote_id=row.pk, who="parent_carer", original=row.original, edited="they helped …",
               seen=1, by=world.lead, at=NOW)  # fmt: skip
    row.refresh_from_db()
    assert (row.printed, row.original, row.who) == ("they helped …", "they helped me loads", "parent_carer")
    quote_withdraw(quote_id=row.pk, because="No consent.", seen=2, by=world.lead, at=NOW)
    assert not piece.quotes.standing().exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("held_on", None),
        ("withdrawn_because", "No time, nobody"),
        ("from_service", True),
        ("consents_given", 3),
    ],
)
def test_the_database_holds_what_it_can(world: World, field: str, value: Any) -> None:
    piece = meeting(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=piece.pk).update(**{field: value}, consents_asked=2)
