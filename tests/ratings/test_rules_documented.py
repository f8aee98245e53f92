"""docs/rules.md names every rule that the code holds, and every test that it names exists."""

import ast
import inspect
import re
from enum import Enum
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import evidence.rules
import inspections.rules
import ratings.rules
import samples.rules
import standards.rules
import standards.wording

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\| \d+ \|.*$", TEXT, re.M)]


def names(module: ModuleType) -> list[str]:
    """Public functions and enums of a module, and the codes of its enums."""
    found = []
    for name in getattr(module, "__all__", dir(module)):
        thing = getattr(module, name)
        if name.startswith("_") or not getattr(thing, "__module__", "").startswith(module.__name__):
            continue
        if inspect.isfunction(thing):
            found.append(name)
        elif inspect.isclass(thing) and issubclass(thing, Enum):
            found += [name, *(member.value for member in thing)]
    return found


@cache
def names_in(path: str) -> frozenset[str]:
    """Names of the test functions of a file below tests/; none where there is no such file."""
    file = ROOT / "tests" / path
    tree = ast.parse(file.read_text(encoding="utf-8")) if file.is_file() else ast.Module([], [])
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


MODULES = [evidence.rules, inspections.rules, ratings.rules, samples.rules, standards.rules, standards.wording]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
def test_every_public_rule_is_documented(module: ModuleType) -> None:
    assert names(module), "nothing to document: is the module empty?"
    assert [name for name in names(module) if f"`{name}`" not in TEXT] == []


def test_every_test_named_in_the_rules_exists() -> None:
    named = re.findall(r"([\w/]+\.py)::(\w+)", TEXT)
    assert len(named) > 50
    assert [f"{path}::{test}" for path, test in named if test not in names_in(path)] == []


def test_every_rule_has_number_words_source_code_and_test() -> None:
    assert len(ROWS) > 50
    numbers = [int(row[0]) for row in ROWS]
    assert sorted(numbers) == sorted(set(numbers))
    for number, (_, rule, source, code, tests) in zip(numbers, ROWS, strict=True):
        assert rule.startswith("**"), number
        assert re.match(r"Reports|Our choice", source), number
        assert code, number
        assert tests, f"rule {number} names no test"
        assert re.fullmatch(r"(\w+/\w+\.py::test_\w+ ?)*", tests), number


def test_every_test_of_the_rules_is_named_in_the_rules() -> None:
    files = [
        "test_rules_bands",
        "test_rules_margins",
        "test_rules_discretion",
        "test_rules_decisions",
        "test_rules_score",
        "test_rules_certainty",
        "test_rules_retracing",
        "test_rules_slices",
    ]
    files = [f"ratings/{file}.py" for file in [*files, "test_rules_published", "test_rules_sql"]]
    files += ["standards/test_rules.py", "standards/test_wording.py"]
    files += ["inspections/test_rules_phases.py", "inspections/test_rules_planning.py"]
    files += [
        f"samples/test_rules_{part}.py"
        for part in ("classes", "drawing", "eligible", "personal", "sharing", "sizes", "substituting", "uploads")
    ]
    tests = [f"{file}::{test}" for file in files for test in sorted(names_in(file)) if test.startswith("test_")]
    assert [test for test in tests if test not in TEXT] == []
