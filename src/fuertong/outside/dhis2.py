"""DHIS2 exports: data value sets as JSON or CSV, and answers of the analytics API as JSON."""

from typing import Any

from fuertong.outside.tables import Dimension, OutsideRow, OutsideTable, table_of

_PLAIN = ("dataElement", "period", "orgUnit", "categoryOptionCombo", "attributeOptionCombo")
_LABELS = {
    "dataElement": "数据元素",
    "period": "时期",
    "orgUnit": "机构",
    "categoryOptionCombo": "分组",
    "attributeOptionCombo": "属性",
    "dx": "数据元素",
    "pe": "时期",
    "ou": "机构",
    "co": "分组",
}


def is_value_set(data: Any) -> bool:
    """Whether the JSON is a data value set."""
    return isinstance(data, dict) and isinstance(data.get("dataValues"), list)


def read_value_set(data: Any) -> OutsideTable:
    """The values of a data value set; those marked deleted are left out."""
    common = {name: str(data.get(name, "")) for name in ("period", "orgUnit", "attributeOptionCombo")}
    given = [common | {key: str(value) for key, value in one.items()} for one in data["dataValues"]]
    return _table([one for one in given if one.get("deleted", "").lower() != "true"])


def is_value_csv(head: list[str]) -> bool:
    """Whether a CSV head is one of DHIS2's value exports."""
    plain = {cell.strip().lower() for cell in head}
    return {"dataelement", "period", "orgunit", "value"} <= plain


def read_value_csv(lines: list[list[str]]) -> OutsideTable:
    """The values of a CSV export."""
    names = {name.lower(): name for name in (*_PLAIN, "value", "comment")}
    head = [names.get(cell.strip().lower(), cell.strip()) for cell in lines[0]]
    return _table([dict(zip(head, line, strict=False)) for line in lines[1:] if any(line)])


def is_analytics(data: Any) -> bool:
    """Whether the JSON is an answer of the analytics API."""
    return isinstance(data, dict) and isinstance(data.get("headers"), list) and isinstance(data.get("rows"), list)


def read_analytics(data: Any) -> OutsideTable:
    """The rows of an analytics answer, with names from its metaData."""
    heads = [str(one.get("name")) for one in data["headers"]]
    items = data.get("metaData", {}).get("items", {})
    value = heads.index("value")
    wanted = [place for place, head in enumerate(heads) if place != value and data["headers"][place].get("meta", True)]
    dimensions = [
        Dimension(
            id=heads[place],
            label=_LABELS.get(heads[place], str(data["headers"][place].get("column", heads[place]))),
            codes={str(row[place]): str(items.get(row[place], {}).get("name", "")) for row in data["rows"]},
        )
        for place in wanted
    ]
    rows = [OutsideRow(codes=tuple(str(row[place]) for place in wanted), raw=str(row[value])) for row in data["rows"]]
    return table_of("DHIS2", "", dimensions, rows)


def _table(given: list[dict[str, str]]) -> OutsideTable:
    ids = [name for name in _PLAIN if any(one.get(name) for one in given)]
    rows = [
        OutsideRow(codes=tuple(one.get(name, "") for name in ids), raw=one["value"], note=one.get("comment", ""))
        for one in given
        if one.get("value", "").strip()
    ]
    return table_of("DHIS2", "", [Dimension(id=name, label=_LABELS[name]) for name in ids], rows)
