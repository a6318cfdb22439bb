"""What a report says of one target: value, change, distance to the target, verdict; never against its own numbers."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.core.reports.sample_facts import make_points, make_target

from fuertong.model.findings import Severity
from fuertong.model.indicator import Polarity
from fuertong.model.observation import Absence, ValueStatus
from fuertong.model.plan import TargetKind
from fuertong.model.verdict import Verdict
from fuertong.reports.blocks import text_of
from fuertong.reports.facts import BreakdownFacts, PointFacts, PooledFacts, TargetFacts, UnitsFacts
from fuertong.reports.ledger import Ledger
from fuertong.reports.pen import Pen
from fuertong.reports.sentences import target_sentences
from fuertong.reports.wording import changed, default_wording


def _pen(**fields: Any) -> Pen:
    return Pen(**({"year": 2025, "we": "我县", "wording": default_wording(), "ledger": Ledger()} | fields))


def _said(target: TargetFacts, pen: Pen | None = None) -> str:
    return text_of(target_sentences(target, pen or _pen()))


@pytest.mark.parametrize(
    ("unit", "comparator", "asks", "value", "verdict", "sentence"),
    [
        ("%", ">=", "90", "94.2", Verdict.MET, "比2030年达到90%以上的目标高4.2个百分点，已提前达标"),
        ("%", ">=", "95", "95.0", Verdict.MET, "与2030年95%的目标值持平，已提前达标"),
        ("%", ">=", "70", "61.2", Verdict.HARD, "距2030年达到70%以上的目标还差8.8个百分点，预计达标困难"),
        ("%", ">", "85", "85.0", Verdict.LIKELY, "与2030年85%的目标值持平但尚未超过，预计可如期达标"),
        ("%", ">=", "100", "99.6", Verdict.LIKELY, "距2030年达到100%的目标还差0.4个百分点，预计可如期达标"),
        ("‰", "<=", "5.0", "4.0", Verdict.MET, "比2030年控制在5‰以下的目标低1.0个千分点，已提前达标"),
        (
            "‰",
            "<=",
            "5.0",
            "5.3",
            Verdict.BORDERLINE,
            "比2030年控制在5‰以下的目标高0.3个千分点，预计可达标，但处于临界状态",
        ),
        ("/10万", "<=", "12", "14.3", Verdict.LIKELY, "比2030年控制在12/10万以下的目标高2.3/10万，预计可如期达标"),
        ("人", ">=", "600", "642", Verdict.MET, "比2030年达到600人以上的目标多42人，已提前达标"),
        ("%", ">=", "90", "94.2", Verdict.OPEN, "比2030年达到90%以上的目标高4.2个百分点，达标情况待认定"),
        (
            "%",
            ">=",
            "90",
            "88.0",
            Verdict.UNKNOWN,
            "还差2.0个百分点，现有数据尚不足以判断是否达标",
        ),
    ],
)
def test_distance_to_the_target(
    unit: str, comparator: str, asks: str, value: str, verdict: Verdict, sentence: str
) -> None:
    target = make_target("指标", unit, {2025: value}, asks=asks, comparator=comparator, verdict=verdict, base_year=None)
    assert _said(target).endswith(f"{sentence}。")


def test_at_the_deadline_a_target_is_met_not_met_early() -> None:
    target = make_target("巩固率", "%", {2024: "96.5", 2025: "96.5"}, asks="96", deadline=2025, verdict=Verdict.MET)
    assert _said(target) == "2025年，我县巩固率为96.5%，与上年持平，比2025年达到96%以上的目标高0.5个百分点，已达标。"


@pytest.mark.parametrize(
    ("value", "polarity", "sentence"),
    [
        ("43.4", Polarity.UP, "处于2030年45%左右的目标范围之内"),
        ("48.0", Polarity.UP, "比2030年45%左右的目标高3.0个百分点"),
        ("40.0", Polarity.UP, "比2030年45%左右的目标低5.0个百分点"),
    ],
)
def test_about_a_number_means_within_five_percent_of_it(value: str, polarity: Polarity, sentence: str) -> None:
    about = {"polarity": polarity}
    target = make_target("比重", "%", {2025: value}, asks="45", comparator="~", indicator=about, base_year=None)
    assert f"，{sentence}，" in _said(target)


def test_a_whole_paragraph_for_one_target() -> None:
    rural = BreakdownFacts(breakdown="residence=rural", label="农村", points=make_points({2024: "93.1", 2025: "93.6"}))
    urban = BreakdownFacts(breakdown="residence=urban", label="城镇", points=make_points({2024: "95.0", 2025: "95.0"}))
    target = make_target(
        "孕产妇系统管理率",
        "%",
        {2020: "91.1", 2024: "93.8", 2025: "94.2"},
        asks="90",
        verdict=Verdict.MET,
        breakdowns=(rural, urban),
    )
    assert _said(target) == (
        "2025年，我县孕产妇系统管理率为94.2%，比上年提高0.4个百分点，比2020年提高3.1个百分点，"
        "比2030年达到90%以上的目标高4.2个百分点，已提前达标。"
        "其中，农村为93.6%，比上年提高0.5个百分点；城镇为95.0%，与上年持平。"
    )


@pytest.mark.parametrize(
    ("values", "direction", "verdict", "sentence"),
    [
        ({2020: "80.12", 2025: "81.42"}, "up", Verdict.FITS, "变动方向符合“逐步提高”的目标要求"),
        ({2020: "80.12", 2025: "80.12"}, "up", Verdict.FLAT, "尚未体现“逐步提高”的目标要求"),
        ({2020: "80.12", 2025: "79.90"}, "up", Verdict.AGAINST, "变动方向与“逐步提高”的目标要求不符"),
        ({2020: "80.12", 2025: "79.90"}, "down", Verdict.FITS, "变动方向符合“逐步降低”的目标要求"),
        ({2020: "80.12", 2025: "80.20"}, "hold", Verdict.KEPT, "符合“保持稳定”的目标要求"),
        ({2020: "80.12", 2025: "70.20"}, "hold", Verdict.BELOW_BASE, "未达到“保持稳定”的目标要求"),
    ],
)
def test_targets_without_number_are_spoken_of_by_direction(
    values: dict[int, str | None], direction: str, verdict: Verdict, sentence: str
) -> None:
    target = make_target("指标", "岁", values, direction=direction, verdict=verdict)
    assert _said(target).endswith(f"，{sentence}。")


def test_a_trend_target_is_never_said_to_be_met() -> None:
    target = make_target("指标", "%", {2020: "50.0", 2025: "55.0"}, direction="up", verdict=Verdict.MET)
    assert "达标" not in _said(target)
    assert _said(replace(target, direction_word=Verdict.FITS)).endswith("变动方向符合“逐步提高”的目标要求。")


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (make_target("甲", "%", {2025: "88.0"}, asks="90", verdict=Verdict.MET), "report.contradiction"),
        (make_target("乙", "%", {2025: "94.2"}, asks="90", verdict=Verdict.MISSED), "report.contradiction"),
        (
            make_target("丙", "%", {2020: "50.0", 2025: "48.0"}, direction="up", verdict=Verdict.FITS),
            "report.direction",
        ),
    ],
)
def test_numbers_that_contradict_the_verdict_are_not_written(target: TargetFacts, code: str) -> None:
    pen = _pen()
    sentence = _said(target, pen)
    assert "待核实" in sentence
    assert target.verdict.value not in sentence
    (finding,) = pen.ledger.findings
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert finding.remedy


def test_nearly_met_counts_as_no_contradiction() -> None:
    values: dict[int, str | None] = {2025: "20.1"}
    target = make_target("率", "/10万", values, asks="20", comparator="<=", verdict=Verdict.MET, flags=("基本达标",))
    pen = _pen()
    assert _said(target, pen).endswith("的目标高0.1/10万，已提前达标。")
    assert not pen.ledger.findings


def test_groups_are_left_out_when_the_total_lies_outside_them() -> None:
    groups = tuple(
        BreakdownFacts(breakdown=f"residence={code}", label=label, points=make_points({2025: value}))
        for code, label, value in (("rural", "农村", "93.6"), ("urban", "城镇", "95.0"))
    )
    target = make_target("指标", "%", {2025: "96.1"}, asks="90", verdict=Verdict.MET, breakdowns=groups)
    pen = _pen()
    assert "其中" not in _said(target, pen)
    assert [finding.code for finding in pen.ledger.findings] == ["report.total_outside_parts"]


def test_change_against_the_base_names_what_was_asked() -> None:
    target = make_target(
        "孕产妇贫血率",
        "%",
        {2020: "14.6", 2025: "12.0"},
        kind=TargetKind.CHANGE,
        value=Decimal("20"),
        direction="down",
        required=Decimal("11.68"),
        verdict=Verdict.LIKELY,
    )
    assert _said(target) == (
        "2025年，我县孕产妇贫血率为12.0%，比2020年降低2.6个百分点，"
        "比2030年较2020年下降20%的目标高0.32个百分点，预计可如期达标。"
    )


def test_against_another_indicator() -> None:
    target = make_target(
        "女童巩固率",
        "%",
        {2025: "96.7"},
        kind=TargetKind.LEVEL,
        comparator=">=",
        asked="不低于男童",
        required=Decimal("96.3"),
        numeric=True,
        verdict=Verdict.MET,
    )
    assert _said(target).endswith("，比2030年不低于男童的目标高0.4个百分点，已提前达标。")


def test_missing_data_is_named_with_its_reason() -> None:
    points = (*make_points({2024: "76.5"}), PointFacts(year=2025, absence=Absence.PENDING))
    target = make_target("筛查率", asks="80", points=points, verdict=Verdict.OPEN)
    assert _said(target) == ("我县筛查率2025年数据暂缺（原因：数据待发布），最近一次为2024年的76.5%，达标情况待认定。")
    assert "责任单位未填报且未说明原因" in _said(replace(target, points=make_points({2024: "76.5"})))
    assert "尚无可用数据" in _said(replace(target, points=()))


def test_a_census_value_speaks_until_the_next_one() -> None:
    target = make_target("村委会成员中女性比例", "%", {2018: "27.8", 2021: "31.5"}, asks="30", indicator={"freq": 5})
    assert _said(target).startswith("2021年，我县村委会成员中女性比例为31.5%，比2018年提高3.7个百分点，")


def test_small_counts_are_spoken_of_by_the_pooled_rate() -> None:
    points = (PointFacts(year=2025, withheld=True),)
    pooled = PooledFacts(value=Decimal("8.4"), first_year=2021, last_year=2025, meets_target=True)
    target = make_target(
        "孕产妇死亡率", "/10万", asks="12", comparator="<=", points=points, pooled=pooled, verdict=Verdict.LIKELY
    )
    assert _said(target) == (
        "我县孕产妇死亡率因年度发生数较少，按规定不单列年度数值，"
        "2021—2025年合并计算为8.4/10万，控制在目标以内，预计可如期达标。"
    )


def test_a_changed_definition_is_not_compared_over() -> None:
    points = (
        *make_points({2020: "90.0", 2024: "91.0"}),
        PointFacts(year=2025, value=Decimal("70.0"), break_before=True),
    )
    sentence = _said(make_target("指标", asks="60", points=points, verdict=Verdict.MET))
    assert sentence.startswith("2025年，我县指标为70.0%（统计口径有调整，与以往年份不可比），")
    assert "比上年" not in sentence


def test_tentative_and_corrected_figures_say_so() -> None:
    points = (
        PointFacts(year=2024, value=Decimal("93.8"), adjusted=True),
        PointFacts(year=2025, value=Decimal("94.2"), status=ValueStatus.PRELIMINARY),
    )
    sentence = _said(make_target("指标", asks="90", points=points, verdict=Verdict.MET))
    assert sentence.startswith("2025年，我县指标为94.2%（初步数），比上年（调整数）提高0.4个百分点，")


def test_an_attested_verdict_has_no_figure() -> None:
    points = (PointFacts(year=2025, status=ValueStatus.ATTESTED, source="县委组织部"),)
    target = make_target("女干部比例", asks="30", points=points, verdict=Verdict.MET)
    assert _said(target) == "我县女干部比例由县委组织部确认，不列数值，已提前达标。"


def test_the_year_before_may_be_named() -> None:
    pen = _pen(wording=changed(default_wording(), previous="year"))
    target = make_target("指标", "%", {2024: "93.8", 2025: "94.2"}, asks="90", verdict=Verdict.MET)
    assert "，比2024年提高0.4个百分点，" in _said(target, pen)


@pytest.mark.parametrize("verdict", [word for word in Verdict if not word.is_qualitative])
def test_no_sentence_has_a_blank_or_a_double_mark(verdict: Verdict) -> None:
    for target in (
        make_target("甲", "%", {2020: "50.0", 2024: "51.0", 2025: "52.0"}, asks="60", verdict=verdict),
        make_target("乙", "%", {2020: "50.0", 2024: "51.0", 2025: "52.0"}, direction="up", verdict=verdict),
        make_target("丙", "%", {}, asks="60", verdict=verdict),
    ):
        sentence = _said(target)
        assert sentence.endswith("。")
        for slip in ("，，", "。。", "，。", "None", "{", "为，", "  "):
            assert slip not in sentence


def test_numbers_padded_by_a_database_are_printed_as_published() -> None:
    points = tuple(
        PointFacts(year=year, value=Decimal(text), denominator=Decimal("1000.000000"))
        for year, text in ((2024, "93.800000"), (2025, "94.200000"))
    )
    target = make_target("指标", points=points, asks="90.000000", verdict=Verdict.MET)
    assert _said(target) == (
        "2025年，我县指标为94.2%，比上年提高0.4个百分点，比2030年达到90%以上的目标高4.2个百分点，已提前达标。"
    )


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("拥有医师数达到1.12人。", "达到1.12人的目标"),
        ("达到1.12人以上。", "达到1.12人以上的目标"),
        ("", "达到1.12人以上的目标"),
    ],
)
def test_above_is_said_only_where_the_plan_says_it(text: str, asked: str) -> None:
    target = make_target("医师数", "人", {2025: "0.88"}, asks="1.12", text=text, indicator={"decimals": 2})
    assert f"距2030年{asked}还差0.24人" in _said(target)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("产后访视率逐年提高", "逐年提高"),
        ("产后访视率逐年提高，住院分娩率保持在99.9%以上", "逐年提高"),
        ("逐年提高", "逐年提高"),
        ("", "逐步提高"),
        ("住院分娩率达到99.9%以上，产后访视水平稳步提升", "产后访视水平稳步提升"),
        ("住院分娩率达到99.9%以上", "逐步提高"),
        ("面向全体产妇开展产后四十二天健康检查和访视服务", "逐步提高"),
    ],
)
def test_what_was_asked_is_said_in_the_plans_words_without_the_name(asked: str, words: str) -> None:
    values: dict[int, str | None] = {2020: "95.0", 2025: "96.9"}
    target = make_target("产后访视率", "%", values, direction="up", asked=asked, verdict=Verdict.FITS)
    assert _said(target).endswith(f"，变动方向符合“{words}”的目标要求。")


def test_a_number_to_keep_is_said_as_a_number_even_where_the_wording_is_given() -> None:
    target = make_target(
        "系统管理率",
        "%",
        {2024: "96.3", 2025: "96.6"},
        kind=TargetKind.KEEP,
        asks="95",
        asked="系统管理率保持在95%以上",
        verdict=Verdict.MET,
    )
    assert _said(target).endswith("，比2030年保持在95%以上的目标高1.6个百分点，已达标。")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("104.0", "处于2030年保持在103—107（女=100）的目标范围之内"),
        ("101.0", "比2030年保持在103—107（女=100）的目标下限低2.0"),
        ("111.1", "比2030年保持在103—107（女=100）的目标上限高4.1"),
    ],
)
def test_a_range_has_two_limits(value: str, words: str) -> None:
    target = make_target("出生人口性别比", "女=100", {2025: value}, asks="103", value2=Decimal("107"))
    assert words in _said(target)


@pytest.mark.parametrize(
    ("unit", "comparator", "asks", "value", "words"),
    [
        ("%", "<", "3", "3.0", "与2030年3%的目标值持平但尚未低于"),
        ("%", "<", "3", "2.9", "比2030年低于3%的目标低0.1个百分点"),
        ("%", "<=", "0", "0.0", "与2030年0%的目标值持平"),
        ("%", "=", "100", "99.9", "比2030年保持在100%的目标低0.1个百分点"),
    ],
)
def test_other_ways_to_ask_for_a_number(unit: str, comparator: str, asks: str, value: str, words: str) -> None:
    assert words in _said(make_target("指标", unit, {2025: value}, asks=asks, comparator=comparator))


def test_an_embargoed_indicator_is_only_named() -> None:
    assert _said(make_target("女干部比例", asks="30", sealed=True)) == "2025年，我县女干部比例按规定暂不公布。"


def test_a_target_after_its_deadline_says_when_the_figure_is_due() -> None:
    target = make_target(
        "康复率", "%", {2024: "94.1"}, asks="85", deadline=2025, verdict=Verdict.DUE, due="预计2026年9月"
    )
    assert _said(target).endswith("最近一次为2024年的94.1%，到期年份数据尚未发布，待数据发布后认定（预计2026年9月）。")


def test_a_number_asked_for_that_may_not_be_shown_leaves_only_the_verdict() -> None:
    target = make_target(
        "女代表比例", "%", {2024: "30.0", 2025: "32.0"}, asked="不低于女党员比例", numeric=True, verdict=Verdict.MET
    )
    assert _said(target) == "2025年，我县女代表比例为32.0%，比上年提高2.0个百分点，已提前达标。"


def test_qualitative_targets_say_how_far_the_work_is() -> None:
    target = make_target("工作机制", kind=TargetKind.MILESTONE, verdict=Verdict.UNDER_WAY)
    assert _said(target) == "2025年，我县“工作机制”正在推进。"


def test_no_change_since_last_year_and_the_base_is_said_once() -> None:
    values: dict[int, str | None] = {2020: "100.0", 2024: "100.0", 2025: "100.0"}
    target = make_target("覆盖率", "%", values, asks="100", verdict=Verdict.MET, flags=("保持最优",))
    assert _said(target) == (
        "2025年，我县覆盖率为100.0%，与上年、2020年均持平，与2030年100%的目标值持平，已达标，保持最优水平。"
    )


def test_a_substitute_base_is_named_by_its_year() -> None:
    values: dict[int, str | None] = {2021: "50.0", 2024: "51.0", 2025: "52.0"}
    target = make_target("指标", "%", values, direction="up", verdict=Verdict.FITS, flags=("替代基期",))
    assert "比2021年提高2.0个百分点" in _said(target)


@pytest.mark.parametrize(
    ("failing", "verdict", "words"),
    [
        (1, Verdict.HARD, "按乡镇统计，有数据的8个乡镇中1个未达到目标，预计达标困难"),
        (0, Verdict.MET, "按乡镇统计，有数据的8个乡镇均达到目标，已提前达标"),
    ],
)
def test_where_every_unit_must_pass_the_units_are_counted(failing: int, verdict: Verdict, words: str) -> None:
    """The total may reach the number while a town does not: that is no contradiction."""
    units = UnitsFacts(word="乡镇", known=8, failing=failing)
    pen = _pen()
    target = make_target("疫苗接种率", "%", {2025: "98.1"}, asks="95", units=units, verdict=verdict)
    assert _said(target, pen).endswith(f"比2030年达到95%以上的目标高3.1个百分点，{words}。")
    assert not pen.ledger.findings


def test_a_number_to_keep_is_recognised_in_the_plans_sentence() -> None:
    target = make_target(
        "系统管理率",
        "%",
        {2024: "96.3", 2025: "96.6"},
        asks="95",
        text="系统管理率保持在95%以上。",
        verdict=Verdict.MET,
    )
    assert _said(target).endswith("，比2030年保持在95%以上的目标高1.6个百分点，已达标。")


def test_groups_of_one_character_are_spoken_in_two() -> None:
    group = BreakdownFacts(breakdown="sex=F", label="女", points=make_points({2024: "96.4", 2025: "96.5"}))
    target = make_target("巩固率", "%", {2025: "96.3"}, asks="96", verdict=Verdict.MET, breakdowns=(group,))
    assert _said(target).endswith("其中，女性为96.5%，比上年提高0.1个百分点。")


def test_the_clause_about_the_other_indicator_is_the_one_quoted() -> None:
    target = make_target(
        "女童巩固率",
        "%",
        {2024: "96.5", 2025: "96.7"},
        comparator=">=",
        asked="九年义务教育巩固率达到96%以上，女童不低于男童",
        required=Decimal("96.3"),
        numeric=True,
        verdict=Verdict.MET,
    )
    assert _said(target).endswith("，比2030年女童不低于男童的目标高0.4个百分点，已提前达标。")


def test_nearly_met_is_not_said_of_what_could_not_be_judged() -> None:
    target = make_target("比例", "%", {2025: "29.6"}, asks="30", verdict=Verdict.UNKNOWN, flags=("基本达标",))
    assert "基本达标" not in _said(target)
    assert _said(replace(target, verdict=Verdict.LIKELY)).endswith("预计可如期达标（属基本达标）。")


@pytest.mark.parametrize(
    ("values", "year", "words"),
    [
        (
            {2021: "88.0", 2022: "89.5", 2023: "90.4", 2024: "91.0", 2025: "92.0"},
            2025,
            "已提前达标（2023年起达到目标，提前7年）",
        ),
        ({2021: "88.0", 2022: "89.5", 2023: "90.4", 2024: "89.0", 2025: "92.0"}, 2025, "已提前达标"),
        ({2021: "91.0", 2022: "91.5", 2023: "92.4", 2024: "92.0", 2025: "92.0"}, 2025, "已提前达标"),
        ({2022: "89.5", 2024: "91.0", 2025: "92.0"}, 2025, "已提前达标"),
        ({2027: "88.0", 2028: "90.4", 2029: "90.6", 2030: "92.0"}, 2030, "已达标（2028年起达到目标，提前2年）"),
        ({2028: "88.0", 2029: "88.6", 2030: "92.0"}, 2030, "已达标"),
    ],
)
def test_years_ahead_are_counted_only_where_the_step_was_seen_and_held(
    values: dict[int, str | None], year: int, words: str
) -> None:
    target = make_target("检查率", "%", values, asks="90", verdict=Verdict.MET)
    assert _said(target, _pen(year=year)).endswith(f"，{words}。")


def test_a_changed_definition_ends_the_years_ahead() -> None:
    points = make_points({2022: "89.5", 2023: "90.4", 2024: "91.0", 2025: "92.0"})
    broken = (*points[:2], replace(points[2], break_before=True), points[3])
    target = make_target("检查率", asks="90", verdict=Verdict.MET, points=broken)
    assert "年起" not in _said(target)


def test_a_small_number_that_may_be_shown_stands_beside_its_rate() -> None:
    point = PointFacts(year=2025, value=Decimal("39.5"), numerator=Decimal("1"), denominator=Decimal("2531"))
    target = make_target(
        "某病发生率",
        "/10万",
        comparator="<=",
        asks="12",
        points=(point,),
        flags=("小样本",),
        verdict=Verdict.MISSED_ONE_YEAR,
    )
    said = _said(target)
    assert "为39.5/10万（1例，小样本，不作单年判断）" in said
    assert said.endswith("单年未达标（小样本）。")


def test_about_a_number_to_keep_is_said_as_about() -> None:
    target = make_target("比重", "%", {2025: "42.8"}, asks="45", comparator="~", text="女性比重保持在45%左右")
    assert "保持在45%左右的目标" in _said(target)
