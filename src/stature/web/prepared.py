"""Queries that Django writes once and the database runs often.

To build a query costs several times what it costs to run one that finds a row by its key. That
counts where every answer of everybody passes: there the SQL is built at the first call and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql import UpdateQuery


class Parameter(Expression):
    """A place in a query for a value that is told when it runs."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name, self._field = name, field

    def as_sql(self, *_compiling: Any) -> tuple[str, list[Any]]:
        """A placeholder, with this object where its value will stand."""
        return "%s", [self]

    def value(self, values: Mapping[str, Any], wrapper: Any) -> Any:
        """The value as the database behind this connection takes it."""
        return self._field.get_db_prep_value(values[self.name], wrapper)


class PreparedLookUp:
    """Reads the one row of a query, with some of its columns: ``build`` is called once."""

    def __init__(self, build: Callable[[], QuerySet[Any]], *columns: str) -> None:
        self._build, self._columns = build, columns

    def row(self, **values: Any) -> dict[str, Any] | None:
        """The row's columns by name, or None when there is no such row."""
        sql, parameters = self._sql
        with _executed(sql, parameters, values) as cursor:
            found = cursor.fetchone()
        return None if found is None else dict(zip(self._columns, found, strict=True))

    @cached_property
    def _sql(self) -> tuple[str, Sequence[Any]]:
        sql, parameters = self._build().values_list(*self._columns).query.sql_with_params()
        return sql, parameters


class PreparedUpdate:
    """Changes rows: ``build`` gives the rows and the new value of each column, and is called once.

    Returns how many rows there were.
    """

    def __init__(self, build: Callable[[], tuple[QuerySet[Any], Mapping[str, Any]]]) -> None:
        self._build = build

    def run(self, **values: Any) -> int:
        """Run it in one statement; the number of rows that changed."""
        sql, parameters = self._sql
        with _executed(sql, parameters, values) as cursor:
            return int(cursor.rowcount)

    @cached_property
    def _sql(self) -> tuple[str, Sequence[Any]]:
        rows, changes = self._build()
        query = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        sql, parameters = query.get_compiler(connection=connection).as_sql()
        return sql, parameters


def field_of(model: type[Model], name: str) -> Field[Any, Any]:
    """The field of a model that a parameter is compared with, or written to."""
    return model._meta.get_field(name)  # type: ignore[return-value]


def _executed(sql: str, parameters: Sequence[Any], values: Mapping[str, Any]) -> Any:
    """The cursor of a query. PostgreSQL keeps the plan as well, which Django's own have it not.

    Where queries are logged, Django's own is taken: it logs.
    """
    wrapper = connections[DEFAULT_DB_ALIAS]
    told = [
        each.value(values, wrapper) if isinstance(each, Parameter) else each for each in parameters
    ]
    if wrapper.vendor != "postgresql" or wrapper.queries_logged:
        cursor = wrapper.cursor()
        cursor.execute(sql, told)
        return cursor
    from psycopg import Cursor  # only there where PostgreSQL is used

    wrapper.close_if_health_check_failed()
    wrapper.ensure_connection()
    with wrapper.wrap_database_errors:
        return Cursor(wrapper.connection).execute(sql, told)
