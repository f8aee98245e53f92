"""XML piece by piece, without definitions of entities: what is not in the file itself is not in it at all."""

from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from samples.uploading.tables import DAMAGED, FileRefused

Start = Callable[[str, dict[str, Any]], None]


def parser_new() -> Any:
    """A parser that refuses every definition, before any is expanded."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: Any) -> None:
    raise FileRefused(DAMAGED)


def attributes(found: dict[str, Any]) -> dict[str, str]:
    """By their names alone, without the name space before them: r:id and id are one."""
    return {name.rpartition(":")[2]: str(value) for name, value in found.items()}


class Xml:
    """Calls `start` for each element, by its name alone."""

    def __init__(self, start: Start) -> None:
        self.parser = parser_new()
        self.parser.StartElementHandler = lambda name, found: start(name.rpartition(":")[2], found)

    def read(self, pieces: Iterator[bytes]) -> None:
        for piece in pieces:
            self.parser.Parse(piece, False)
        self.parser.Parse(b"", True)
