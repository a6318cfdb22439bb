"""SDMX data messages (ISO 17369): SDMX-CSV 1 and 2, SDMX-ML generic and structure-specific 2.x, SDMX-JSON 1 and 2."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from fuertong.errors import FuertongError
from fuertong.outside.tables import Dimension, OutsideRow, OutsideTable, table_of

_MOST = 2_000_000
_ATTRIBUTES = {"OBS_STATUS", "UNIT_MULT", "DECIMALS", "CONF_STATUS", "TIME_FORMAT", "OBS_CONF", "PRE_BREAK_VALUE"}
_HEADS = ("DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "ACTION", "STRUCTURE_NAME")


def is_sdmx_csv(head: list[str]) -> bool:
    """Whether a CSV head is one of SDMX-CSV."""
    plain = [cell.partition(":")[0].strip().upper() for cell in head]
    return "OBS_VALUE" in plain and bool(set(plain) & {"DATAFLOW", "STRUCTURE", "TIME_PERIOD"})


def read_sdmx_csv(lines: list[list[str]]) -> OutsideTable:
    """The values of an SDMX-CSV; `id: label` heads and cells give codes with labels."""
    ids = [cell.partition(":")[0].strip().upper() for cell in lines[0]]
    value = ids.index("OBS_VALUE")
    status = ids.index("OBS_STATUS") if "OBS_STATUS" in ids else -1
    wanted = [
        place
        for place, name in enumerate(ids)
        if place != value and name not in _ATTRIBUTES and name not in _HEADS and place < len(ids)
    ]
    labels: list[dict[str, str]] = [{} for _ in wanted]
    rows = []
    for line in lines[1:]:
        if len(line) <= value or not line[value].strip():
            continue
        codes = []
        for found, place in zip(labels, wanted, strict=True):
            code, _, label = (line[place] if place < len(line) else "").partition(":")
            codes.append(code.strip())
            if label:
                found[code.strip()] = label.strip()
        note = line[status].strip() if 0 <= status < len(line) else ""
        rows.append(OutsideRow(codes=tuple(codes), raw=line[value].strip(), note=note))
    dimensions = [
        Dimension(id=ids[place], label=lines[0][place].partition(":")[2].strip() or ids[place], codes=found)
        for place, found in zip(wanted, labels, strict=True)
    ]
    return table_of("SDMX-CSV", "", dimensions, rows)


def read_sdmx_ml(data: bytes) -> OutsideTable:
    """The observations of a generic or structure-specific message; FuertongError when there are none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FuertongError("SDMX文件不是完整的XML，无法读取。请重新导出。") from error
    found = list(_observations(root))
    ids = list(dict.fromkeys(name for keys, _, _ in found for name in keys))
    if not found:
        raise FuertongError("SDMX文件中没有数据。")
    rows = [
        OutsideRow(codes=tuple(keys.get(name, "") for name in ids), raw=raw, note=note) for keys, raw, note in found
    ]
    return table_of("SDMX-ML", "", [Dimension(id=name, label=name) for name in ids], rows)


def _observations(root: etree._Element) -> Iterator[tuple[dict[str, str], str, str]]:
    for series in root.iter("{*}Series"):
        generic = series.find("{*}SeriesKey")
        keys = _generic(generic) if generic is not None else _plain(series)
        for obs in series.iterfind("{*}Obs"):
            yield from _observation(obs, keys)
    for data in root.iter("{*}DataSet"):
        for obs in data.iterfind("{*}Obs"):
            yield from _observation(obs, {})


def _observation(obs: etree._Element, keys: dict[str, str]) -> Iterator[tuple[dict[str, str], str, str]]:
    value = obs.find("{*}ObsValue")
    if value is not None:
        own = _generic(obs.find("{*}ObsKey"))
        dimension = obs.find("{*}ObsDimension")
        if dimension is not None:
            own[str(dimension.get("id", "TIME_PERIOD"))] = str(dimension.get("value"))
        time = obs.find("{*}Time")
        if time is not None and time.text:
            own["TIME_PERIOD"] = time.text
        status = _generic(obs.find("{*}Attributes")).get("OBS_STATUS", "")
        yield keys | own, str(value.get("value", "")), status
    elif obs.get("OBS_VALUE") is not None:
        yield keys | _plain(obs), str(obs.get("OBS_VALUE")), str(obs.get("OBS_STATUS", ""))


def _generic(element: etree._Element | None) -> dict[str, str]:
    if element is None:
        return {}
    return {str(one.get("id") or one.get("concept")): str(one.get("value")) for one in element.iterfind("{*}Value")}


def _plain(element: etree._Element) -> dict[str, str]:
    return {
        str(name): str(value)
        for name, value in element.attrib.items()
        if not str(name).startswith("{") and name not in _ATTRIBUTES and name != "OBS_VALUE"
    }


def is_sdmx_json(data: Any) -> bool:
    """Whether the JSON is an SDMX-JSON data message."""
    inside = data.get("data", data) if isinstance(data, dict) else {}
    return isinstance(inside, dict) and "dataSets" in inside and ("structure" in inside or "structures" in inside)


def read_sdmx_json(data: Any) -> OutsideTable:
    """The observations of the first data set."""
    inside = data.get("data", data)
    structure = inside.get("structure") or inside["structures"][0]
    parts = structure["dimensions"]
    fixed, series, obs = (parts.get(name) or [] for name in ("dataSet", "series", "observation"))
    order = [*fixed, *series, *obs]
    dimensions = [
        Dimension(id=one["id"], label=_name(one), codes={_code(value): _name(value) for value in one["values"]})
        for one in order
    ]
    rows: list[OutsideRow] = []
    first = [_code(one["values"][0]) for one in fixed]
    given = inside["dataSets"][0]
    groups = given["series"].items() if "series" in given else [("", given)]
    for key, group in groups:
        middle = [
            _code(one["values"][int(place)]) for one, place in zip(series, key.split(":") if key else [], strict=True)
        ]
        for own, values in group.get("observations", {}).items():
            last = [_code(one["values"][int(place)]) for one, place in zip(obs, own.split(":"), strict=True)]
            if values and values[0] is not None:
                rows.append(OutsideRow(codes=(*first, *middle, *last), raw=str(values[0])))
            if len(rows) > _MOST:
                raise FuertongError("SDMX文件中的数据过多，请分次导出。")
    return table_of("SDMX-JSON", _name(structure), dimensions, rows)


def _name(part: dict[str, Any]) -> str:
    names = part.get("names") or {}
    name = part.get("name") or names.get("zh") or names.get("en") or part.get("id", "")
    return str(name.get("zh") or name.get("en") or "") if isinstance(name, dict) else str(name)


def _code(value: dict[str, Any]) -> str:
    return str(value.get("id") or value.get("value") or "")
