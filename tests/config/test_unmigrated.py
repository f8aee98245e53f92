"""A command on a database that was never migrated, or not lately: one sentence that says what to do."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings

from devstack.state import ROOT


@pytest.fixture
def empty_database() -> Iterator[str]:
    """The address of a database in which nothing is, on the tests' own server."""
    server, name = os.environ["DATABASE_URL"], f"empty_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(database: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env={**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("arguments", "table"),
    [
        (("edition_load", "youth-2021"), "standards_edition"),
        (("edition_export", "youth-2021"), "standards_edition"),
        (("inspection_import", str(ROOT / "published" / "files" / "rotherham-2020.json")), "accounts_person"),
        (("rate", "doncaster-2024"), "inspections_inspection"),
        (("person_add", "ada@example.org", "Ada", "--no-password"), "accounts_person"),
        (("demo_load",), "accounts_person"),
        (("sections_sweep",), "standards_edition"),
    ],
)
def test_a_command_says_in_one_sentence_to_migrate(empty_database: str, arguments: tuple[str, ...], table: str) -> None:
    done = run(empty_database, *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f'The database lacks what this version of Plumbline needs (relation "{table}" does not exist): '
        "run ./run manage migrate first.\n"
    )


def test_a_column_that_is_not_there_yet_is_told_the_same(empty_database: str) -> None:
    with psycopg.connect(empty_database) as connection:
        connection.execute("CREATE TABLE standards_edition (id bigint, code text)")
    done = run(empty_database, "edition_load", "youth-2021")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "does not exist): run ./run manage migrate first." in done.stderr


def test_who_wants_the_traceback_gets_it(empty_database: str) -> None:
    done = run(empty_database, "rate", "doncaster-2024", "--traceback")
    assert done.returncode == 1
    assert "Traceback" in done.stderr and "UndefinedTable" in done.stderr
