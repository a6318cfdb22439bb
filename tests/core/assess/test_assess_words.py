"""Default verdicts, sentences, explanations: what is said about a result, and to whom."""

from typing import Any

import polars as pl
import pytest

from fuertong.assess import Audience, assess, default_verdict, likelihood, sentence
from fuertong.assess.explanations import explain
from fuertong.model.verdict import Verdict

RISING = [52.1, 53.8, 55.0, 56.9, 58.1, 59.8, 61.2]


def judged(
    values: list[float], *, start: int = 2018, counts: Any = None, as_of: int | None = None, **target: Any
) -> Any:
    seen = {"region": ["a"] * len(values), "indicator": ["i"] * len(values), "value": values}
    columns: dict[str, Any] = seen | {"year": [start + place for place in range(len(values))]}
    if counts:
        columns |= {"numerator": [float(one) for one, _ in counts], "denominator": [float(two) for _, two in counts]}
    wanted = {
        "id": "t", "region": "a", "indicator": "i", "kind": "pct", "decimals": 1, "type": "level", "cmp": ">=",
        "value": 70.0, "base_year": 2020, "deadline": 2030, **target,
    }  # fmt: skip
    rows = pl.DataFrame([wanted], infer_schema_length=None)
    frame = pl.DataFrame(columns, schema_overrides={"value": pl.Float64, "year": pl.Int32})
    return assess(frame, rows, as_of=as_of or start + len(values) - 1).collect().row(0, named=True)


def told(row: Any, **options: Any) -> str:
    return sentence(row, **{"unit": "%", "name": "", **options})


@pytest.mark.parametrize(
    ("cls", "flags", "word", "verdict"),
    [
        ("已达标", ["提前达标"], None, Verdict.MET),
        ("已达标", [], "方向符合", Verdict.FITS),
        ("已达标", [], "保持良好", Verdict.KEPT),
        ("已达标", ["保持最优"], "持平", Verdict.KEPT),
        ("预计可达标", [], None, Verdict.LIKELY),
        ("预计可达标", ["临界"], None, None),
        ("预计可达标", [], "持平", None),
        ("预计达标困难", [], None, None),
        ("未达标", ["基本达标"], None, None),
        ("到期待数", [], "方向符合", None),
        ("无法判断", ["数据不足"], None, None),
        ("已达标", ["按次统计", "提前达标"], "方向不符", Verdict.MET),
    ],
)
def test_only_green_signals_are_taken_over(
    cls: str, flags: list[str], word: str | None, verdict: Verdict | None
) -> None:
    """Red, 临界, due and unknown wait for a person."""
    assert default_verdict(cls, flags, word) is verdict


@pytest.mark.parametrize(("p", "words"), [(0.7, "较大"), (0.69, "不确定"), (0.4, "不确定"), (0.39, "较小")])
def test_words_for_chances(p: float, words: str) -> None:
    """Documents say 较大, 不确定 or 较小, never a percentage."""
    assert words in likelihood(p)


def test_forecast_sentence() -> None:
    """The whole sentence, with P only on request and never for others."""
    row = judged(RISING)
    plain = "按近年趋势，2030年预计达到68.0%，比目标低2.0个百分点，达标可能性较小"
    assert told(row, show_p=True, audience=Audience.OFFICE) == f"{plain}（约33%）。"
    assert told(row, show_p=True, audience=Audience.OTHERS) == f"{plain}。"
    assert told(row, audience=Audience.OFFICE, name="宫颈癌筛查率") == f"宫颈癌筛查率：{plain}。"


def test_sensitive_counts_have_no_forecast() -> None:
    """Deaths and the like: the pooled years, no forecast, no P; the statistician sees both for large numbers."""
    counts = [(0, 3200), (1, 3100), (0, 3000), (0, 2900), (1, 2700), (0, 2500), (0, 2400)]
    rates = [round(d / b * 1e5, 2) for d, b in counts]
    row = judged(rates, counts=counts, kind="rate", per=100_000, cmp="<=", value=12.0, decimals=2)
    text = told(row, unit="/10万", sensitive=True, show_p=True)
    assert text == "近5年合计1例，合并计算为7.41/10万，控制在目标以内。"
    large = judged([30.0, 29.0, 28.5, 27.0, 26.0], kind="rate", per=100_000, cmp="<=", value=20.0)
    assert "预计达到" not in told(large, unit="件/10万", sensitive=True, show_p=True, audience=Audience.OFFICE)
    assert "预计达到" in told(large, unit="件/10万", sensitive=True, audience=Audience.STATISTICIAN)


