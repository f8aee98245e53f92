"""What is refused or mended before any page sees it."""

import io
import re

import pytest
from django.test import Client

from config.wsgi import application
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


def test_a_page_that_can_only_be_read_says_so_when_something_is_sent_to_it(world: World, sign_in):
    at = f"/inspections/{world.inspection.name}/my-cases/"
    response = sign_in(world.inspector).post(at, {"typed": "much"})
    assert (response.status_code, response["Allow"]) == (405, "GET")
    text = response.content.decode()
    assert "This page can only be read" in text and "nothing was saved" in text
    assert f'href="{at}"' in text and 'href="/"' in text
    assert "Sign out" in text, "in the house's looks, as this person sees it"


def test_every_refusal_leads_back(world: World, sign_in):
    browser, review = sign_in(world.inspector), world.review()
    refusals = {
        400: browser.post(f"/reviews/{review.pk}/facts/", {"stay": "1"}),
        403: browser.get("/people/"),
        404: browser.get("/nowhere/"),
        405: browser.post(f"/reviews/{review.pk}/"),
        413: browser.post(f"/reviews/{review.pk}/facts/", {"n-2.1.1": "x" * 5_000_001}),
    }
    for status, response in refusals.items():
        text = response.content.decode()
        assert response.status_code == status
        assert re.search(r'<main.*<h1.*href="/".*</main>', text, re.S), status
