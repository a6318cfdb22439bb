"""Component tags: what each shows for full, empty and hostile content."""

from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.verdict import Verdict
from fuertong_web.collection.enums import FormState, RoundState
from fuertong_web.ui import tones as tones_module
from fuertong_web.ui.graphics import shares, spark
from fuertong_web.ui.numbers import shown
from fuertong_web.ui.tones import tones
from fuertong_web.ui.views import SampleForm, sample_context


def draw(source: str, address: str = "/list", **context: Any) -> str:
    """The html of a template that loads the components."""
    values = Context(context | {"request": RequestFactory().get(address)})
    return Template("{% load ui %}" + source).render(values)


@pytest.fixture
def loud(settings: Any) -> None:
    """An undefined template variable leaves a mark."""
    options = settings.TEMPLATES[0]["OPTIONS"] | {"string_if_invalid": "!!%s!!"}
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"OPTIONS": options}]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_sign_and_word(verdict: Verdict) -> None:
    html = draw("{% status verdict %}", verdict=verdict)
    assert f">{verdict.sign}</b>{verdict.value}" in html
    assert verdict.value in tones("verdict")


@pytest.mark.parametrize("state", [*FormState, *RoundState])
def test_every_state_has_a_sign(state: FormState | RoundState) -> None:
    html = draw("{% form_state state word %}", state=state, word=state.label)
    assert f">{tones('state')[state.value].sign}</b>{state.label}" in html


def test_verdict_not_given_is_open() -> None:
    assert "待认定" in draw("{% status verdict %}", verdict=None)


def test_verdicts_never_wear_the_colours_of_warnings() -> None:
    reserved = {row.tone for row in tones("warning").values()}
    assert len(reserved) == 4
    assert reserved.isdisjoint(row.tone for kind in ("verdict", "state") for row in tones(kind).values())


def test_code_defined_twice_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "tones.csv").write_text(
        "kind,code,word,sign,tone,fill\nstate,a,一,,plain,\nstate,a,二,,plain,\n", encoding="utf-8"
    )
    monkeypatch.setattr(tones_module, "files", lambda package: tmp_path)
    with pytest.raises(FuertongError, match="重复"):
        tones_module.tones.__wrapped__("state")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Decimal("8.25"), 1, "8.3"),
        (Decimal("-0.04"), 1, "0.0"),
        (Decimal("12"), 2, "12.00"),
        (Decimal("1E+3"), None, "1000"),
        (0.1, None, "0.1"),
        (1234567, 0, "1234567"),
        (None, 1, "—"),
    ],
)
def test_numbers_are_printed_half_up_with_declared_decimals(value: Any, decimals: int | None, text: str) -> None:
    assert shown(value, decimals) == text


def test_missing_number_says_why() -> None:
    html = draw('{% num value 1 reason="数据待发布" %}', value=None)
    assert 'title="数据待发布"' in html
    assert "—" in html


def test_sort_head_turns_round_and_keeps_filters() -> None:
    up = draw('{% sort_head "name" "指标" %}', "/list?sort=name&unit=教育&page=3")
    assert 'aria-sort="ascending"' in up
    assert "?unit=%E6%95%99%E8%82%B2&sort=-name" in unescape(up)
    assert 'href="?sort=name"' in draw('{% sort_head "name" "指标" %}', "/list?sort=-name")


def test_pagination_keeps_filters_and_counts() -> None:
    page = Paginator(range(45), 20).page(2)
    html = unescape(draw("{% pagination page %}", "/list?unit=3&page=2", page=page))
    assert "共 45 条" in html
    assert 'href="?unit=3&page=3"' in html
    assert '<b aria-current="page">2</b>' in html
    assert "<a" not in draw("{% pagination page %}", page=Paginator([1], 20).page(1))


def test_verdict_bar_filters_and_shows_the_way_back() -> None:
    counts = [("已达标", 3), ("未达标", 1), ("持平", 0)]
    html = unescape(draw("{% verdict_bar counts %}", "/list?verdict=未达标&page=2", counts=counts))
    assert 'width="75.000"' in html
    assert "持平" not in html
    assert "显示全部" in html
    assert 'aria-current="true">✕ 未达标 1' in html
    assert "page=" not in html


