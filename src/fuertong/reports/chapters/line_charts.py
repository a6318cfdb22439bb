"""Line charts of targets (趋势图): values, the target as a dashed line, the outlook dotted where it may be shown."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from fuertong.reports.asking import in_text, required
from fuertong.reports.blocks import Chart, ChartKind, Multiples, Series
from fuertong.reports.desk import Desk
from fuertong.reports.facts import TargetFacts
from fuertong.reports.figures import printed_decimals, published
from fuertong.reports.outlooks import outlook_of
from fuertong.reports.series import Line

_FEWEST_POINTS = 3
_WIDE = 10
_BLUE, _RED, _PALE = "2F6FBF", "C8442E", "7FA8DC"


def chosen_for_charts(targets: Iterable[TargetFacts], year: int, wanted: int) -> list[TargetFacts]:
    """The targets worth a chart, main indicators and long series first; `wanted` 0 gives none."""
    usable = [(target, len(shown_years(target, year))) for target in targets if not target.sealed]
    usable = [pair for pair in usable if pair[1] >= _FEWEST_POINTS]
    ordered = sorted(usable, key=lambda pair: (not pair[0].key, not pair[0].quantified, -pair[1]))
    return [target for target, _ in ordered[:wanted]]


def shown_years(target: TargetFacts, year: int) -> list[int]:
    """The years up to `year` whose value may be printed."""
    points = (p for p in target.points if p.year <= year and published(p, target.indicator) is not None)
    return sorted(point.year for point in points)


def line_chart(desk: Desk, target: TargetFacts, *, forecast: bool = False) -> Chart:
    """The chart of one target under a numbered title."""
    title = f"{desk.facts.place.name}{target.indicator.name}（{target.indicator.unit}）"
    return _chart(desk, target, desk.chart_title(title), forecast=forecast)


def small_charts(desk: Desk, targets: Iterable[TargetFacts], title: str, anchor: str) -> Multiples:
    """Small multiples under one numbered title; each bears the indicator's name."""
    charts = tuple(
        _chart(desk, target, f"{target.indicator.name}（{target.indicator.unit}）", forecast=False)
        for target in targets
    )
    return Multiples(title=desk.chart_title(title), charts=charts, anchor=anchor)


def _chart(desk: Desk, target: TargetFacts, title: str, *, forecast: bool) -> Chart:
    """Surveys and censuses show the years they were held in; a yearly series leaves a gap where a year is missing."""
    indicator = target.indicator
    line = Line(uid=target.uid, indicator=indicator, points=target.points)
    shown = shown_years(target, desk.facts.year)
    yearly = indicator.freq <= 1
    outlook = outlook_of(target, desk.pen) if forecast and yearly else None
    ahead = outlook.year if outlook and outlook.value is not None else shown[-1]
    years = range(shown[0], max(ahead, shown[-1]) + 1) if yearly else shown
    points = [line.printable(year) if year <= shown[-1] else None for year in years]
    values = [published(point, indicator) if point else None for point in points]
    series = [Series(name=indicator.name, values=tuple(_float(value) for value in values), colour=_BLUE)]
    goal = required(target)
    if goal is not None and target.quantified and target.value is not None:
        name = f"目标：{in_text(target, desk.pen.wording)}"
        series.append(Series(name=name, values=(float(goal),) * len(values), colour=_RED, dashed=True))
    if outlook and outlook.value is not None and outlook.year > shown[-1]:
        start = values[years.index(shown[-1])] or Decimal(0)
        path = _path(years, shown[-1], start, outlook.year, outlook.value)
        series.append(Series(name=f"按现有趋势推算至{outlook.year}年", values=path, colour=_PALE, forecast=True))
    return Chart(
        kind=ChartKind.LINE,
        title=title,
        categories=tuple(f"{year}年" if len(years) <= _WIDE else str(year) for year in years),
        series=tuple(series),
        unit=indicator.unit,
        decimals=max(printed_decimals(point, indicator) for point in points if point),
        anchor=f"chart-{target.uid}",
    )


def _path(years: Sequence[int], last: int, start: Decimal, end: int, value: Decimal) -> tuple[float | None, ...]:
    """A straight line from the last value to the outlook."""
    share = (value - start) / (end - last)
    return tuple(None if year < last else float(start + share * (year - last)) for year in years)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
