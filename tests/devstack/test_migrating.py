"""What the fast way of migrating makes is what Django makes: the dumps of two databases, rows and all."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest

from devstack.servers import postgres_binaries
from devstack.state import ROOT

DJANGO = "import django; django.setup()\nfrom django.core.management import call_command\n"
PLAIN = DJANGO + "call_command('migrate', *{apps}, verbosity=0)"
FAST = DJANGO + "from devstack.migrating import migrating_fast\nwith migrating_fast():\n    " + PLAIN.splitlines()[-1]


@pytest.fixture
def made():
    """`made(name, code)` is a dump of a new database in which that code ran."""
    server = urlsplit(os.environ["DATABASE_URL"])
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    names = []

    def dumped(name: str, code: str) -> list[str]:
        names.append(f"migrated_{name}_{worker}")
        with psycopg.connect(server.geturl(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {names[-1]} TEMPLATE template0")
        url = server._replace(path=f"/{names[-1]}").geturl()
        env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
        subprocess.run([sys.executable, "-P", "-c", code], env=env | {"PYTHONPATH": str(ROOT)}, check=True)
        # When each was applied is no part of it, nor is a word that each dump makes up.
        command = [str(postgres_binaries() / "pg_dump"), "--exclude-table-data=django_migrations", url]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        return [line for line in lines if not line.startswith(("\\restrict", "\\unrestrict"))]

    yield dumped
    with psycopg.connect(server.geturl(), autocommit=True) as connection:
        for name in names:
            connection.execute(f"DROP DATABASE {name}")


def test_fast_makes_what_django_makes(made, *, long_run: bool):
    """The inspections' own migrations change, run code and run SQL; those of everybody take half a minute."""
    apps = [] if long_run else ["inspections"]
    assert made("fast", FAST.format(apps=apps)) == made("plain", PLAIN.format(apps=apps))
