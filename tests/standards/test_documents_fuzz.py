"""Files that somebody, or a bad disk, damaged: each is either read or refused in sentences, never a traceback."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standards.documents import EditionDocument, EditionInvalid, document_read
from standards.models import Edition
from standards.outline import outline_of
from standards.services import document_load
from tests.standards.material import SHIPPED, SMALL, parsed, shipped_text

# The one written in C, where it is there: many times faster.
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
TEXTS = [*map(shipped_text, SHIPPED), SMALL]
EDITIONS = [parsed(text) for text in TEXTS]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.text(max_size=40),
    st.dates(),
    st.sampled_from(["yes", "D1", "D2", "always", "all", "poor", "2.1", "{service_word}", "{x}", "", "\0"]),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
DAMAGE = st.sampled_from(
    [
        *"\t\n \"':{}[],&*!|>%@`#-?\0\x85\u2028é",
        "&a ",
        "*a",
        "!!int ",
        "---\n",
        "? ",
        "yes",
        "~",
        '"\\ud800"',
        '"\\UFFFFFFFF"',
    ]
)


def read(content: bytes) -> EditionDocument | None:
    """The document, or None where it was refused with at least one sentence."""
    try:
        return document_read(content, source="damaged.yaml")
    except EditionInvalid as invalid:
        refused = invalid
    assert refused.sentences
    last = content.count(b"\n") + 2
    assert all(problem.text and 0 <= problem.line <= last for problem in refused.problems), refused
    return None


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, child in entries for place in [(*at, key), *places(child, (*at, key))]]


@st.composite
def damaged_values(draw: st.DrawFn, editions: list[Any]) -> bytes:
    """An edition in which up to three values were replaced, taken out, renamed or doubled."""
    document = copy.deepcopy(draw(st.sampled_from(editions)))
    for _ in range(draw(st.integers(1, 3))):
        *above, key = draw(st.sampled_from(places(document) or [("code",)]))
        holder = document
        for step in above:
            holder = holder[step]
        deed = draw(st.sampled_from(["replace", "remove", "rename", "double"]))
        if deed == "replace":
            holder[key] = draw(VALUES)
        elif deed == "remove":
            del holder[key]
        elif isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        else:
            holder[draw(st.text(max_size=8)) if deed == "rename" else f"{key}s"] = holder.pop(key)
    return str(yaml.dump(document, Dumper=DUMPER, allow_unicode=True, sort_keys=False)).encode()


@st.composite
def damaged_texts(draw: st.DrawFn) -> bytes:
    """An edition's text with a few signs put in, or a stretch of it lost."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(DAMAGE | st.characters() | st.just("")) + text[at + draw(st.integers(0, 30)) :]
    return text.encode("utf-8", "surrogatepass")


def explore(check: Callable[[bytes], object], files: st.SearchStrategy[bytes], examples: int) -> None:
    """Runs `check` on the same examples each time."""

    @settings(
        max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
    )
    @given(files)
    def run(content: bytes) -> None:
        check(content)

    run()


@pytest.mark.parametrize("files", [damaged_values(EDITIONS), damaged_texts()], ids=["values", "text"])
def test_document_read_either_reads_a_damaged_file_or_says_why_not(
    files: st.SearchStrategy[bytes], long_run: bool
) -> None:
    explore(read, files, 1_000 if long_run else 40)


def test_document_read_takes_no_bytes_amiss(long_run: bool) -> None:
    def check(content: bytes) -> None:
        assert read(content) is None

    explore(check, st.binary(max_size=60) | st.text(max_size=60).map(str.encode), 20_000 if long_run else 300)


@pytest.mark.django_db
def test_document_load_loads_whatever_was_read(long_run: bool) -> None:
    """What passes the checks fits the tables, and can be read back as an outline."""

    def check(content: bytes) -> None:
        document = read(content)
        if document is None:
            return
        with transaction.atomic():
            Edition.objects.filter(code=document.complete["code"]).delete()
            edition = document_load(document=document).edition
            assert outline_of(edition).code == edition.code
            transaction.set_rollback(True)

    explore(check, damaged_values(EDITIONS[-1:]), 1_000 if long_run else 60)
