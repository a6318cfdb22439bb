"""Writing many rows at once (批量写入): plain tuples instead of model instances.

A province's import writes 100,000 revisions, observations and pointer moves in one transaction; making a model
instance for each and preparing every field would take most of the time. Only values that a data base wants in its own
form (uid, time, decimals) go through their fields; all of them are passed as parameters.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def preparer(model: type[Model], name: str) -> Callable[[Any], Any]:
    """How a value of a field is handed to the data base; None stays None."""
    field: Any = model._meta.get_field(name)

    def prepare(value: Any) -> Any:
        return None if value is None else field.get_db_prep_save(value, connection)

    return prepare


def insert_rows(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of `columns`; inside the caller's transaction."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in columns)
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608  own names
    given = list(rows)
    if given:
        with connection.cursor() as cursor:
            cursor.executemany(statement, given)


def update_row(model: type[Model], values: Mapping[str, Any], *, where: Mapping[str, Any]) -> int:
    """Write columns of the rows whose columns in `where` hold these values; how many there were."""
    quote = connection.ops.quote_name
    setting = ", ".join(f"{quote(name)} = %s" for name in values)
    asking = " AND ".join(f"{quote(name)} = %s" for name in where)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {setting} WHERE {asking}"  # noqa: S608  own names
    bound = [preparer(model, name)(value) for name, value in [*values.items(), *where.items()]]
    with connection.cursor() as cursor:
        cursor.execute(statement, bound)
        return int(cursor.rowcount)
