"""The components (界面组件) as template tags: `{% load ui %}`; each renders ui/parts/<name>.html."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.http import QueryDict
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from fuertong.model.verdict import Signal, Verdict

from ..graphics import shares, spark
from ..numbers import MISSING, shown
from ..tones import tones
from ..trend import chart_rows

register = template.Library()
Context = template.Context
SIGNS = {verdict.value: verdict.sign for verdict in Verdict}


def _part(name: str, /, **values: Any) -> SafeString:
    return mark_safe(get_template(f"ui/parts/{name}.html").render(values).strip())  # noqa: S308 - a template escapes


def _query(context: Context, **changes: str | int | None) -> str:
    """The page's query string with some parameters replaced (None removes one); always begins with "?"."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    return "?" + query.urlencode()


# --- words with a sign


@register.simple_tag
def status(verdict: Verdict | Signal | str | None) -> SafeString:
    """A verdict (认定) or signal (研判信号) as sign, word and colour; empty means 待认定."""
    word = str(verdict or Verdict.OPEN)
    row = tones("verdict").get(word)
    return _part("tag", word=word, sign=SIGNS.get(word, ""), tone=row.tone if row else "plain", title="")


@register.simple_tag
def form_state(code: str, word: str = "", title: str = "") -> SafeString:
    """The state of a form, report or plan by its code in tones.csv; `word` replaces the usual word."""
    row = tones("state").get(str(code))
    return _part("tag", word=word or (row.word if row else str(code)), sign=row.sign if row else "",
                 tone=row.tone if row else "plain", title=title)  # fmt: skip


@register.simple_tag
def warning_tag(colour: str, word: str = "", title: str = "") -> SafeString:
    """A warning (预警): red, orange, yellow or blue; the only place where these colours fill a tag."""
    row = tones("warning")[str(colour)]
    return _part("tag", word=word or row.word, sign=row.sign, tone=row.tone, title=title)


@register.simple_tag
def tag(word: str, tone: str = "plain", sign: str = "", title: str = "") -> SafeString:
    """Any other short mark; tone is plain, busy, good, near, hard or open."""
    return _part("tag", word=word, sign=sign, tone=tone, title=title)


# --- numbers


@register.simple_tag
def num(value: Decimal | float | int | None, decimals: int | None = None, reason: str = "") -> SafeString:
    """A number with its declared decimals; "—" with the reason as title when there is none."""
    return _part("num", text=shown(value, decimals), missing=value is None, reason=reason or "暂无数据")


@register.filter(name="num")
def num_filter(value: Decimal | float | int | None, decimals: int | None = None) -> str:
    """The same as plain text, for sentences and titles."""
    return shown(value, decimals)


@register.simple_tag
def number_card(label: str, value: object, unit: str = "", note: str = "", url: str = "") -> SafeString:
    """One figure with its name, unit and the words that say what it counts."""
    return _part("number_card", label=label, value=MISSING if value is None else value, unit=unit, note=note, url=url)


@register.simple_tag
def progress(done: int, total: int, label: str = "") -> SafeString:
    """Progress such as 18/24."""
    return _part("progress", done=done, total=total, label=label or f"已完成{done}，共{total}")


@register.simple_tag
def sparkline(values: Sequence[float | None], target: float | None = None) -> SafeString:
    """The run of yearly values in one table cell; empty without values."""
    return _part("sparkline", spark=spark(values, target=target))


@register.simple_tag(takes_context=True)
def verdict_bar(
    context: Context,
    counts: Mapping[str, int] | Iterable[tuple[str, int]],
    param: str = "verdict",
    key: bool = True,
    base: str = "",
) -> SafeString:
    """A quiet stacked bar of verdict counts; a piece filters this page, or the list at `base`, by `?param=verdict`."""
    request = context.get("request")
    chosen = request.GET.get(param, "") if request and not base else ""
    pieces = [
        {
            "share": share,
            "url": _filtered(base, param, share.code) if base else _query(context, **{param: share.code, "page": None}),
            "chosen": share.code == chosen,
            "sign": SIGNS.get(share.code, ""),
        }
        for share in shares(counts)
    ]
    back = _query(context, **{param: None, "page": None}) if chosen else ""
    return _part("verdict_bar", pieces=pieces, key=key, all_url=back)


