"""After a test that commits, the database is again as it was when the run began, with the editions in it.

Django's `flush` truncates a hundred tables with six hundred files, of which a test filled twenty, then asks every app
for the rows it begins with; and both editions had to be loaded anew. That was most of the time of such a test.
"""

from functools import cache

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

KEPT = "as_it_was"


def rows_keep() -> None:
    """The rows that each test is to find."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {KEPT}")
        for table in filled(cursor):
            cursor.execute(f'CREATE TABLE {KEPT}."{table}" AS TABLE "{table}"')


def rows_put_back() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # As TRUNCATE does: whoever is still writing is waited for, so that nothing comes in behind our back.
        cursor.execute(f"LOCK TABLE {', '.join(quoted(tables()))} IN ACCESS EXCLUSIVE MODE")
        # No trigger runs, so that history can be emptied, and rows go in any order.
        cursor.execute("SET LOCAL session_replication_role = replica")
        emptied = [f"DELETE FROM {table}" for table in quoted(filled(cursor))]
        refilled = [f"INSERT INTO {table} TABLE {KEPT}.{table}" for table in quoted(kept())]
        cursor.execute(f"DO $$ BEGIN {'; '.join(emptied + refilled)}; END $$")


def filled(cursor: CursorWrapper) -> list[str]:
    cursor.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM \"{name}\" LIMIT 1)" for name in tables()))
    return sorted(name for (name,) in cursor.fetchall())


@cache
def tables() -> list[str]:
    """Of models alone, as in `flush`: which migrations ran stands in another."""
    return sorted(connection.introspection.django_table_names(only_existing=True, include_views=False))


@cache
def kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [KEPT])
        return sorted(name for (name,) in cursor.fetchall())


def quoted(names: list[str]) -> list[str]:
    return [f'"{name}"' for name in names]