@pytest.mark.parametrize(
    ("values", "target", "part"),
    [
        ([], {}, "尚无可用数据"),
        ([60.0, 61.0], {}, "只有2个年份"),
        ([60.0, 61.0, 62.0], {"as_of": 2024}, "时间过久"),
        ([60.0, 61.0, 62.0], {"type": "change", "value": 5.0, "direction": "up", "base_year": 2010}, "缺少基期数据"),
        ([60.0, 61.0, 62.0], {"cmp": "~"}, "方向尚未确定"),
        ([60.0, 61.0, 62.0], {"type": "slow", "direction": "up"}, "基期前后"),
        ([60.0, 61.0, 62.0], {"type": "trend", "polarity": "none"}, "没有好坏方向"),
        ([60.0, 61.0], {"freq": 5}, "按次统计"),
    ],
)
def test_unknown_says_why(values: list[float], target: dict[str, Any], part: str) -> None:
    """无法判断 always names its reason."""
    row = judged(values, **{"as_of": 2020, **target})
    assert row["cls"] == "无法判断"
    assert part in told(row)


def test_direction_sentence() -> None:
    """Targets without number speak of their base, or of the year that stands in."""
    row = judged(RISING, type="trend", value=None, cmp=None, direction="up")
    assert told(row) == "2024年为61.2%，比2020年提高6.2个百分点，方向符合。"
    stand_in = judged(RISING, start=2021, type="trend", value=None, cmp=None, direction="up")
    assert "比2021年提高9.1个百分点（缺基期数，以该年代替），方向符合" in told(stand_in)


def test_final_due_and_met_sentences() -> None:
    """At the deadline, after it, and met before it."""
    assert told(judged([66.0, 67.1, 68.2, 69.6], start=2027)) == (
        "2030年为69.6%，未达到目标，差0.4个百分点，四舍五入后与目标相等（基本达标）。"
    )
    due = judged(RISING, deadline=2025, as_of=2026)
    assert "2025年数据尚未取得；最新为2024年61.2%，距目标差8.8个百分点，到期待数" in told(due)
    assert told(judged(RISING, value=60.0)) == "2024年为61.2%，已满足目标，提前达标。"
    falling = judged([80.2, 79.0, 77.1, 75.4, 73.9, 72.2, 70.6])
    assert "近年在下滑，按近年趋势2030年可能为61.2%" in told(falling)


def test_explanation_fills_the_worked_example() -> None:
    """The steps carry the numbers of the method's example A."""
    years = range(2018, 2025)
    seen = pl.DataFrame({"region": ["a"] * 7, "indicator": ["i"] * 7, "year": years, "value": RISING})
    target = {
        "indicator": "i",
        "kind": "pct",
        "type": "level",
        "cmp": ">=",
        "value": 70.0,
        "base_year": 2020,
        "deadline": 2030,
    }
    steps = {reason.label: reason.formula for reason in explain(seen, target, region="a", as_of=2024)}
    assert steps["使用的数据"].startswith("7个点：2018年52.1")
    assert steps["目标值"] == "不低于70"
    assert "0.5592/9.13" in steps["平均每年变化"]
    assert "k＝0.969" in steps["打折后的年变化"]
    assert "68.03" in steps["预测"]
    assert steps["目标在z尺度上的位置"] == "z*＝0.8355"
    assert steps["达标可能性"].endswith("0.33")
    assert explain(seen, target, region="absent", as_of=2024) == []


