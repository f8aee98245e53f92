"""A JSON file into plain values, strictly."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

MOST_BYTES = 1_000_000
MOST_TOLD = 40
NO_TEXT = re.compile("[\x00\ud800-\udfff]")  # what a text column cannot hold


class FileRefused(Exception):
    """The file cannot be imported; `problems` are sentences that say where and why."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def problems_told(problems: Sequence[str]) -> tuple[str, ...]:
    """The problems once each, cut where they would fill screens."""
    once = tuple(dict.fromkeys(problems))
    if len(once) <= MOST_TOLD:
        return once
    return (*once[:MOST_TOLD], f"And {len(once) - MOST_TOLD} more.")


def document_read(path: Path) -> dict[str, Any]:
    """The JSON object that the file holds. Raises FileRefused."""
    document = _parsed(_text_of(path), path.name)
    if not isinstance(document, dict):
        raise FileRefused(f"{path.name} does not hold a JSON object, the printed figures of one inspection.")
    for text in _texts(document):
        if NO_TEXT.search(text):
            raise FileRefused(f"{path.name} holds a character that is not text, near {text[:40]!r}. Remove it.")
    return document


def _text_of(path: Path) -> str:
    try:
        if not path.exists():
            raise FileRefused(f"There is no file {path}.")
        if not path.is_file():
            raise FileRefused(f"{path} is not a file.")
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileRefused(f"{str(path)[:200]!r} cannot be read: {reason}.") from error
    if len(raw) > MOST_BYTES:
        raise FileRefused(
            f"{path.name} is larger than {MOST_BYTES:,} bytes: it is not the printed figures of an inspection."
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(f"{path.name} is not UTF-8 text: byte {error.start + 1} does not belong to it.") from error


def _parsed(text: str, name: str) -> Any:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        keys: set[str] = set()
        for key, _ in found:
            if key in keys:
                raise FileRefused(f"{name} says {key[:80]!r} twice in one object: keep one of them.")
            keys.add(key)
        return dict(found)

    def constant(word: str) -> Any:
        raise FileRefused(f"{name} holds {word}, which is not a number in JSON.")

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise FileRefused(f"{name} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}.") from error
    except RecursionError as error:
        raise FileRefused(f"{name} is nested too deeply to be read.") from error
    except ValueError as error:  # a whole number with thousands of digits
        raise FileRefused(f"{name} holds a number that is too long to be read.") from error


def _texts(value: Any) -> Iterator[str]:
    """Every text in the document, keys too; without recursion, as the document may be nested deeply."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            yield from item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