def test_verdict_bar_elsewhere_leads_to_the_list() -> None:
    html = unescape(draw('{% verdict_bar counts base="/standing/?plan=x" %}', "/?verdict=未达标", counts={"未达标": 1}))
    assert 'href="/standing/?plan=x&verdict=%E6%9C%AA%E8%BE%BE%E6%A0%87"' in html
    assert "显示全部" not in html


def test_shares_fill_the_bar() -> None:
    pieces = shares({"已达标": 1, "持平": 1, "待认定": 1})
    assert sum(float(piece.width) for piece in pieces) == pytest.approx(100, abs=0.01)
    assert shares({}) == []


def test_spark_leaves_a_gap_where_a_year_is_missing() -> None:
    drawn = spark([1.0, 2.0, None, 3.0, 4.0], target=5)
    assert drawn is not None
    assert len(drawn.runs) == 2
    assert float(drawn.target_y) < float(drawn.last_y)


def test_spark_of_one_value_is_a_point_and_of_none_nothing() -> None:
    alone = spark([None, 7.0])
    assert alone is not None
    assert list(alone.runs) == []
    assert spark([None, None]) is None
    assert "暂无数据" in draw("{% sparkline values %}", values=[])


def test_findings_link_to_their_cells_and_escape() -> None:
    rows = [
        {"severity": "error", "place": "数值", "message": "<script>", "remedy": "请看一眼。", "href": "#cell-1"},
        Finding(severity=Severity.WARNING, code="x", message="第二行有误。", where=Place(line=2), remedy="请改。"),
    ]
    html = draw("{% findings rows %}", rows=rows)
    assert '<a href="#cell-1">数值</a>' in html
    assert "&lt;script&gt;" in html
    assert "第2行" in html
    assert "没有发现问题" in draw('{% findings rows "没有发现问题" %}', rows=[])


def test_field_ties_help_and_error_to_its_input() -> None:
    html = draw("{% field form.name %}", form=SampleForm({"name": ""}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext' in html
    assert 'id="id_name_helptext"' in html
    assert "必填" in html
    assert "（选填）" in draw("{% field form.reason %}", form=SampleForm())


def test_error_of_a_field_has_the_id_its_input_names() -> None:
    html = draw("{% field form.level %}", form=SampleForm({"level": "x"}))
    assert 'id="id_level_error"' in html


def test_chart_json_cannot_close_its_element() -> None:
    chart = {"title": "</script><b>", "unit": "%", "series": [{"name": "县", "points": []}]}
    html = draw("{% trend_chart chart %}", chart=chart)
    assert "</script><b>" not in html
    assert "\\u003C/script\\u003E" in html


def test_table_of_the_chart_lists_every_year_forecast_and_break() -> None:
    html = draw("{% trend_chart chart %}", chart=sample_context()["chart"])
    for words in ("趋势推算87.2%（76.0—96.1）", "中期目标≥ 60.0%", "口径调整：增加自费筛查", "数据待发布"):
        assert words in html


def test_forecast_of_a_year_with_a_value_is_only_where_the_line_begins() -> None:
    point = {"year": 2025, "value": 62.5}
    line = [
        {"year": 2025, "value": 62.5, "low": 62.5, "high": 62.5},
        {"year": 2030, "value": 68, "low": 64, "high": 72},
    ]
    chart = {"title": "率", "unit": "%", "series": [{"name": "县", "points": [point]}], "forecast": line}
    html = draw("{% trend_chart chart %}", chart=chart)
    assert "趋势推算62.5" not in html
    assert "趋势推算68%（64—72）" in html


@pytest.mark.usefixtures("loud")
@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "500"])
def test_error_page_draws_without_request_and_says_what_to_do(name: str) -> None:
    html = get_template(f"{name}.html").render()
    assert "!!" not in html
    assert "请" in html
    assert 'href="/"' in html


@pytest.mark.usefixtures("loud")
def test_gallery_and_confirm_page_use_no_undefined_variable() -> None:
    assert "!!" not in get_template("ui/gallery.html").render(sample_context())
    asked = {"title": "归档规划", "text": "归档后不再收数。", "action_label": "归档", "back_url": "/", "grave": True}
    html = get_template("ui/confirm.html").render(asked)
    assert "!!" not in html
    assert "btn-grave" in html
