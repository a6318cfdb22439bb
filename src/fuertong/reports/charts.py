"""Native charts (图表): DrawingML parts with their data in an embedded workbook, editable in Word and WPS."""

import io
import math
from datetime import UTC, datetime

import xlsxwriter

from fuertong.reports.blocks import Chart, ChartKind, Series
from fuertong.reports.layout import Layout
from fuertong.reports.wordml import clean

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222
_FEW_LABELS = 4
_GREY = "BFBFBF"


def chart_xml(chart: Chart, workbook: str, layout: Layout, *, titled: bool = False) -> str:
    """The chart part; `workbook` is the relationship id of the embedded workbook, `titled` for a small multiple."""
    legend = "" if titled else '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
    plot = _lines(chart, small=titled) if chart.kind is ChartKind.LINE else _bars(chart)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:roundedCorners val="0"/>'
        f"<c:chart>{_title(chart, titled)}<c:plotArea><c:layout/>{plot}{_axes(chart, small=titled)}</c:plotArea>"
        f"{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(layout, 800 if titled else 1000)}"
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _title(chart: Chart, titled: bool) -> str:
    if not titled:
        return '<c:autoTitleDeleted val="1"/>'
    size = '<a:defRPr sz="900" b="0"/>'
    words = f'<a:r><a:rPr lang="zh-CN" sz="900" b="0"/><a:t>{clean(chart.title)}</a:t></a:r>'
    text = f"<a:p><a:pPr>{size}</a:pPr>{words}</a:p>"
    rich = f"<c:rich><a:bodyPr/><a:lstStyle/>{text}</c:rich>"
    return f'<c:title><c:tx>{rich}</c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'


def workbook_bytes(chart: Chart, day: str) -> bytes:
    """The data of a chart as .xlsx, dated by `day`: categories down, one column a series."""
    stream = io.BytesIO()
    moment = datetime.fromisoformat(day or "2000-01-01").replace(tzinfo=UTC)
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": moment.replace(tzinfo=None)})
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 1, [series.name for series in chart.series])
        sheet.write_column(1, 0, chart.categories)
        for column, series in enumerate(chart.series, start=1):
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value)
    return stream.getvalue()


def _lines(chart: Chart, *, small: bool) -> str:
    made = "".join(_line(chart, place, series, small) for place, series in enumerate(chart.series))
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{made}<c:marker val="1"/>'
        f"{_axis_ids()}</c:lineChart>"
    )


def _bars(chart: Chart) -> str:
    """Stacked bars lie on their side, so that long names of domains stay readable."""
    stacked = chart.kind is ChartKind.STACKED
    made = "".join(_bar(chart, place, series, stacked) for place, series in enumerate(chart.series))
    direction, grouping = ("bar", "stacked") if stacked else ("col", "clustered")
    overlap = '<c:overlap val="100"/>' if stacked else ""
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{made}'
        f'<c:gapWidth val="55"/>{overlap}{_axis_ids()}</c:barChart>'
    )


def _line(chart: Chart, place: int, series: Series, small: bool) -> str:
    """A target line is dashed, without markers and labels; an outlook is dotted, its last value labelled."""
    fill = f'<a:solidFill><a:srgbClr val="{series.colour}"/></a:solidFill>'
    kind = "sysDot" if series.forecast else "dash" if series.dashed else ""
    dash = f'<a:prstDash val="{kind}"/>' if kind else ""
    line = f'<c:spPr><a:ln w="22225" cap="rnd">{fill}{dash}<a:round/></a:ln></c:spPr>'
    if series.forecast:
        marks = f'<c:marker><c:symbol val="none"/></c:marker>{_last_label(chart, series)}'
    elif series.dashed:
        marks = '<c:marker><c:symbol val="none"/></c:marker>'
    else:
        dot = f"<c:spPr>{fill}<a:ln><a:noFill/></a:ln></c:spPr>"
        labels = _last_label(chart, series) if small else _labels(chart, "t")
        marks = f'<c:marker><c:symbol val="circle"/><c:size val="6"/>{dot}</c:marker>{labels}'
    data = _data(chart, place, series)
    return f'<c:ser>{_series_head(place, series)}{line}{marks}{data}<c:smooth val="0"/></c:ser>'


