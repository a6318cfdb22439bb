"""A plan from the JSON that `fuertong read` prints (the form of plan.json)."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from fuertong.errors import FuertongError
from fuertong.model.plan import Plan

_HINTS: dict[type[Any], dict[str, Any]] = {}


def plan_from_json(data: Any) -> tuple[Plan, ...]:
    """The plans of `{"plans": [...]}`; unknown keys are refused, missing ones take their default."""
    if not isinstance(data, dict) or not isinstance(data.get("plans"), list):
        raise FuertongError("《plan.json》里没有plans一项，请用fuertong read重新导出。")
    return tuple(_build(Plan, row, "plans") for row in data["plans"])


def _build(kind: type[Any], row: Any, where: str) -> Any:
    if not isinstance(row, Mapping):
        raise FuertongError(f"《plan.json》中{where}的写法有误，请用fuertong read重新导出。")
    hints = _hints(kind)
    unknown = sorted(set(row) - {field.name for field in fields(kind)})
    if unknown:
        raise FuertongError(f"《plan.json》中{where}有不认识的项“{'、'.join(unknown)}”，请用fuertong read重新导出。")
    values = {name: _convert(hints[name], value, f"{where}.{name}") for name, value in row.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise FuertongError(f"《plan.json》中{where}缺少必需的项，请用fuertong read重新导出。") from error


def _hints(kind: type[Any]) -> dict[str, Any]:
    """Its annotations as types, worked out once a class."""
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]


def _convert(hint: Any, value: Any, where: str) -> Any:
    if get_origin(hint) is UnionType:
        if value is None:
            return None
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return _sequence(get_args(hint), value, where)
    if isinstance(hint, type) and is_dataclass(hint):
        return _build(hint, value, where)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if value not in {member.value for member in hint}:
            raise FuertongError(f"《plan.json》中{where}的“{value}”无法识别，请填{'、'.join(hint)}之一。")
        return hint(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint):
        raise FuertongError(f"《plan.json》中{where}的写法有误，请用fuertong read重新导出。")
    return value


def _sequence(parts: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise FuertongError(f"《plan.json》中{where}应为列表，请用fuertong read重新导出。")
    if parts[-1] is Ellipsis:
        return tuple(_convert(parts[0], item, where) for item in value)
    if len(parts) != len(value):
        raise FuertongError(f"《plan.json》中{where}应有{len(parts)}项，请用fuertong read重新导出。")
    return tuple(_convert(part, item, where) for part, item in zip(parts, value, strict=True))
