"""What is refused or mended before any page sees it."""

import io
import json
import re
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

from config.wsgi import WholeBody, application
from tests.casereviews.doors import a_change, checked
from tests.factories import World


@pytest.mark.parametrize("charset", ["hex", "rot13", "base64", "zlib", "undefined", "iso-8859-1"])
def test_a_character_set_named_by_the_sender_is_not_believed(db, charset: str):
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/sign-in/",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": f"application/x-www-form-urlencoded; charset={charset}",
        "wsgi.input": io.BytesIO(b""),
        "wsgi.url_scheme": "http",
    }
    list(application(environ, lambda status, headers: said.append(status)))
    assert said == ["200 OK"]


def test_a_body_larger_than_anything_we_take_is_refused_unread(client: Client):
    response = client.post("/sign-in/", b"", content_type="application/octet-stream", CONTENT_LENGTH="400000000")
    assert response.status_code == 413
    assert "We could not read what was sent" in response.content.decode()


def _sent(browser: Client, path: str, body: bytes, *, arrived: int, kind: str) -> HttpResponse:
    """What is answered to a body of which only so many bytes arrived."""
    stream = WholeBody(io.BytesIO(body[:arrived]), len(body))
    return browser.post(path, content_type=kind, **{"wsgi.input": stream, "CONTENT_LENGTH": str(len(body))})


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("lost", [1, 40])
def test_a_form_cut_off_in_the_middle_of_a_note_saves_no_shorter_note(world: World, sign_in, lost: int):
    review, browser = world.review(), sign_in(world.inspector)
    path = f"/reviews/{review.pk}/standards/2.1/"
    body = urlencode({"s-2.1.1.a": "0", "v-2.1.1.a": "yes", "stay": "1", "n-2.1.1.a": "Not " * 40}).encode()
    assert _sent(browser, path, body, arrived=len(body) - lost, kind=FORM).status_code == 408
    assert not review.answers.exists()
    assert _sent(browser, path, body, arrived=len(body), kind=FORM).status_code == 302
    assert review.answers.get().note == ("Not " * 40).strip()


def test_json_cut_off_is_told_so_and_saves_nothing(world: World, sign_in):
    review, browser = world.review(), sign_in(world.inspector)
    body = json.dumps({"changes": [a_change(value="no")]}).encode()
    path = f"/reviews/{review.pk}/changes/"
    for arrived in (0, 1, len(body) // 2, len(body) - 1):
        response = _sent(browser, path, body, arrived=arrived, kind="application/json")
        assert (response.status_code, checked("error", response)["error"]) == (408, "cut_off")
    assert not review.received.exists()
    assert _sent(browser, path, body, arrived=len(body), kind="application/json").status_code == 200
    assert review.received.count() == 1


def test_an_upload_cut_off_is_not_taken(world: World, sign_in):
    body = b'--limit\r\nContent-Disposition: form-data; name="stay"\r\n\r\n1\r\n--limit--\r\n'
    path, kind = f"/reviews/{world.review().pk}/facts/", "multipart/form-data; boundary=limit"
    browser = sign_in(world.inspector)
    assert _sent(browser, path, body, arrived=len(body) - 20, kind=kind).status_code == 408
    assert _sent(browser, path, body, arrived=len(body), kind=kind).status_code != 408


def test_a_body_that_is_here_is_read_as_it_is_by_lines_and_in_parts():
    body = WholeBody(io.BytesIO(b"one\ntwo\nthree and more"), len(b"one\ntwo\nthree"))
    assert [body.readline(), body.read(2), body.readline(100), body.read(), body.read()] == [
        b"one\n", b"tw", b"o\n", b"three", b"",
    ]  # fmt: skip


def test_a_line_that_dies_is_no_end_of_the_body():
    for read in ("read", "readline"):
        with pytest.raises(ConnectionError):
            getattr(WholeBody(io.BytesIO(b"one"), 4), read)()


def test_a_page_that_can_only_be_read_says_so_when_something_is_sent_to_it(world: World, sign_in):
    at = f"/inspections/{world.inspection.name}/my-cases/"
    response = sign_in(world.inspector).post(at, {"typed": "much"})
    assert (response.status_code, response["Allow"]) == (405, "GET")
    text = response.content.decode()
    assert "This page can only be read" in text and "nothing was saved" in text
    assert f'href="{at}"' in text and 'href="/"' in text
    assert "Sign out" in text, "in the house's looks, as this person sees it"


def test_every_refusal_leads_back(world: World, sign_in, settings):
    browser, review = sign_in(world.inspector), world.review()
    refusals = {
        400: browser.post(f"/reviews/{review.pk}/facts/", {"stay": "1"}),
        403: browser.get("/people/"),
        404: browser.get("/nowhere/"),
        405: browser.post(f"/reviews/{review.pk}/"),
        413: browser.post(f"/reviews/{review.pk}/facts/", {"n-2.1.1": "x" * (settings.LARGEST_BODY + 1)}),
    }
    for status, response in refusals.items():
        text = response.content.decode()
        assert response.status_code == status
        assert re.search(r'<main.*<h1.*href="/".*</main>', text, re.S), status
