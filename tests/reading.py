"""What a test reads of a page: its words, or its markup without what is drawn at random for every request."""

import re
from html import unescape

from django.http import HttpResponse

# Any few letters may turn up in a token: a test that looks for what must not be on a page would fail now and then.
_TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]*')
_UNREAD = re.compile(r"(?s)<(script|style|title).*?</\1>|<[^>]+>")


def html_of(response: HttpResponse) -> str:
    """The markup of a page that was shown, its entities and runs of white space as they are read."""
    assert response.status_code == 200, response.status_code
    return " ".join(unescape(_TOKEN.sub("", response.content.decode())).split())


def text_of(response: HttpResponse) -> str:
    """The words of any answer, without its markup and title."""
    return " ".join(unescape(_UNREAD.sub(" ", response.content.decode())).split())