def _filtered(base: str, param: str, code: str) -> str:
    query = QueryDict(base.partition("?")[2], mutable=True)
    query[param] = code
    return f"{base.partition('?')[0]}?{query.urlencode()}"


@register.simple_tag
def trend_chart(chart: Mapping[str, Any], small: bool = False) -> SafeString:
    """The trend of one target with its table and downloads; `chart` as described in ui/trend.py."""
    return _part("trend_chart", chart=chart, rows=chart_rows(chart), small=small)


# --- boxes with content


@register.simple_block_tag
def card(
    content: str, title: str = "", note: str = "", link: str = "", link_url: str = "", flush: bool = False
) -> SafeString:
    """A white box with a heading."""
    return _part("card", content=content, title=title, note=note, link=link, link_url=link_url, flush=flush)


@register.simple_block_tag
def table(
    content: str,
    caption: str = "",
    note: str = "",
    export_url: str = "",
    label: str = "",
    lines: bool = False,
    classes: str = "",
) -> SafeString:
    """A dense table around thead and tbody, with an optional bar (caption, note, 导出Excel)."""
    return _part("table", content=content, caption=caption, note=note, export_url=export_url, label=label or caption,
                 lines=lines, classes=classes)  # fmt: skip


@register.simple_tag(takes_context=True)
def sort_head(context: Context, field: str, title: str, unit: str = "", number: bool = False) -> SafeString:
    """A column head that sorts: `?sort=field`, then `?sort=-field`."""
    request = context.get("request")
    now = request.GET.get("sort", "") if request else ""
    direction = {field: "asc", f"-{field}": "desc"}.get(now, "")
    url = _query(context, sort=f"-{field}" if direction == "asc" else field, page=None)
    return _part("sort_head", title=title, unit=unit, number=number, direction=direction, url=url)


@register.simple_block_tag
def filter_bar(content: str, reset_url: str = "?") -> SafeString:
    """The filters of a list as a GET form, kept in the address."""
    return _part("filter_bar", content=content, reset_url=reset_url)


@register.simple_block_tag
def help_panel(content: str, title: str = "本页说明") -> SafeString:
    """The page's guide at the side; stands in base.html's block help."""
    return _part("help_panel", content=content, title=title)


@register.simple_block_tag
def note(content: str, tone: str = "info") -> SafeString:
    """A sentence in a box: info, success, warning or error (danger, as Bootstrap says)."""
    return _part("note", content=content, tone={"danger": "error"}.get(tone, tone))


# --- lists


@register.simple_tag
def steps(items: Sequence[str | Mapping[str, str]], current: int = 1) -> SafeString:
    """Steps of a longer work; `current` is counted from 1; items are words or {title, note, url}."""
    rows = [{"note": "", "url": "", **({"title": item} if isinstance(item, str) else dict(item))} for item in items]
    return _part("steps", items=rows, current=current)


@register.simple_tag
def description(rows: Iterable[Sequence[object]], columns: int = 1) -> SafeString:
    """Terms and values: rows of (term, value) or (term, value, note); columns 1 or 2."""
    full = [(row[0], MISSING if row[1] in (None, "") else row[1], row[2] if len(row) > 2 else "") for row in rows]
    return _part("description", rows=full, columns=columns)


@register.simple_tag
def empty_state(title: str, text: str = "", action: str = "", action_url: str = "") -> SafeString:
    """What a list shows when it is empty: why, and the next step."""
    return _part("empty_state", title=title, text=text, action=action, action_url=action_url)


