"""What is refused or mended before any page sees it."""

import io

import pytest
from django.test import Client

from config.wsgi import application


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
