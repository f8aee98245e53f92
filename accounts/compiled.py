"""Queries whose SQL is made once per process.

Django makes the SQL of a query anew each time it is asked, which costs several times what the database needs to answer
a small one. So the few that every page or every save asks are compiled once, and only their values change. Whatever is
asked less often stays an ordinary query. Tests hold each of these equal to the ordinary query.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

M = TypeVar("M", bound=models.Model)


class Compiled:
    """A query compiled at its first use. `build` gets the `markers`, which stand where the values go."""

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]], *markers: Any) -> None:
        self.build = build
        self.markers = markers

    @cached_property
    def _sql(self) -> tuple[str, tuple[Any, ...]]:
        sql, parameters = self.build(*self.markers).query.sql_with_params()
        missing = [marker for marker in self.markers if marker not in parameters]
        assert not missing, f"{missing} took another shape in {sql}"
        return sql, tuple(parameters)

    def rows(self, *values: Any, using: str = DEFAULT_DB_ALIAS) -> list[tuple[Any, ...]]:
        """The rows as the database gives them, with `values` in the places of the markers."""
        sql, parameters = self._sql
        given = [values[self.markers.index(p)] if p in self.markers else p for p in parameters]
        with connections[using].cursor() as cursor:
            cursor.execute(sql, given)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


@models.UUIDField.register_lookup
@models.BigAutoField.register_lookup
class AnyOf(models.Lookup):
    """As `in`, with the values as one array, so that the SQL is the same for any number of them."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, parameters = self.process_lhs(compiler, connection)
        kind = self.lhs.output_field.db_type(connection)
        return f"{column} = ANY(%s::{kind}[])", (*parameters, self.rhs)


class CompiledRow(Generic[M]):
    """Rows of a model, each with the rows that `paths` lead to, as select_related gives them.

    `markers` are the lookups that find it, each with a marker of its own; `where` is what must hold besides. Fields of
    the row in `without` are read when somebody asks them. No path may lead over an empty foreign key, and a path's
    parent stands before it.
    """

    def __init__(
        self, model: str, *paths: str, where: models.Q | None = None, without: Sequence[str] = (), **markers: Any
    ) -> None:
        self.model = model
        self.paths = ("", *paths)
        self.where = where or models.Q()
        self.without = without
        self.query = Compiled(lambda *values: self._query(dict(zip(markers, values, strict=True))), *markers.values())

    def _query(self, lookups: dict[str, Any]) -> models.QuerySet[Any, Any]:
        columns = [column for _, _, names in self._shapes for column in names.values()]
        rows: models.QuerySet[Any, Any] = self._model.objects.filter(self.where, **lookups).order_by()
        return rows.values_list(*columns)

    @cached_property
    def _model(self) -> Any:
        return apps.get_model(self.model)

    @cached_property
    def _shapes(self) -> list[tuple[str, Any, dict[str, str]]]:
        """(path, model, column of the query by field) for the row itself and for each path."""
        shapes = []
        for path in self.paths:
            model = self._model
            for name in path.split("__") if path else []:
                model = model._meta.get_field(name).related_model
            prefix = f"{path}__" if path else ""
            without = () if path else self.without
            fields = [field for field in model._meta.concrete_fields if field.attname not in without]
            shapes.append((path, model, {field.attname: prefix + field.attname for field in fields}))
        return shapes

    @cached_property
    def _converters(self) -> list[tuple[int, Any]]:
        """(position, field) where a field reads more than the driver does, as JSON does."""
        fields = [model._meta.get_field(name) for _, model, names in self._shapes for name in names]
        return [(n, field) for n, field in enumerate(fields) if hasattr(field, "from_db_value")]

    def get(self, *values: Any, using: str = DEFAULT_DB_ALIAS) -> M | None:
        """The row, or None."""
        found = self.all(*values, using=using)
        return found[0] if found else None

    def all(self, *values: Any, using: str = DEFAULT_DB_ALIAS) -> list[M]:
        """Every row that is found, in no order."""
        return [self._instance(list(row), using) for row in self.query.rows(*values, using=using)]

    def _instance(self, row: list[Any], using: str) -> M:
        for position, field in self._converters:
            row[position] = field.from_db_value(row[position], None, connections[using])
        made: dict[str, Any] = {}
        start = 0
        for path, model, names in self._shapes:
            made[path] = model.from_db(using, list(names), row[start : start + len(names)])
            start += len(names)
            if path:
                parent, _, name = path.rpartition("__")
                setattr(made[parent], name, made[path])
        found: M = made[""]
        return found


class CompiledInsert:
    """Rows put into a table in one statement, given column by column without an instance of the model for each.

    PostgreSQL takes each column as one array, so one SQL serves any number of rows. A row that stands at the same
    `unique` fields already is written over in its `update` fields; without these it is left as it is.
    """

    def __init__(
        self, model: str, fields: Sequence[str], *, unique: Sequence[str] = (), update: Sequence[str] = ()
    ) -> None:
        self.model, self.fields, self.unique, self.update = model, fields, unique, update

    @cached_property
    def _sql(self) -> tuple[str, tuple[str, ...]]:
        """The statement, and the key of a row under which each of its columns is given."""
        model: Any = apps.get_model(self.model)
        fields, unique, update = (
            [model._meta.get_field(name) for name in names] for names in (self.fields, self.unique, self.update)
        )
        query = InsertQuery(
            model,
            on_conflict=OnConflict.UPDATE if update else OnConflict.IGNORE,
            unique_fields=unique,
            update_fields=update,
        )
        query.insert_values(fields, [model(), model()])  # one alone would be compiled without arrays
        [(sql, parameters)] = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        assert len(parameters) == len(fields), f"some column is given otherwise than as an array in {sql}"
        return sql, tuple(field.attname for field in fields)

    def write(self, rows: Iterable[Mapping[str, Any]], using: str = DEFAULT_DB_ALIAS) -> None:
        """Writes rows, each by the names of its columns as the database knows them; nothing for none."""
        if not (given := list(rows)):
            return
        sql, names = self._sql
        with connections[using].cursor() as cursor:
            cursor.execute(sql, [[row[name] for row in given] for name in names])
