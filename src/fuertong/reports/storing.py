"""Facts, reports and edits as JSON and back (存取): so that a version can be regenerated and its edits kept.

A number is stored as its text, a date as ISO, a block with the name of its class; what is missing takes its default,
so data stored by an older version are read by a newer one.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from fuertong.errors import FuertongError

Stored = TypeVar("Stored")
_CLASS = "class"
_HINTS: dict[type[Any], dict[str, Any]] = {}


def to_data(value: object) -> Any:
    """Anything made of frozen dataclasses as plain JSON data."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {field.name: to_data(getattr(value, field.name)) for field in fields(value)}
        return {_CLASS: type(value).__name__, **named}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_data(item) for key, item in value.items()}
    if isinstance(value, (tuple, list, set, frozenset)):
        return [to_data(item) for item in value]
    return value


def from_data(kind: type[Stored], data: Any) -> Stored:
    """The object again; FuertongError where the data do not fit."""
    try:
        return cast(Stored, _made(kind, data))
    except (TypeError, ValueError, KeyError, InvalidOperation) as error:
        raise FuertongError(f"存档的内容无法读取（{error}），请重新生成。") from error


def _made(hint: Any, data: Any) -> Any:
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{name: _made(hints[name], item) for name, item in data.items() if name in hints})
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _one_of(parts, data)
    if origin is tuple:
        every = parts[0] if parts[-1] is Ellipsis else None
        return tuple(_made(every or parts[place], item) for place, item in enumerate(data))
    if data is None or hint in (Any, object):
        return data
    if hint is Decimal:
        return Decimal(str(data))
    if hint is date:
        return date.fromisoformat(data)
    return hint(data) if isinstance(hint, type) else data


def _one_of(parts: tuple[Any, ...], data: Any) -> Any:
    """None, the class that is named, or the only class there is."""
    if data is None:
        if NoneType in parts:
            return None
        raise TypeError("None")
    classes = [part for part in parts if part is not NoneType]
    if isinstance(data, Mapping) and len(classes) > 1:
        named = {part.__name__: part for part in classes}
        return _made(named[data[_CLASS]], data)
    return _made(classes[0], data)


def _hints(kind: type[Any]) -> dict[str, Any]:
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]
