"""Reading edition files: the shipped ones, and everything that can be wrong with one."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from standards.documents import EditionInvalid, document_read, yaml_written
from standards.documents.keys import EDITION
from standards.documents.problems import MOST_PROBLEMS
from standards.documents.shapes import MOST_UNKNOWN, Keyed, ListOf, MapOf
from tests.standards.material import SHIPPED, SMALL, changed, parsed, problems_of, shipped_text

BROKEN = yaml.safe_load(Path(__file__).with_name("broken.yaml").read_text("utf-8"))
EMPTY = "The file is empty. An edition begins with `code: …`; docs/editions.md lists the keys."
NO_EDITION = "This is not an edition: it has no keys such as `code: …` and `title: …`. Is it the right file?"
NOT_UTF8 = "The file is not text in UTF-8. Save it as UTF-8 and load it again."
NO_FILE = [
    pytest.param(b"", EMPTY, id="nothing"),
    pytest.param(b"# only a comment\n", EMPTY, id="a comment"),
    pytest.param(b"- a\n- b\n", NO_EDITION, id="a list"),
    pytest.param(b"hello\n", NO_EDITION, id="a word"),
    pytest.param(b"name: x\non: push\n", NO_EDITION, id="another kind of file"),
    pytest.param("code: café\n".encode("latin-1"), NOT_UTF8, id="Latin 1"),
    pytest.param("code: x\n".encode("utf-16"), NOT_UTF8, id="UTF-16"),
    pytest.param(bytes(range(256)), NOT_UTF8, id="binary"),
    pytest.param(
        b"a: " + b"[" * 300, "line 1: Lists and keys are nested more than 20 deep. Take the brackets apart.", id="deep"
    ),
    pytest.param(
        b"#" * 500_001,
        "The file is larger than 500 kB. An edition takes far less: is it the right file?",
        id="too large",
    ),
]


@pytest.mark.parametrize("text", [*map(shipped_text, SHIPPED), SMALL], ids=[*SHIPPED, "small"])
def test_document_read_takes_a_good_file_as_plain_yaml_does(text: str) -> None:
    document = document_read(text.encode(), source="good.yaml")
    assert document.parsed == parsed(text)


@pytest.mark.parametrize("case", BROKEN, ids=[case["name"] for case in BROKEN])
def test_document_read_says_all_that_is_wrong_and_the_mend(case: dict[str, Any]) -> None:
    assert problems_of(changed(SMALL, case["change"], case["to"]).encode()) == case["said"]


@pytest.mark.parametrize(("content", "said"), NO_FILE)
def test_document_read_says_that_a_file_is_no_edition(content: bytes, said: str) -> None:
    assert problems_of(content) == [said]


def test_document_read_names_the_file() -> None:
    with pytest.raises(EditionInvalid) as caught:
        document_read(changed(SMALL, "code: small-1\n", "").encode(), source="next.yaml")
    assert str(caught.value) == "next.yaml: The key `code` is missing. Add `code: …`."


def test_document_read_takes_26_prompts_and_refuses_27() -> None:
    prompt = '              - {text: "Is it written down?"}\n'
    assert problems_of(changed(SMALL, prompt, prompt * 25).encode()) == []
    assert problems_of(changed(SMALL, prompt, prompt * 26).encode()) == [
        "domains[1] D2 → standard 2.1 → key question 1 → prompts (line 75): "
        "There are 27 prompts; the most is 26. Take some out."
    ]


def test_document_read_takes_a_title_as_long_as_its_column_and_no_longer() -> None:
    assert problems_of(changed(SMALL, "Small services", "x" * 200).encode()) == []
    assert problems_of(changed(SMALL, "Small services", "x" * 201).encode()) == [
        "title (line 2): The text has 201 characters; the most is 200. Shorten it."
    ]


def test_document_read_lists_the_first_problems_of_a_hopeless_file() -> None:
    fact = "  - {code: gender, text: Gender, options: [female, male], by: service}\n"
    bad = '  - {code: 1, text: 2, by: "them"}\n'
    said = problems_of(changed(SMALL, fact, fact + bad * 80).encode())
    assert len(said) == MOST_PROBLEMS + 1
    assert said[-1] == "There are 120 more problems. Mend these first."


def test_document_read_looks_at_the_first_unknown_keys_only() -> None:
    text = SMALL + "".join(f"key{number}: 1\n" for number in range(500))
    assert len(problems_of(text.encode())) == MOST_UNKNOWN


def test_document_read_takes_a_byte_order_mark_and_windows_line_ends() -> None:
    content = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    assert document_read(content, source="small.yaml").parsed == parsed(SMALL)


def test_content_hash_stays_when_only_comments_layout_and_order_of_keys_change() -> None:
    there = document_read(SMALL.encode(), source="a")
    again = document_read(("# a comment\n" + yaml.safe_dump(parsed(SMALL))).encode(), source="b")
    assert there.content_hash == again.content_hash


def test_content_hash_changes_with_any_text() -> None:
    there = document_read(SMALL.encode(), source="a")
    other = document_read(changed(SMALL, "Leadership", "Governance").encode(), source="a")
    assert there.content_hash != other.content_hash


@pytest.mark.parametrize("text", [*map(shipped_text, SHIPPED), SMALL], ids=[*SHIPPED, "small"])
def test_yaml_written_parses_equal_and_keeps_the_order_of_keys(text: str) -> None:
    document = document_read(text.encode(), source="good.yaml")
    written = yaml_written(document.parsed)
    assert parsed(written) == parsed(text)
    assert list(parsed(written)) == list(parsed(text))
    assert problems_of(written.encode()) == []


def keys_of(shape: Any) -> set[str]:
    """Every key that an edition file may have, at any depth."""
    if isinstance(shape, Keyed):
        parts = {**shape.required, **shape.optional}
        return set(parts).union(*map(keys_of, parts.values()))
    return keys_of(shape.entry) if isinstance(shape, ListOf | MapOf) else set()


def test_every_key_of_an_edition_file_is_in_the_docs() -> None:
    told = (settings.BASE_DIR / "docs" / "editions.md").read_text("utf-8")
    assert {key for key in keys_of(EDITION) if f"`{key}`" not in told} == set()
