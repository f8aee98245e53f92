"""What the service's contact sends and sees, hostile files, and how files are handed out."""

import pytest

from evidence.models import Download, Evidence, EvidenceFile
from evidence.services import file_scan, piece_withdraw
from inspections.rules import Role
from tests.evidence.material import DOCX, PDF, document, everything, file_of, office, sent
from tests.evidence.pages import at, upload
from tests.factories import NOW, World
from tests.inspections.pages import error_links
from tests.reading import text_of

HTML = b"<!DOCTYPE html><script>alert(document.cookie)</script>"


@pytest.fixture
def contact(world: World, sign_in):
    return sign_in(world.people[Role.SERVICE_CONTACT])


@pytest.fixture
def lead(world: World, sign_in):
    return sign_in(world.lead)


def send(contact, world: World, content: bytes = PDF, name: str = "plan.pdf", **told: str):
    return contact.post(at("evidence_send", world), {"file": upload(content, name), "kind": "document", **told})


def test_a_contact_sends_a_document_and_sees_it_listed(world: World, contact, lead) -> None:
    assert "Nothing sent yet" in text_of(contact.get(at("evidence_sent", world)))
    assert send(contact, world, notes="From March.")["Location"] == at("evidence_sent", world)
    piece = Evidence.objects.get()
    assert (piece.title, piece.from_service, piece.notes) == ("plan", True, "From March.")
    shown = text_of(contact.get(at("evidence_sent", world)))
    assert "plan.pdf" in shown and "Not checked for viruses" in shown
    theirs = text_of(lead.get(at("evidence", world)))
    assert "Sent by the service" in theirs and "Not tagged" in theirs


def test_a_contact_sees_what_the_service_sent_and_nothing_else(world: World, contact) -> None:
    made = everything(world)
    theirs = document(world, DOCX, title="The team’s own")
    shown = text_of(contact.get(at("evidence_sent", world)))
    assert "Our plan" in shown
    for hidden in ("The team’s own", "The chair of the board", "Survey of staff", "A clear vision."):
        assert hidden not in shown
    assert contact.get(at("evidence_file", world, theirs.pk)).status_code == 404
    assert contact.get(at("evidence_file", world, made["document"].pk)).status_code == 200
    assert contact.get(at("evidence_sent_withdraw", world, theirs.pk)).status_code == 404
    for page in ("evidence", "strengths"):
        assert contact.get(at(page, world)).status_code == 403


def test_a_contact_withdraws_with_a_reason_and_does_not_read_the_teams(world: World, contact) -> None:
    mine, other = sent(world), sent(world, DOCX, "b.docx", "Another")
    contact.post(at("evidence_sent_withdraw", world, mine.pk), {"because": "An old one.", "seen": "1"})
    piece_withdraw(piece_id=other.pk, because="Names a child.", seen=1, by=world.lead, at=NOW)
    shown = text_of(contact.get(at("evidence_sent", world)))
    assert "An old one." in shown
    assert "Set aside by the team" in shown and "Names a child." not in shown


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (HTML, "plan.pdf", "This is a web page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "photo.png", "This is a web page"),
        (b"MZ\x90\0\x03\0", "plan.pdf", "none of the kinds"),
        (office("word/document.xml", "word/vbaProject.bin"), "plan.docx", "holds macros"),
        (b"PK\x03\x04" + b"\xff" * 200, "plan.docx", "damaged"),
        (b"", "plan.pdf", "empty"),
        (b"   ", "plan.txt", "empty"),
        (b"%PDF-" + b"0" * 20_000_001, "plan.pdf", "larger than 20 MB"),
    ],
    ids=["html", "svg", "program", "macros", "damaged", "empty", "blank", "large"],
)
def test_a_hostile_file_is_refused_with_a_sentence(world: World, contact, content, name, says) -> None:
    [(where, sentence)] = error_links(send(contact, world, content, name))
    assert where == "#id_file" and says in sentence
    assert not Evidence.objects.exists() and not EvidenceFile.objects.exists()


def test_a_body_beyond_twenty_megabytes_is_told_in_words_and_five_holds_elsewhere(world: World, contact) -> None:
    large = send(contact, world, b"%PDF-" + b"0" * 20_200_000)
    assert large.status_code == 413 and "larger than 20 MB" in text_of(large)
    other = contact.post(at("eligible_new", world), {"file": upload(b"x" * 5_200_000, "cases.csv")})
    assert other.status_code == 413 and "larger than 5 MB" in text_of(other)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\a\\b.PDF", "b.pdf"),
        ("page.html", "page.html.pdf"),
        ("x" * 500 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_cut_to_what_can_be_kept_and_is_no_path(world: World, contact, name: str, kept: str) -> None:
    send(contact, world, name=name)
    assert EvidenceFile.objects.get().name == kept


def test_a_file_is_handed_out_so_that_no_browser_runs_it_and_on_record(world: World, lead) -> None:
    piece = sent(world, name="Jahresplan “neu” ä.pdf")
    response = lead.get(at("evidence_file", world, piece.pk))
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Jahresplan")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store"
    assert list(Download.objects.values_list("file", "by")) == [(file_of(piece).pk, world.lead.pk)]
    assert "Who took the file lead of testley-2026" in text_of(lead.get(at("evidence_piece", world, piece.pk)))


def test_a_text_that_is_called_a_page_is_handed_out_as_text(world: World, lead) -> None:
    piece = document(world, b"plain words", "evil.html")
    response = lead.get(at("evidence_file", world, piece.pk))
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"] == 'attachment; filename="evil.html.txt"'


def test_a_piece_without_a_file_has_none_to_take(world: World, lead) -> None:
    made = everything(world)
    assert lead.get(at("evidence_file", world, made["meeting"].pk)).status_code == 404


@pytest.mark.parametrize("content", [PDF, PDF + b"EICAR"], ids=["waiting", "refused"])
def test_a_file_that_waits_or_was_refused_cannot_be_taken(world: World, contact, lead, settings, content) -> None:
    settings.EVIDENCE_SCANNER = "tests.evidence.test_scanning:scan_in_python"
    piece = sent(world, content)
    says = "waits to be checked for viruses"
    if content != PDF:
        file_scan(file_id=file_of(piece).pk, at=NOW)
        says = "refused this file: Eicar. It is not kept."
    for browser, page in ((lead, at("evidence_piece", world, piece.pk)), (contact, at("evidence_sent", world))):
        answer = browser.get(at("evidence_file", world, piece.pk), follow=True)
        assert answer.redirect_chain[0][0] == page and says in text_of(answer)
    assert not Download.objects.exists()


def test_lists_never_load_what_files_hold(world: World, lead, django_assert_num_queries) -> None:
    sent(world)
    with django_assert_num_queries(9) as asked:
        lead.get(at("evidence", world))
    assert not [query for query in asked.captured_queries if "evidence_filecontent" in query["sql"]]
