"""Charts of an edited report (图表核对): the values in each chart against those the generator would draw."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from fuertong.model.findings import Finding, Severity
from fuertong.reports.blocks import Chart, Multiples, Report

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_NEAR = 1e-6

Drawn = dict[str, tuple[float | None, ...]]


def chart_findings(document: bytes, reports: Iterable[Report]) -> Iterator[Finding]:
    """Charts are known by the title in their description; charts of others are left alone."""
    ours: dict[str, list[Drawn]] = {}
    for report in reports:
        for chart in _charts(report):
            ours.setdefault(chart.title, []).append({one.name: one.values for one in chart.series})
    for title, drawn in _drawn(document):
        expected = ours.get(title, [])
        if expected and not any(_same(drawn, one) for one in expected):
            yield Finding(
                severity=Severity.ERROR,
                code="check.chart",
                message=f"“{title}”中的数值与数据不一致：{_difference(drawn, expected[0])}。",
                seen=title,
                remedy="请把图表中的数据改回，或重新生成报告。",
            )


def _charts(report: Report) -> Iterator[Chart]:
    for block in report.blocks:
        if isinstance(block, Chart):
            yield block
        elif isinstance(block, Multiples):
            yield from block.charts


def _drawn(document: bytes) -> Iterator[tuple[str, Drawn]]:
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            body = _parsed(archive, "word/document.xml")
            targets = {r.get("Id"): r.get("Target", "") for r in _parsed(archive, "word/_rels/document.xml.rels")}
            for frame in body.iter(f"{_W}inline", f"{_W}anchor"):
                about, chart = frame.find(f"{_W}docPr"), next(frame.iter(f"{_C}chart"), None)
                name = f"word/{targets.get(chart.get(f'{_R}id'), '')}" if chart is not None else ""
                if about is not None and name in archive.namelist():
                    yield about.get("descr", ""), _values(_parsed(archive, name))
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return


def _parsed(archive: zipfile.ZipFile, name: str) -> Any:
    return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _values(chart: Any) -> Drawn:
    made: Drawn = {}
    for series in chart.iter(f"{_C}ser"):
        name = "".join(node.text or "" for node in series.findall(f"{_C}tx//{_C}v"))
        count = series.find(f"{_C}val//{_C}ptCount")
        values: list[float | None] = [None] * int(count.get("val", "0") if count is not None else 0)
        for point in series.findall(f"{_C}val//{_C}pt"):
            place = int(point.get("idx", "0"))
            if place < len(values):
                values[place] = float(point.findtext(f"{_C}v") or 0)
        made[name] = tuple(values)
    return made


def _same(drawn: Drawn, expected: Drawn) -> bool:
    """Only series of the same name and length are compared: people may add one, another version may draw more."""
    common = [name for name in drawn if len(drawn[name]) == len(expected.get(name, ()))]
    return all(_near(a, b) for name in common for a, b in zip(drawn[name], expected[name], strict=True))


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < _NEAR


def _difference(drawn: Drawn, expected: Drawn) -> str:
    for name, values in expected.items():
        for seen, wanted in zip(drawn.get(name, ()), values, strict=False):
            if not _near(seen, wanted):
                return f"“{name}”中的{_shown(seen)}应为{_shown(wanted)}"
    return "数列的名称或个数不同"


def _shown(value: float | None) -> str:
    return "空" if value is None else f"{value:g}"