def test_explanation_of_small_counts_and_slowing() -> None:
    """Small counts show pooled years and risk; slowing shows both slopes."""
    counts = [(0.0, 3200.0), (1.0, 3100.0), (0.0, 3000.0)]
    seen = pl.DataFrame(
        {
            "region": ["a"] * 3,
            "indicator": ["i"] * 3,
            "year": [2022, 2023, 2024],
            "value": [0.0, 32.26, 0.0],
            "numerator": [one for one, _ in counts],
            "denominator": [two for _, two in counts],
        }
    )
    target = {
        "indicator": "i",
        "kind": "rate",
        "per": 100_000,
        "type": "level",
        "cmp": "<=",
        "value": 12.0,
        "deadline": 2030,
    }
    labels = [reason.label for reason in explain(seen, target, region="a", as_of=2024)]
    assert labels[-3:] == ["多年合并", "到期年公布数达标的可能性", "风险达标的可能性"]
    grown = [45.0, 46.6, 48.0, 49.6, 51.0, 52.6, 53.1, 53.4, 53.9, 54.2]
    long = pl.DataFrame({"region": ["a"] * 10, "indicator": ["i"] * 10, "year": range(2015, 2025), "value": grown})
    slow = {"indicator": "i", "kind": "pct", "type": "slow", "direction": "up", "base_year": 2020, "deadline": 2030}
    steps = {reason.label: reason.formula for reason in explain(long, slow, region="a", as_of=2024)}
    assert steps["已减缓的可能性"] == "P＝0.96"


@pytest.mark.parametrize(
    ("last", "part"),
    [
        ([52.6, 53.1, 53.4, 53.9, 54.2], "趋势已明显减缓"),
        ([52.0, 51.8, 51.9, 51.7, 51.5], "原有趋势已经停止"),
        ([52.6, 54.1, 55.7, 57.1, 58.7], "趋势有所减缓"),
        ([52.6, 56.0, 59.5, 63.0, 66.4], "趋势尚未减缓"),
    ],
)
def test_slowing_sentence(last: list[float], part: str) -> None:
    """上升趋势减缓 is told against the years before the base."""
    row = judged([45.0, 46.6, 48.0, 49.6, 51.0, *last], start=2015, type="slow", direction="up", value=None, cmp=None)
    assert part in told(row)


def test_small_percentage_sentence() -> None:
    """Few people: the pooled share, and the single year that disagrees."""
    counts = [(5, 10), (5, 10), (5, 10), (5, 10), (9, 11)]
    values = [round(100 * one / two, 1) for one, two in counts]
    row = judged(values, counts=counts, start=2026, value=90.0, as_of=2030)
    assert told(row) == "近3年合并计算为61.3%，低于目标；单年未达标，小样本。"


def test_units_sentence() -> None:
    """Every-unit targets count their units."""
    row = {"units": 8, "failing": ["u1"], "flags": [], "direction_word": None}
    assert told(row | {"cls": "预计达标困难"}) == "共8个单位，其中1个未达标或预计达标困难。"
    assert told(row | {"cls": "已达标", "failing": []}) == "共8个单位，全部达标。"
    assert told(row | {"cls": "到期待数", "failing": []}) == "共8个单位，部分单位到期年份的数据尚未取得。"
    assert told(row | {"cls": "预计可达标", "failing": []}) == "共8个单位，预计都可达标。"


def test_forecast_beside_its_target() -> None:
    """Within a range, equal to it at printed precision, or under a word of border."""
    ranged = judged([40.1, 41.0, 41.9, 42.6, 43.3, 44.1], start=2019, cmp="range", value=45.0, value2=55.0)
    assert "在目标范围内，能否达标尚不确定，处于临界" in told(ranged)
    level = judged(RISING, value=68.0)
    assert "与目标持平" in told(level)
    assert told(judged([33.3, 30.0, 29.0, 31.0, 33.0], start=2020, value=33.0)).endswith("但有反弹风险。")


def test_sensitive_without_forecast_speaks_of_today() -> None:
    """Outside the statistician's page a sensitive rate says where it stands and how likely it is."""
    large = judged([30.0, 29.0, 28.5, 27.0, 26.0], kind="rate", per=100_000, cmp="<=", value=12.0)
    assert told(large, unit="/10万", sensitive=True) == "2022年为26.0/10万，尚未满足目标，达标可能性较小。"
