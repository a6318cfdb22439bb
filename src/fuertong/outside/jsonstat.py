"""JSON-stat 1.x and 2.0 (https://json-stat.org/full/): a dense or sparse cube of values in row-major order."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from fuertong.errors import FuertongError
from fuertong.outside.tables import Dimension, OutsideRow, OutsideTable, table_of

_MOST = 2_000_000


def is_jsonstat(data: Any) -> bool:
    """Whether the JSON is a JSON-stat dataset, or a bundle of one."""
    return _dataset(data) is not None


def read_jsonstat(data: Any) -> OutsideTable:
    """The dataset's values; the first one of a bundle."""
    cube = _dataset(data)
    if cube is None:
        raise FuertongError("文件不是JSON-stat数据集。")
    parts: dict[str, Any] = cube["dimension"]
    ids = list(cube.get("id") or parts["id"])
    sizes = [int(size) for size in cube.get("size") or parts["size"]]
    total = 1
    for size in sizes:
        total *= size
    if total > _MOST or len(ids) != len(sizes):
        raise FuertongError("JSON-stat数据集过大或不完整，无法读取。")
    dimensions = [_dimension(name, parts[name]) for name in ids]
    orders = [_order(parts[name]) for name in ids]
    if any(len(order) != size for order, size in zip(orders, sizes, strict=True)):
        raise FuertongError("JSON-stat数据集的分类与大小不一致，无法读取。")
    rows = list(_rows(cube, orders))
    return table_of("JSON-stat", str(cube.get("label", "")), dimensions, rows)


def _dataset(data: Any) -> dict[str, Any] | None:
    if not isinstance(data, dict):
        return None
    if "dimension" in data and "value" in data:
        return data
    inside = [one for one in data.values() if isinstance(one, dict) and "dimension" in one and "value" in one]
    return inside[0] if inside else None


def _dimension(name: str, part: dict[str, Any]) -> Dimension:
    labels = part.get("category", {}).get("label", {})
    return Dimension(id=name, label=str(part.get("label", name)), codes={str(k): str(v) for k, v in labels.items()})


def _order(part: dict[str, Any]) -> list[str]:
    category = part.get("category", {})
    index = category.get("index")
    if isinstance(index, dict):
        return sorted(index, key=lambda code: int(index[code]))
    return [str(code) for code in (index or category.get("label", {}))]


def _rows(cube: dict[str, Any], orders: list[list[str]]) -> Iterator[OutsideRow]:
    values, status = cube["value"], cube.get("status", {})
    for number, codes in enumerate(product(*orders)):
        value = (
            values.get(str(number)) if isinstance(values, dict) else values[number] if number < len(values) else None
        )
        if value is not None:
            yield OutsideRow(codes=codes, raw=str(value), note=_status(status, number))


def _status(status: Any, number: int) -> str:
    if isinstance(status, dict):
        return str(status.get(str(number), ""))
    if isinstance(status, list):
        return str(status[number] or "") if number < len(status) else ""
    return str(status or "")
