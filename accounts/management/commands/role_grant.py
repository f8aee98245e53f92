"""The role that web, worker and beat connect as: it reads and writes rows, and owns nothing.

Migrations run as the owner of the tables, who could switch off any trigger. What a trigger protects the role has no
right to change either: a trigger of pgtrigger's own can be told to look away, a missing right cannot.
"""

from collections.abc import Iterator
from typing import Any

import pgtrigger
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg.sql import SQL, Composed, Identifier, Literal


class Command(BaseCommand):
    help = "Makes the role of APP_DATABASE_URL, and gives it what the programs need. Run it after every migration."

    def handle(self, *args: Any, **options: Any) -> None:
        role, password = settings.APP_DATABASE.get("USER"), settings.APP_DATABASE.get("PASSWORD")
        if not role or not password:
            raise CommandError("Set APP_DATABASE_URL to the address that the programs use, with its role and password.")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            if cursor.fetchone() == (role,):
                raise CommandError(f"Run this as the owner of the tables, not as {role}, who is to get the rights.")
            role_make(cursor, role, password)
            for statement in rights(role):
                cursor.execute(statement)
        self.stdout.write(f"{role} may read and write rows, and nothing else.")


def role_make(cursor: Any, role: str, password: str) -> None:
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
    found = cursor.fetchone()
    if found == (True,):
        raise CommandError(f"{role} is a superuser: APP_DATABASE_URL must name a role of its own.")
    # Hashed here, so that no log of the database holds the password.
    hashed = connection.connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    words = SQL("ALTER ROLE {} LOGIN PASSWORD {}") if found else SQL("CREATE ROLE {} LOGIN PASSWORD {}")
    cursor.execute(words.format(Identifier(role), Literal(hashed.decode())))


def rights(role: str) -> Iterator[Composed]:
    """Statements, to be run in one transaction: for a moment the role has no right at all."""
    name = Identifier(role)
    yield SQL("GRANT USAGE ON SCHEMA public TO {}").format(name)
    yield SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name)
    yield SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(name)
    yield SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(name)
    yield SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}").format(name)
    for table, operation in sorted(protected()):
        yield SQL("REVOKE {} ON {} FROM {}").format(SQL(operation), Identifier(table), name)
    for table, columns in open_columns():
        listed = SQL(", ").join(map(Identifier, columns))
        yield SQL("GRANT UPDATE ({}) ON {} TO {}").format(listed, Identifier(table), name)


def protected() -> set[tuple[str, Any]]:
    """(table, "UPDATE" or "DELETE") that a trigger refuses: all history, and who looked."""
    return {
        (model._meta.db_table, operation)
        for model, trigger in pgtrigger.registered()
        if isinstance(trigger, pgtrigger.Protect)
        for operation in str(trigger.operation).split(" OR ")
    }


def open_columns() -> Iterator[tuple[str, list[str]]]:
    """(table, columns) that may change although a trigger protects the rest of the row."""
    for model, trigger in pgtrigger.registered():
        if isinstance(trigger, pgtrigger.ReadOnly) and trigger.exclude:
            yield model._meta.db_table, [str(f.column) for f in model._meta.fields if f.name in trigger.exclude]
