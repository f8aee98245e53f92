"""What the schema of published-inspection/1 refuses, in sentences, and the sizes a database can hold."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from accounts.rules import is_one_line
from standards.wording import joined

SCHEMA = Path(__file__).resolve().parents[1] / "files" / "published-inspection-1.schema.json"
FORMATS = FormatChecker(formats=())  # our own date check: the library's own depends on what else is installed
LONGEST = {"source": 300, "service": 120, "published": 40}
LARGEST = {"fieldwork_weeks": 52, "meetings": 10_000}
MOST_CASES = 1_000  # per domain
YEARS = range(1990, 2101)

NAMES = {"object": "an object", "array": "a list", "string": "text", "integer": "a whole number", "null": "null"}


@FORMATS.checks("date")
def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2024-03-18")


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=FORMATS)


def shape_problems(document: Mapping[str, Any]) -> list[str]:
    """Sentences about what the schema does not allow; then, if it allows all, about what no database could hold."""
    try:
        errors = sorted(
            _validator().iter_errors(document), key=lambda error: [str(part) for part in error.absolute_path]
        )
        found = [sentence for error in errors for sentence in _sentences(error)]
    except RecursionError:
        return ["The file is nested too deeply to be read."]
    return found or list(_size_problems(document))


def place_of(error: ValidationError) -> str:
    """ "standards, 2.1, key_questions, item 3, yes", or what stands for the whole file."""
    parts = [f"item {part + 1}" if isinstance(part, int) else _short(part) for part in error.absolute_path]
    return ", ".join(parts) or "The file"


def _sentences(error: ValidationError) -> Iterator[str]:
    if error.validator == "oneOf":
        yield from _one_of(error)
        return
    words = WORDS.get(str(error.validator))
    yield f"{place_of(error)}: {words(error) if words else 'this is not what the schema asks for.'}"


def _one_of(error: ValidationError) -> Iterator[str]:
    """A standard is null, a judgement, or key questions: say what is wrong with the one it looks like."""
    said = error.instance
    if not isinstance(said, dict):
        yield f"{place_of(error)}: a standard is an object, or null where it is unrated; this is {_shown(said)}."
        return
    branch = 1 if "judgement" in said else 2
    for part in error.context or ():
        if part.schema_path[0] == branch:
            yield from _sentences(part)


def _type(error: ValidationError) -> str:
    wanted = error.validator_value
    return f"this must be {NAMES.get(str(wanted), str(wanted))}; it is {_shown(error.instance)}."


def _required(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    said: Any = error.instance
    missing = [name for name in wanted if name not in said]
    return f"{joined([repr(name) for name in missing])} {'is' if len(missing) == 1 else 'are'} missing."


def _additional(error: ValidationError) -> str:
    known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
    said: Any = error.instance
    extra = [_short(name) for name in said if name not in known]
    return f"{joined([repr(name) for name in extra])} is not known here; known: {joined(list(known))}."


def _enum(error: ValidationError) -> str:
    values: Any = error.validator_value
    offered = joined([str(value) for value in values], last="or")
    return f"this must be {offered}; it is {_shown(error.instance)}."


WORDS: Mapping[str, Callable[[ValidationError], str]] = {
    "type": _type,
    "required": _required,
    "additionalProperties": _additional,
    "enum": _enum,
    "const": lambda error: f"this must be {error.validator_value!r}; it is {_shown(error.instance)}.",
    "minimum": lambda error: f"this must be {error.validator_value} or more; it is {_shown(error.instance)}.",
    "maximum": lambda error: f"this must be {error.validator_value} or less; it is {_shown(error.instance)}.",
    "minItems": lambda error: "this list must not be empty.",
    "minLength": lambda error: "this text must not be empty.",
    "format": lambda error: f"this must be a date such as 2024-03-18; it is {_shown(error.instance)}.",
}


def _short(text: object) -> str:
    words = str(text)
    return words if len(words) <= 60 else f"{words[:57]}…"


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return NAMES["object" if isinstance(value, dict) else "array"]
    return _short(json.dumps(value, ensure_ascii=False))


def _size_problems(document: Mapping[str, Any]) -> Iterator[str]:
    for name, most in LONGEST.items():
        if len(document.get(name, "")) > most:
            yield f"{name}: this text has {len(document[name])} characters; at most {most} are kept. Shorten it."
        if not is_one_line(document.get(name, "")):
            yield f"{name}: this must stand on one line. Take out line breaks and characters that do not show."
    if not document["service"].strip():
        yield "service: this must name the service; it is empty."
    if date.fromisoformat(document["fieldwork_starts"]).year not in YEARS:
        yield f"fieldwork_starts: the year must lie between {YEARS[0]} and {YEARS[-1]}."
    counts = {name: document.get(name, 0) for name in LARGEST}
    limits = [*LARGEST.items(), *((f"cases, {_short(domain)}", MOST_CASES) for domain in document["cases"])]
    counts |= {f"cases, {_short(domain)}": cases for domain, cases in document["cases"].items()}
    for name, most in limits:
        if counts[name] > most:
            yield f"{name}: at most {most:,} is possible; it is {_shown(counts[name])}."
