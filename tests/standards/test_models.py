"""An edition in use is fixed by the database itself, whoever asks it to change."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from standards.models import REFUSAL, Edition, EditionRow

TABLES = sorted(model._meta.db_table for model in EditionRow.__subclasses__())
HOMES = {"standards_edition": "id"}

pytestmark = pytest.mark.django_db


def run(sql: str, edition: Edition) -> int:
    """Rows touched by a statement about the edition."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, {"edition": edition.pk})
        return int(cursor.rowcount)


def columns_of(table: str) -> str:
    with connection.cursor() as cursor:
        description = connection.introspection.get_table_description(cursor, table)
    return ", ".join(f'"{column.name}"' for column in description if column.name != "id")


def statements(table: str) -> dict[str, str]:
    home = HOMES.get(table, "edition_id")
    text = f"UPDATE {table} SET {home} = {home} + 0"
    return {
        "update": f"{text} WHERE {home} = %(edition)s",
        "delete": f"DELETE FROM {table} WHERE {home} = %(edition)s",
        "insert": f"INSERT INTO {table} ({columns_of(table)}) SELECT {columns_of(table)} FROM {table} "
        f"WHERE {home} = %(edition)s",
    }


def test_tables_of_an_edition_are_all_tried() -> None:
    """Eleven kinds of rows, as the page of the layout draws them."""
    assert len(TABLES) == 11


@pytest.mark.parametrize("deed", ["update", "delete", "insert"])
@pytest.mark.parametrize("table", TABLES)
def test_rows_of_an_edition_in_use_refuse_every_change(small_in_use: Edition, table: str, deed: str) -> None:
    with pytest.raises(DatabaseError, match=REFUSAL):
        run(statements(table)[deed], small_in_use)


@pytest.mark.parametrize("table", TABLES)
def test_rows_of_an_edition_that_is_not_in_use_can_change(small: Edition, table: str) -> None:
    assert run(statements(table)["update"], small) > 0


@pytest.mark.parametrize("table", TABLES)
def test_rows_cannot_move_into_an_edition_in_use(small_in_use: Edition, editions: Any, table: str) -> None:
    with pytest.raises(DatabaseError, match=REFUSAL):
        run(f"UPDATE {table} SET edition_id = %(edition)s WHERE edition_id <> %(edition)s", small_in_use)


@pytest.mark.parametrize(
    "change",
    ["title = 'Other'", "in_use = FALSE", "content_hash = ''", "discretion_small_sample = 9", "id = id + 1000"],
)
def test_an_edition_in_use_refuses_every_change(small_in_use: Edition, change: str) -> None:
    with pytest.raises(DatabaseError, match=REFUSAL):
        run(f"UPDATE standards_edition SET {change} WHERE id = %(edition)s", small_in_use)


def test_an_edition_in_use_cannot_be_deleted(small_in_use: Edition) -> None:
    with pytest.raises(DatabaseError, match=REFUSAL):
        run("DELETE FROM standards_edition WHERE id = %(edition)s", small_in_use)


def test_an_edition_in_use_refuses_changes_by_code(small_in_use: Edition) -> None:
    small_in_use.title = "Other"
    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
        small_in_use.save()
    for model in EditionRow.__subclasses__():
        rows = model._default_manager.filter(edition=small_in_use)
        with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
            rows.first().save()
        with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
            rows._raw_delete(using="default")


def test_an_edition_is_in_use_from_its_first_inspection_on_and_stays_so(small: Edition, small_in_use: Edition) -> None:
    assert small_in_use.in_use
    small_in_use.inspections.all().delete()
    small_in_use.refresh_from_db()
    assert small_in_use.in_use
