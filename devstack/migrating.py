"""Django's `migrate` on an empty database in a few seconds of work instead of thirty.

Before each operation Django builds anew the models of that moment that are related to what changes, over however many
corners. Almost every model of ours points at a person, so each of five hundred operations would build almost all of
them. An operation that only adds needs its own model; of others it asks for the names of tables and columns, at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from itertools import groupby
from unittest import mock

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# A trigger that goes is asked for by nobody but its own model either.
ADDING = (CreateModel, AddField, AddIndex, AddConstraint, AddTrigger, RemoveTrigger)

djangos_apply = Migration.apply


@contextmanager
def migrating_fast() -> Iterator[None]:
    """For databases that can be made again: the demo's and those of tests. Production migrates as Django ships it.

    What it makes is the same to the byte of a dump: tests/devstack/test_migrating.py.
    """
    with mock.patch.object(Migration, "apply", _apply):
        yield


def _apply(
    migration: Migration, state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
) -> ProjectState:
    for adding, operations in groupby(migration.operations, key=_adds):
        part = copy(migration)
        part.operations = list(operations)  # type: ignore[misc]  # as Django's own constructor does
        if adding:
            with mock.patch.object(ProjectState, "_find_reload_model", _itself):
                state = djangos_apply(part, state, schema_editor, collect_sql)
        else:
            _build_all(state)
            state = djangos_apply(part, state, schema_editor, collect_sql)
    return state


def _adds(operation: Operation) -> bool:
    return type(operation) in ADDING  # of a class that is made from one of them we know nothing


def _itself(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
    state.is_delayed = True  # Django's word for models whose relations were left as they were
    return {(app_label, model_name)}


def _build_all(state: ProjectState) -> None:
    """Whatever was left as it was is built when it is next asked for."""
    state.clear_delayed_apps_cache()
    state.is_delayed = False