def _bar(chart: Chart, place: int, series: Series, stacked: bool) -> str:
    fill = f'<c:spPr><a:solidFill><a:srgbClr val="{series.colour}"/></a:solidFill></c:spPr>'
    labels = _labels(chart, "ctr" if stacked else "outEnd")
    head, data = _series_head(place, series), _data(chart, place, series)
    return f'<c:ser>{head}{fill}<c:invertIfNegative val="0"/>{labels}{data}</c:ser>'


def _series_head(place: int, series: Series) -> str:
    cell = f"数据!${_column(place)}$1"
    cached = f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{clean(series.name)}</c:v></c:pt></c:strCache>'
    return f'<c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>{cell}</c:f>{cached}</c:strRef></c:tx>'


def _data(chart: Chart, place: int, series: Series) -> str:
    last = len(chart.categories) + 1
    names = "".join(f'<c:pt idx="{i}"><c:v>{clean(text)}</c:v></c:pt>' for i, text in enumerate(chart.categories))
    numbers = "".join(
        f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>' for i, value in enumerate(series.values) if value is not None
    )
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    column = _column(place)
    return (
        f"<c:cat><c:strRef><c:f>数据!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>数据!${column}$2:${column}${last}</c:f>"
        f"<c:numCache><c:formatCode>{_format(chart)}</c:formatCode>{count}{numbers}</c:numCache></c:numRef></c:val>"
    )


def _labels(chart: Chart, position: str) -> str:
    """Values beside the points; a zero in a stacked bar shows nothing."""
    code = f"{_format(chart)};;;" if chart.kind is ChartKind.STACKED else _format(chart)
    return f"<c:dLbls>{_label(code, position)}</c:dLbls>"


def _last_label(chart: Chart, series: Series) -> str:
    last = max((place for place, value in enumerate(series.values) if value is not None), default=0)
    own = f'<c:dLbl><c:idx val="{last}"/>{_label(_format(chart), "t")}</c:dLbl>'
    return f"<c:dLbls>{own}{_flags(shown=False)}</c:dLbls>"


def _label(code: str, position: str) -> str:
    return (
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        f'<c:dLblPos val="{position}"/>{_flags(shown=True)}'
    )


def _flags(*, shown: bool) -> str:
    return "".join(
        f'<c:{name} val="{int(shown and name == "showVal")}"/>'
        for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )


def _axes(chart: Chart, *, small: bool) -> str:
    """A small multiple names few years, so that they stay readable."""
    every = math.ceil(len(chart.categories) / _FEW_LABELS) if small else 1
    skip = f'<c:tickLblSkip val="{every}"/>' if every > 1 else ""
    sideways = chart.kind is ChartKind.STACKED
    category, value = ("l", "b") if sideways else ("b", "l")
    order = "maxMin" if sideways else "minMax"
    grey = f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="{_GREY}"/></a:solidFill></a:ln></c:spPr>'
    grid = "" if sideways else f"<c:majorGridlines>{grey}</c:majorGridlines>"
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{category}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{grey}'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/>{skip}<c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        f'<c:delete val="{int(sideways)}"/><c:axPos val="{value}"/>{grid}'
        f'<c:numFmt formatCode="{_format(chart)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _axis_ids() -> str:
    return f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'


def _text(layout: Layout, size: int) -> str:
    font = layout.table
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}">'
        f'<a:latin typeface="{font.latin}"/><a:ea typeface="{font.east_asia}"/>'
        '</a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _format(chart: Chart) -> str:
    return f"0.{'0' * chart.decimals}" if chart.decimals else "0"


def _column(place: int) -> str:
    """The letter of the column of a series; charts have a handful."""
    return "BCDEFGHIJKLMNOPQRSTUVWXYZ"[place]
