"""A report's blocks as plain data for the page: paper width, no claimed page breaks."""

from dataclasses import dataclass

from fuertong.reports.blocks import Chart, Heading, Multiples, Paragraph, Report, SectionBreak, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One block for the template: `kind` is heading, paragraph, table or chart."""

    kind: str
    text: str = ""
    level: int = 0
    style: str = ""
    table: Table | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    gap: bool = False


def pieces(report: Report) -> list[Piece]:
    """The blocks in order; a chart stands as a table of its numbers."""
    found = []
    for block in report.blocks:
        match block:
            case Heading():
                found.append(Piece(kind="heading", text=block.text, level=block.level + 1))
            case Paragraph():
                found.append(
                    Piece(
                        kind="paragraph",
                        text=block.text,
                        style=block.kind.value,
                        gap=any(run.gap for run in block.runs),
                    )
                )
            case Table():
                found.append(Piece(kind="table", text=block.title, table=block))
            case Chart():
                found.append(Piece(kind="chart", text=block.title, rows=_chart_rows(block)))
            case Multiples():
                found += [
                    Piece(kind="chart", text=f"{block.title}：{chart.title}", rows=_chart_rows(chart))
                    for chart in block.charts
                ]
            case SectionBreak():
                found.append(Piece(kind="break"))
    return found


def _chart_rows(chart: Chart) -> tuple[tuple[str, ...], ...]:
    head = ("", *(series.name for series in chart.series))
    body = [
        (label, *(_shown(series.values[place], chart.decimals) for series in chart.series))
        for place, label in enumerate(chart.categories)
    ]
    return (head, *body)


def _shown(value: float | None, decimals: int) -> str:
    return "—" if value is None else f"{value:,.{decimals}f}"
