"""Files and pieces for the tests of evidence."""

import io
import zipfile
from datetime import date
from typing import Any

from django.db import connection, transaction

from evidence.models import Evidence, EvidenceFile
from evidence.rules import EvidenceKind, Scale, Side
from evidence.services import SentFile, document_send, piece_add, question_save, quote_save, strength_save
from inspections.rules import Role
from tests.factories import NOW, World

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"


def archive(*names: str, first: tuple[str, bytes] | None = None, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with parts of these names; `first` is stored as it is, before all others."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", kind) as made:
        if first:
            made.writestr(zipfile.ZipInfo(first[0]), first[1], zipfile.ZIP_STORED)
        for name in names:
            made.writestr(name, b"<x/>")
    return written.getvalue()


def office(main: str, *more: str) -> bytes:
    return archive("[Content_Types].xml", main, *more)


def opened(kind: str) -> bytes:
    media = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive("content.xml", first=("mimetype", media))


DOCX = office("word/document.xml")
MEETING: dict[str, Any] = {
    "title": "The chair of the board",
    "positions": ["1.1", "1.1.2"],
    "notes": "Clear about figures.",
    "held_on": date(2026, 3, 10),
    "attended": [],
    "with_whom": ["board_chair"],
    "with_words": "",
}
SURVEY: dict[str, Any] = {
    "title": "Survey of staff",
    "positions": ["1.2"],
    "notes": "",
    "held_on": None,
    "asked": "staff",
    "invited": 24,
    "completed": 16,
}
TEXTS: dict[str, Any] = {
    "title": "Text survey",
    "positions": ["involvement"],
    "notes": "",
    "held_on": None,
    "consents_asked": 30,
    "consents_given": 20,
    "replies_children": 8,
    "replies_parents": 2,
    "replies_unknown": 0,
    "scores": [0, 0, 0, 0, 1, 0, 1, 2, 2, 4],
}


def document(world: World, content: bytes = PDF, name: str = "plan.pdf", **told: Any) -> Evidence:
    known = {"title": "Youth justice plan", "positions": ["1.1"], "notes": "", **told}
    file = SentFile(name, content)
    return piece_add(
        inspection=world.inspection, kind=EvidenceKind.DOCUMENT, told=known, file=file, by=world.lead, at=NOW
    )


def sent(world: World, content: bytes = PDF, name: str = "plan.pdf", title: str = "Our plan") -> Evidence:
    """By the service's contact."""
    return document_send(
        inspection=world.inspection,
        kind=EvidenceKind.DOCUMENT,
        title=title,
        notes="",
        file=SentFile(name, content),
        by=world.people[Role.SERVICE_CONTACT],
        at=NOW,
    )


def file_of(piece: Evidence) -> EvidenceFile:
    return EvidenceFile.objects.get(evidence=piece)


def meeting(world: World, **told: Any) -> Evidence:
    kind = EvidenceKind(told.pop("kind", EvidenceKind.MEETING))
    return piece_add(inspection=world.inspection, kind=kind, told=MEETING | told, by=world.inspector, at=NOW)


def survey(world: World, **told: Any) -> Evidence:
    known = SURVEY | told
    return piece_add(inspection=world.inspection, kind=EvidenceKind.SURVEY, told=known, by=world.inspector, at=NOW)


def texts(world: World, **told: Any) -> Evidence:
    known = TEXTS | told
    return piece_add(inspection=world.inspection, kind=EvidenceKind.TEXT_SURVEY, told=known, by=world.lead, at=NOW)


def question(world: World, piece: Evidence, **told: Any) -> Any:
    known = {
        "text": "Is it manageable?",
        "scale": Scale.YES_NO,
        "labels": [],
        "counts": [10, 6],
        "answered": None,
        **told,
    }
    return question_save(survey_id=piece.pk, by=world.inspector, at=NOW, **known)


def quote(world: World, piece: Evidence, original: str = "they helped me loads", edited: str = "", **more: Any) -> Any:
    known = {"who": "child", "original": original, "edited": edited, **more}
    return quote_save(survey_id=piece.pk, by=world.lead, at=NOW, **known)


def strength(world: World, *evidence: Evidence, words: str = "A clear vision.", **told: Any) -> Any:
    known = {
        "about": "1.1",
        "side": Side.STRENGTH,
        "words": words,
        "evidence": [piece.pk for piece in evidence],
        **told,
    }
    return strength_save(inspection=world.inspection, by=world.lead, at=NOW, **known)


def everything(world: World) -> dict[str, Any]:
    """A piece of every kind, and what rests on them."""
    found = {
        "document": sent(world),
        "meeting": meeting(world, attended=[world.lead.pk]),
        "interview": meeting(world, kind="interview"),
    }
    found["presentation"] = meeting(world, kind="presentation", title="The service at a glance")
    found |= {"survey": survey(world), "texts": texts(world)}
    found["question"] = question(world, found["survey"])
    found["quote"] = quote(world, found["texts"])
    found["strength"] = strength(world, found["meeting"])
    found["area"] = strength(world, found["document"], words="Partners are absent.", side=Side.AREA)
    return found


def delete_now(rows: Any) -> None:
    """Deletes, and asks the triggers that wait for the end of the transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        rows.delete()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
