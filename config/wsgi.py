"""What gunicorn serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")

django = get_wsgi_application()


class WholeBody:
    """What is sent, or ConnectionError where the line dies before all of it is here.

    gunicorn and Django take what arrived for the whole: a form cut off in the middle of a note would be saved as a
    shorter note.
    """

    def __init__(self, stream: Any, length: int) -> None:
        self.stream, self.left = stream, length

    def read(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        return self._taken(self.stream.read(wanted), is_cut_off=lambda found: len(found) < wanted)

    def readline(self, size: int = -1) -> bytes:
        wanted = self.left if size < 0 else min(size, self.left)
        return self._taken(
            self.stream.readline(wanted), is_cut_off=lambda found: len(found) < wanted and not found.endswith(b"\n")
        )

    def _taken(self, found: bytes, *, is_cut_off: Callable[[bytes], bool]) -> bytes:
        if is_cut_off(found):
            raise ConnectionError("the line died before all of the body was here")
        self.left -= len(found)
        return found


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Everything we are sent is whole, and UTF-8: a character set named by the sender would choose Python's codec."""
    length = environ.get("CONTENT_LENGTH") or ""
    if length.isdecimal():
        environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
    kind, *parameters = environ.get("CONTENT_TYPE", "").split(";")
    kept = [parameter for parameter in parameters if not parameter.strip().lower().startswith("charset")]
    environ["CONTENT_TYPE"] = ";".join([kind, *kept])
    return django(environ, start_response)
