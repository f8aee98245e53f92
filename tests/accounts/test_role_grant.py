"""The role that the programs connect as: it can do all that they do, and nothing to history."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from casereviews.models import ReceivedChange
from casereviews.rules import Change
from casereviews.services import aside_settle, case_opened, changes_apply
from inspections.models import Inspection
from published.services import inspection_import
from standards.models import Edition
from standards.services import edition_load, shipped_edition
from tests.factories import NOW, world
from tests.published.files import shipped, written

PASSWORD = "letters-and-digits"


@pytest.fixture
def role(settings: Any) -> str:
    """A name of this database's own: all workers of a test run share one server's roles."""
    name = f"programs_of_{settings.DATABASES['default']['NAME']}"
    settings.APP_DATABASE = {"USER": name, "PASSWORD": PASSWORD}
    return name


def granted() -> str:
    out = StringIO()
    call_command("role_grant", stdout=out)
    return out.getvalue()


@contextmanager
def acting_as(role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        yield
        cursor.execute("RESET ROLE")


def test_the_role_does_all_that_the_programs_do(db: None, role: str, tmp_path: Path) -> None:
    assert granted() == f"{role} may read and write rows, and nothing else.\n"
    with acting_as(role):
        found = world()
        case_opened(case_id=found.submitted().case_id, page="case", by=found.lead, at=NOW)
        late = Change("2.1.1.a", 1, "no")
        review = found.submitted("C2")
        changes_apply(review_id=review.pk, changes=[late], by=found.inspector, at=NOW)
        kept = ReceivedChange.objects.get(status="kept_aside")
        aside_settle(review_id=review.pk, received_id=kept.pk, by=found.lead, at=NOW)
        document = shipped("rotherham-2020")
        at: datetime = timezone.now()
        inspection_import(path=written(tmp_path, document), now=at)
        inspection_import(path=written(tmp_path, document | {"meetings": 1}), now=at, replace=True)
        Edition.objects.filter(code="youth-2018", in_use=False).delete()
        path = shipped_edition("youth-2018")
        assert path is not None
        edition_load(path=path)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Inspection.objects.count() == 2


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE accounts_personevent SET pgh_label = 'x'",
        "DELETE FROM inspections_teammemberevent",
        "UPDATE casereviews_answerevent SET by_id = NULL",
        "DELETE FROM ratings_decisionevent",
        "UPDATE casereviews_caseopening SET at = now()",
        "UPDATE casereviews_receivedchange SET value = 'yes'",
        "TRUNCATE casereviews_caseopening",
        "ALTER TABLE casereviews_caseopening DISABLE TRIGGER ALL",
        "DROP TABLE accounts_personevent",
        "CREATE TABLE mine (id int)",
        "DELETE FROM django_migrations",
        "SET session_replication_role = replica",
    ],
)
def test_the_role_cannot_touch_history_even_where_triggers_are_told_to_look_away(db: None, role: str, sql: str) -> None:
    granted()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = '{accounts_personevent:append_only}'")
        cursor.execute(f"SET LOCAL ROLE {role}")
        with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
            cursor.execute(sql)


@pytest.mark.django_db(transaction=True)
def test_the_role_signs_in_with_its_password_which_may_change(role: str, settings: Any) -> None:
    server = connection.settings_dict
    address = {"host": server["HOST"], "port": server["PORT"], "dbname": server["NAME"], "user": role}
    try:
        for password in (PASSWORD, "another"):
            settings.APP_DATABASE = {"USER": role, "PASSWORD": password}
            granted()
            with psycopg.connect(**address, password=password) as own:
                assert own.execute("SELECT count(*) FROM accounts_person").fetchone() == (0,)
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(**address, password=PASSWORD)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {role}")
            cursor.execute(f"DROP ROLE {role}")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "Set APP_DATABASE_URL to the address that the programs use"),
        ({"USER": "app"}, "Set APP_DATABASE_URL to the address that the programs use"),
        (
            {"USER": "app", "PASSWORD": "x"},
            "Run this as the owner of the tables, not as app, who is to get the rights.",
        ),
        ({"USER": "too_mighty", "PASSWORD": "x"}, "too_mighty is a superuser"),
    ],
)
def test_a_role_that_would_be_no_use_is_refused(db: None, settings: Any, told: dict[str, str], says: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE too_mighty SUPERUSER")
    settings.APP_DATABASE = told
    with pytest.raises(CommandError, match=says):
        granted()
