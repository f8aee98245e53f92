"""YAML text to plain values, with the line of each. Stricter than YAML: what could be misread is refused.

Refused besides bad YAML: keys that stand twice, aliases, tags, dates, numbers in unusual notations, and characters that
cannot be printed. So every value that comes out can be stored, and written again as it was.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import yaml

from standards.documents.problems import Report, Where, shown

LARGEST_FILE = 500_000  # bytes; the shipped editions take 27,000
DEEPEST = 20  # nested levels; the shipped editions take 8

WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})")
DECIMAL_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})\.[0-9]{1,12}")
EMPTY = "The file is empty. An edition begins with `code: …`; docs/editions.md lists the keys."
NOT_AN_EDITION = "This is not an edition: it has no keys such as `code: …` and `title: …`. Is it the right file?"
TAG = "tag:yaml.org,2002:"


class Unreadable:
    """Stands for a value that was already complained about."""


UNREADABLE = Unreadable()


class NotAllowed(Exception):
    """Good YAML that an edition file may not use."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(line, text)
        self.line = line
        self.text = text


class _Loader(yaml.SafeLoader):
    """Composes nodes only; refuses aliases, which could blow up a small file, and depths that exhaust the stack."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        untyped: Any = self
        event = untyped.peek_event()
        line = event.start_mark.line + 1
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise NotAllowed(
                line, f"{shown(sign + event.anchor)} is a YAML alias, which an edition file may not use. Write it out."
            )
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotAllowed(line, f"Lists and keys are nested more than {DEEPEST} deep. Take the brackets apart.")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def yaml_read(content: bytes, report: Report) -> Any:
    """Plain values; None (or what is no mapping) with its problem in `report` where the file is no edition at all."""
    text = _decoded(content, report)
    if text is None:
        return None
    root = _composed(text, report)
    if root is None:
        if not report.found:
            report.add((), EMPTY)
        return None
    if not isinstance(root, yaml.MappingNode):
        report.add((), NOT_AN_EDITION)
        return None
    return _value(root, (), report)


def _decoded(content: bytes, report: Report) -> str | None:
    if len(content) > LARGEST_FILE:
        limit = f"{LARGEST_FILE // 1000} kB"
        report.add((), f"The file is larger than {limit}. An edition takes far less: is it the right file?")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        report.add((), "The file is not text in UTF-8. Save it as UTF-8 and load it again.")
        return None


def _composed(text: str, report: Report) -> yaml.Node | None:
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        return loader.get_single_node()
    except NotAllowed as problem:
        report.add((), problem.text, line=problem.line)
    except yaml.reader.ReaderError as problem:
        line = text.count("\n", 0, problem.position) + 1
        report.add((), f"Character U+{problem.character:04X} is not allowed. Take it out.", line=line)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        report.add((), _syntax_sentence(problem, text), line=mark.line + 1 if mark else 0)
    except (yaml.YAMLError, ValueError, ArithmeticError):
        # PyYAML lets some errors of Python through, such as that of an escape beyond the last character.
        text = "Something here cannot be read, often a backslash in double quotes. Write the text in single quotes."
        report.add((), text, line=loader.line + 1 if loader else 0)
    return None


def _syntax_sentence(problem: yaml.MarkedYAMLError, text: str) -> str:
    what = problem.problem or "cannot be read"
    if "'\\t'" in what:
        return "There is a tab where the line is indented. Put spaces in its place."
    if "another document" in what:
        return "A second document starts here (`---`). An edition file holds one: take this line out."
    if "mapping values are not allowed" in what:
        return "A colon stands inside a text, or the line is indented too far. Put quotes round the text."
    column = problem.problem_mark.column + 1 if problem.problem_mark else 1
    return (
        f"This is not valid YAML at column {column}: {what}. "
        "Look here and just above for a missing colon, quote or bracket, or a line not indented like its neighbours."
    )


def _value(node: yaml.Node, where: Where, report: Report) -> Any:
    report.lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, where, report)
    if isinstance(node, yaml.SequenceNode):
        if node.tag != f"{TAG}seq":
            return _tagged(node, where, report)
        return [_value(child, (*where, index), report) for index, child in enumerate(node.value)]
    return _scalar(node, where, report)


def _mapping(node: yaml.MappingNode, where: Where, report: Report) -> Any:
    if node.tag != f"{TAG}map":
        return _tagged(node, where, report)
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = _key(key_node, where, report)
        if key is None:
            continue
        if key in values:
            first = report.lines[(*where, key)]
            report.add((*where, key), f"The key {shown(key)} stands twice, first in line {first}. Keep one.", line=line)
            continue
        report.lines[(*where, key)] = line
        values[key] = _value(value_node, (*where, key), report)
    return values


def _key(node: yaml.Node, where: Where, report: Report) -> str | None:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.ScalarNode):
        report.add(where, "A key must be a word, not a list or a mapping. Mend the brackets.", line=line)
        return None
    if node.tag != f"{TAG}str":
        report.add(where, f"The key {shown(node.value)} is not read as a text. Write it in quotes.", line=line)
        return None
    bad = unprintable(node.value)
    if bad:
        report.add(where, f"The key {shown(node.value)} holds the character {bad}. Take it out.", line=line)
        return None
    return str(node.value)


def _scalar(node: yaml.Node, where: Where, report: Report) -> Any:
    raw = str(node.value)
    report.written[where] = raw
    reader = READERS.get(str(node.tag))
    value = reader(raw) if reader else UNREADABLE
    if value is not UNREADABLE:
        return value
    if node.tag == f"{TAG}str":
        report.add(where, f"The text holds the character {unprintable(raw)}, which cannot be printed. Take it out.")
    elif node.tag in NOTATIONS:
        kind = NOTATIONS[node.tag]
        report.add(where, f"{shown(raw)} without quotes is {kind} in YAML. If it is a text, write it in quotes.")
    else:
        _tagged(node, where, report)
    return UNREADABLE


def _whole(raw: str) -> int | Unreadable:
    return int(raw) if WHOLE_NUMBER.fullmatch(raw) else UNREADABLE


def _decimal(raw: str) -> float | Unreadable:
    return float(raw) if DECIMAL_NUMBER.fullmatch(raw) else UNREADABLE


# By tag, what a scalar means.
READERS: dict[str, Callable[[str], Any]] = {
    f"{TAG}str": lambda raw: UNREADABLE if unprintable(raw) else raw,
    f"{TAG}null": lambda raw: None,
    f"{TAG}bool": lambda raw: yaml.SafeLoader.bool_values.get(raw.lower(), UNREADABLE),
    f"{TAG}int": _whole,
    f"{TAG}float": _decimal,
}
NOTATIONS = {
    f"{TAG}int": "a number in unusual notation",
    f"{TAG}float": "a number in unusual notation",
    f"{TAG}timestamp": "a date",
}


def _tagged(node: yaml.Node, where: Where, report: Report) -> Unreadable:
    tag = str(node.tag).removeprefix(TAG)
    text = f"The YAML tag or sign {shown(tag)} may not be used in an edition file. Take it out, or use quotes."
    report.add(where, text)
    return UNREADABLE


def unprintable(text: str) -> str:
    """The name of the first character that could not be stored or printed; "" where there is none."""
    for character in text:
        if character != "\n" and unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}:
            return f"U+{ord(character):04X}"
    return ""