@register.simple_tag
def timeline(events: Iterable[Mapping[str, Any]]) -> SafeString:
    """The way of a form or report: events {who, what, at, note, tone: ""|back|wait}."""
    blank = {"who": "", "what": "", "at": "", "note": "", "tone": ""}
    return _part("timeline", events=[blank | dict(event) for event in events])


@register.simple_tag
def findings(rows: Iterable[Any], empty: str = "") -> SafeString:
    """Findings (发现的问题), each linking to its cell: Finding objects or {message, severity, place, remedy, href}."""
    return _part("findings", rows=[_finding(row) for row in rows], empty=empty)


def _finding(row: Any) -> dict[str, str]:
    if isinstance(row, Mapping):
        given = {key: str(row.get(key) or "") for key in ("message", "severity", "place", "remedy", "href")}
    else:
        given = {
            "message": row.message,
            "severity": str(row.severity),
            "place": str(row.where),
            "remedy": row.remedy,
            "href": "",
        }
    severity = given["severity"] or "info"
    return given | {"severity": severity, "word": {"error": "✕ 错误", "warning": "△ 提醒"}.get(severity, "○ 说明")}


@register.simple_tag
def tabs(items: Iterable[Any], label: str = "分页") -> SafeString:
    """Links that look like tabs: Choice objects or mappings label, url, active, count."""
    return _part("tabs", items=[_choice(item) for item in items], label=label)


def _choice(item: Any) -> dict[str, Any]:
    names = ("label", "url", "active", "count")
    return {name: item.get(name) if isinstance(item, Mapping) else getattr(item, name) for name in names}


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any]) -> SafeString:
    """Page links that keep the filters; nothing but the count when there is one page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    links = [(str(number), _query(context, page=number) if isinstance(number, int) else "") for number in numbers]
    return _part("pagination", page=page, links=links, total=page.paginator.count, many=page.paginator.num_pages > 1)


# --- fields, buttons and scripts


SCRIPTS = {
    "grid": ("ui/js/grid.js", "ui/js/autosave.js"),
    "chart": ("echarts/echarts.min.js", "ui/js/chart.js"),
    "copy": ("ui/js/copy.js",),
    "upload": ("ui/js/upload.js",),
    "reading": ("ui/js/reading.js",),
}


@register.simple_tag
def ui_script(name: str) -> SafeString:
    """The script elements of one module, for base.html's block scripts; ours are modules, libraries are deferred."""
    files = [{"path": path, "own": path.startswith("ui/")} for path in SCRIPTS[name]]
    return _part("script", files=files)


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A form field with label, help and errors; the input says where they stand (aria-describedby)."""
    widget = bound.field.widget
    boxes = isinstance(widget, CheckboxInput | CheckboxSelectMultiple | RadioSelect)
    chooses = getattr(widget, "input_type", "") == "select"
    attrs: dict[str, str | bool] = {} if boxes else {"class": "form-select" if chooses else "form-control"}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    one_box = isinstance(widget, CheckboxInput)
    return _part("field", field=bound, widget=bound.as_widget(attrs=attrs), one_box=one_box, many=boxes and not one_box,
                 required=bound.field.required)  # fmt: skip


@register.simple_tag
def upload_box(
    name: str,
    title: str,
    accept: str = "",
    hint: str = "",
    multiple: bool = False,
    limit_mb: int = 50,
    needed: bool = True,
) -> SafeString:
    """A file input to click or drop files on, inside the page's multipart form; `needed=False` may stay empty."""
    return _part(
        "upload_box",
        name=name,
        title=title,
        accept=accept,
        hint=hint,
        multiple=multiple,
        limit_mb=limit_mb,
        needed=needed,
    )


@register.simple_tag
def copy_button(text: str, label: str = "复制") -> SafeString:
    """Copies `text`; hidden where JavaScript is off, because the text itself is on the page."""
    return _part("copy_button", text=text, label=label)
