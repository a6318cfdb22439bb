"""Queries whose SQL is built once (预备查询), for the few that every autosave runs.

Three hundred people saving at once (decisions, Speed) run the same queries some hundred times a second, and building
the SQL of a query with joins takes the ORM several times as long as the data base takes to answer it. A compiled query
is an ordinary queryset written over marks instead of values; each thread builds its SQL at the first run and later
runs only bind the values. What comes back are the same instances or tuples.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Expression, QuerySet
from django.db.models.query import ValuesListIterable, get_related_populators

Row = TypeVar("Row")


class Mark(Expression):
    """The place of the value with this number; it stands where the value would stand in a filter."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """A parameter whose value is bound later."""
        return "%s", [self]


class Compiled(Generic[Row]):
    """A queryset over `count` values; `build` gets a mark for each, and must not look into them.

    A filter by a list of values has no fixed SQL and cannot be compiled; related objects of a manager
    (`form.cells`) are not set on the rows.
    """

    def __init__(self, count: int, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self._count = count
        self._build = build
        self._laid = threading.local()  # a compiler belongs to the connection of its thread

    def __call__(self, *values: Any) -> list[Row]:
        """The rows for these values, in the order of the marks."""
        if not hasattr(self._laid, "out"):
            self._laid.out = _Laid(self._build(*map(Mark, range(self._count))))
        laid: _Laid = self._laid.out
        bound = [_bound(values[one.number]) if isinstance(one, Mark) else one for one in laid.parameters]
        with connection.cursor() as cursor:
            cursor.execute(laid.sql, bound)
            return list(laid.rows(cursor.fetchall()))


class _Laid:
    """The SQL of a queryset and how its rows are read."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        self.sql, self.parameters = self.compiler.as_sql()
        self.is_plain = issubclass(queryset._iterable_class, ValuesListIterable)
        if self.is_plain:
            return
        chosen: Any = self.compiler.klass_info
        select: Any = self.compiler.select
        fields = chosen["select_fields"]
        self.model = chosen["model"]
        self.start, self.end = fields[0], fields[-1] + 1
        self.names = [one[0].target.attname for one in select[self.start : self.end]]
        self.populators = get_related_populators(chosen, select, queryset.db)  # type: ignore[call-arg]

    def rows(self, found: list[tuple[Any, ...]]) -> Iterator[Any]:
        """The answer of the data base as instances or tuples."""
        read = self.compiler.results_iter(results=[found], tuple_expected=self.is_plain)
        if self.is_plain:
            yield from read
            return
        for row in read:
            made = self.model.from_db(connection.alias, self.names, row[self.start : self.end])
            for populator in self.populators:
                populator.populate(row, made)
            yield made


def _bound(value: Any) -> Any:
    """A value as the data base wants it."""
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
