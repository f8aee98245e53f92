"""docs/running.md must name every setting, every word of ./run and every command."""

import re

import pytest

from devstack.cli import WORDS
from devstack.state import ROOT

TEXT = (ROOT / "docs" / "running.md").read_text()


def settings_read() -> set[str]:
    """Variables that settings, compose file and ./run take from the environment."""
    django = "".join(path.read_text() for path in sorted((ROOT / "config" / "settings").glob("*.py")))
    compose = (ROOT / "docker-compose.yml").read_text()
    return {
        *re.findall(r"\benv(?:\.\w+)?\(\s*\"(\w+)\"", django),
        *re.findall(r"\$\{(\w+)", compose),
        *re.findall(r"^    ([A-Z_]+): \$", compose, flags=re.MULTILINE),
        *re.findall(r"\$\{([A-Z]+):-", (ROOT / "run").read_text()),
    } - {"PYTHONPATH"}


def test_settings_are_found():
    assert {"SECRET_KEY", "DATABASE_URL", "EMAIL_URL", "MAIL_FOLDER", "POSTGRES_PASSWORD", "PYTHON"} <= settings_read()


@pytest.mark.parametrize("name", sorted(settings_read()))
def test_every_setting_has_its_row(name):
    assert f"| `{name}` |" in TEXT


@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_run_has_its_row(word):
    assert f"| `./run {word}" in TEXT


def commands() -> set[str]:
    """What the rooms add to Django's command line."""
    return {path.stem for path in ROOT.glob("*/management/commands/*.py")} - {"__init__"}


def test_commands_are_found():
    assert {"edition_load", "inspection_import", "rate", "person_add", "sections_sweep"} <= commands()


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_has_its_row(name):
    assert re.search(rf"^\| `{name}\b", TEXT, flags=re.MULTILINE)
