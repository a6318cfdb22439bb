"""Published national reports rebuilt: the sentences of 2022 and 2024 come out as published where both years are known.

Values are read from ../shared/facts/values.csv. Values for 2023 that were themselves computed from a published change
are not used, because they would prove nothing.
"""

import csv
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.reports.sample_facts import make_indicator

from fuertong.reports.blocks import text_of
from fuertong.reports.facts import PointFacts
from fuertong.reports.ledger import Ledger
from fuertong.reports.pen import Pen
from fuertong.reports.sentences import value_sentence
from fuertong.reports.series import Line
from fuertong.reports.wording import changed, default_wording

_CHANGE = re.compile(
    r"(?:比(?P<year>\d{4})年末?)?(?P<words>(?:提高|降低|下降|增加|缩小)[\d.]+(?:%|个百分点|个千分点|万人|个))"
    r"|与(?P<same>\d{4})年(?P<flat>基本持平|持平)"
)
_REPORTS = ("2022年《中国", "2024年《中国")


def _rows(shared: Path) -> list[dict[str, str]]:
    with (shared / "facts" / "values.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["place"] == "全国"]


def _group(row: dict[str, str]) -> str:
    return "" if row["group"] == "全部" else row["group"]


def _point(year: int, text: str) -> PointFacts:
    value = Decimal(text)
    return PointFacts(year=year, value=value, decimals=max(0, -int(value.as_tuple().exponent)))


def _published(shared: Path) -> list[tuple[dict[str, str], int, str, str | None]]:
    """Each published change: its row, the year compared with, the published phrase, the value of that year if known."""
    rows = _rows(shared)
    values = {(row["indicator"], _group(row), row["year"]): row["value"] for row in rows}
    found = []
    for row in rows:
        change = _CHANGE.search(row["note"])
        if change and row["source"].startswith(_REPORTS):
            year = int(change["year"] or change["same"] or int(row["year"]) - 1)
            phrase = f"比{year}年{change['words']}" if change["words"] else f"与{year}年{change['flat']}"
            found.append((row, year, phrase, values.get((row["indicator"], _group(row), str(year)))))
    return found


def _sentence(row: dict[str, str], *earlier: PointFacts) -> str:
    year = int(row["year"])
    pen = Pen(year=year, we="全国", wording=changed(default_wording(), previous="year"), ledger=Ledger())
    points = (*earlier, _point(year, row["value"]))
    return text_of(
        value_sentence(Line(uid="u", indicator=make_indicator(row["indicator"], row["unit"]), points=points), pen)
    )


@pytest.mark.shared
def test_sentences_come_out_as_published(shared: Path) -> None:
    published = [entry for entry in _published(shared) if entry[3] is not None]
    assert len(published) >= 20
    for row, year, phrase, value in published:
        sentence = _sentence(row, _point(year, value or ""))
        figure = f"{row['value']}{row['unit']}"
        assert sentence == f"{row['year']}年，全国{row['indicator']}为{figure}，{phrase}。"


REBUILT = {
    "2022": {
        "孕产妇死亡率",
        "婚前医学检查率",
        "孕产妇系统管理率",
        "产前筛查率",
        "产后访视率",
        "新生儿死亡率",
        "婴儿死亡率",
        "5岁以下儿童死亡率",
        "新生儿访视率",
        "3岁以下儿童系统管理率",
        "7岁以下儿童健康管理率",
        "0—6岁儿童眼保健和视力检查覆盖率",
    },
    "2024": {
        "孕产妇系统管理率",
        "产前筛查率",
        "艾滋病母婴传播率",
        "婴儿死亡率",
        "5岁以下儿童死亡率",
        "产前检查率",
    },
}
NOT_COMPARED = {"2022": 6, "2024": 11}


@pytest.mark.shared
@pytest.mark.parametrize("year", ["2022", "2024"])
def test_whole_paragraphs_are_rebuilt_and_listed(shared: Path, year: str) -> None:
    """Every published figure of the report stands in its paragraph; changes as published, or why there is none."""
    changes = {
        (row["indicator"], row["group"], row["plan"]): (y, phrase, value)
        for row, y, phrase, value in _published(shared)
        if row["year"] == year
    }
    rebuilt, uncompared = set(), 0
    for plan in ("women", "children"):
        rows = [
            r
            for r in _rows(shared)
            if r["source"].startswith(f"{year}年《中国") and r["plan"] == plan and r["year"] == year
        ]
        paragraph = "".join(_in_paragraph(row, changes, first=not place) for place, row in enumerate(rows))
        assert len(rows) >= 10
        assert paragraph.startswith(f"{year}年，全国")
        assert paragraph.count("。") == len(rows)
        for row in rows:
            assert f"{row['indicator']}为{row['value']}{row['unit']}" in paragraph
            key = (row["indicator"], row["group"], row["plan"])
            if key in changes and changes[key][2] is not None:
                assert f"{row['indicator']}为{row['value']}{row['unit']}，{changes[key][1]}。" in paragraph
                rebuilt.add(row["indicator"])
            elif key in changes:
                uncompared += 1
    assert rebuilt == REBUILT[year]
    assert uncompared == NOT_COMPARED[year]


def _in_paragraph(
    row: dict[str, str], changes: dict[tuple[str, str, str], tuple[int, str, str | None]], *, first: bool
) -> str:
    year = int(row["year"])
    pen = Pen(year=year, we="全国", wording=changed(default_wording(), previous="year"), ledger=Ledger())
    found = changes.get((row["indicator"], row["group"], row["plan"]))
    earlier = (_point(found[0], found[2]),) if found and found[2] is not None else ()
    known = {"%": "%", "‰": "‰", "/10万": "/10万"}.get(row["unit"], "人")
    about = replace(make_indicator(row["indicator"], known), unit=row["unit"])
    line = Line(uid="u", indicator=about, points=(*earlier, _point(year, row["value"])))
    return text_of(value_sentence(line, pen, opening=first))


@pytest.mark.shared
def test_where_the_year_before_is_unknown_the_sentence_says_so(shared: Path) -> None:
    unknown = [entry for entry in _published(shared) if entry[3] is None]
    assert len(unknown) >= 5
    for row, year, _, _ in unknown:
        assert _sentence(row).endswith(f"（缺少{year}年数据，未作比较）。")
