"""Whether what a section is made of is the same as the last time: then nobody needs to render it."""

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any


def fingerprint(*parts: Any) -> str:
    """A hash of plain values, the same on every machine and in every process. Raises TypeError for other values."""
    told = json.dumps([_plain(part) for part in parts], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Lists, maps, texts, numbers and None; each other type is named, so that a date is not the text of one."""
    if value is None or isinstance(value, (bool, int, float)) or type(value) is str:
        return value
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, (date, Decimal, Fraction, str)):
        return {type(value).__name__: str(value)}
    return _plain_within(value)


def _plain_within(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        if hasattr(value, "pk"):  # of an edition that is in use, whose rows stay as they are
            return {"is": type(value).__name__, "pk": value.pk}
        found = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **found}
    if isinstance(value, Mapping):
        return {"map": sorted(([_plain(key), _plain(held)] for key, held in value.items()), key=json.dumps)}
    if isinstance(value, Set):
        return {"set": sorted(map(_plain, value), key=json.dumps)}
    if isinstance(value, (list, tuple)):
        return [_plain(held) for held in value]
    raise TypeError(f"{type(value).__name__} is no plain value")
