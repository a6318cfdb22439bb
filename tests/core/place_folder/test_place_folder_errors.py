"""Whatever is wrong in a place folder is said by file, line, field and remedy."""

import json
from pathlib import Path

import pytest

from fuertong.errors import FuertongError
from fuertong.place_folder import load

SPOILT = [
    ("units.csv", "县老局", "县卫生健康局", r"《units\.csv》第3行与第2行重复（name同为县卫生健康局），请删去一行。"),
    ("units.csv", ",,999602-wjj", ",,999602-xxx", r"第3行“successors”一列的“999602-xxx”不在本表中"),
    ("units.csv", "999602-old", "卫健局", r"第3行“code”一列的“卫健局”写法有误"),
    ("indicators.csv", "rate,100000,H", "rate,,H", r"《indicators\.csv》第2行“per”一列是空的"),
    ("indicators.csv", "rate,100000,H", "rate,100000,Z", r"第2行“statistical_year”一列的“Z”无法识别"),
    ("indicators.csv", "%,pct", "%,percent", r"第3行“kind”一列的“percent”无法识别，请填pct、rate"),
    ("indicators.csv", "code,name", "code,nmae", r"《indicators\.csv》缺少“name”一列"),
    ("indicators.csv", "aliases", "alaises", r"有不认识的列“alaises”，请检查列名拼写"),
    ("indicators.csv", "筛查率\n", "筛查率\ncs,重复,%,pct,,,,\n", r"第4行与第3行重复（code、version同为cs、空）"),
    ("targets.csv", "/d1/g2/t1", "/d1/t1", r"《targets\.csv》第3行：指标值编号“999602-women-2021-2030/d1/t1”写法有误"),
    ("targets.csv", "level,>=,70", "level,≥,70", r"第3行“cmp”一列的“≥”无法识别，请填>="),
    ("targets.csv", "level,>=,70", "level,>=,七十", r"第3行“value”一列的“七十”不是数"),
    ("targets.csv", "2020,2030\n", "2020,\n", r"第2行“deadline”一列是空的"),
    ("targets.csv", "2020,2030\n", "2020.5,2030\n", r"第2行“base_year”一列的“2020.5”不是整数"),
    ("targets.csv", ",cs,pct", ",zz,pct", r"指标“zz”不在indicators\.csv中"),
    ("targets.csv", "999602-women-2021-2030/d1/g2", "999602-children-2021-2030/d1/g2", r"所属的规划不在place\.toml中"),
    ("observations.csv", "2025,40.3", "2025,NaN", r"第2行“value”一列的“NaN”不是数"),
    ("observations.csv", "2025,40.3", "2025,40.3%", r"第2行“value”一列的“40.3%”不是数"),
    ("observations.csv", "999602,mm", "999602,mmm", r"第2行“indicator”一列的“mmm”不在indicators\.csv中"),
    ("observations.csv", "sex=F;residence=rural", "sex", r"《observations\.csv》第3行：分组“sex”写法有误"),
    ("observations.csv", "sex=F;residence=rural", "", r"第4行与第3行重复（region、indicator、breakdown、year同为"),
    ("observations.csv", ",true,", ",maybe,", r"第3行“break”一列的“maybe”无法识别，请填true或false"),
    ("observations.csv", ",final,", ",final,,", r"《observations\.csv》第2行有11格，应为10格"),
    ("observations.csv", "县卫健局年报", '"县卫健局年报', r"不是完整的CSV，请检查引号是否成对"),
    ("observations.csv", "year,value", "year,year", r"第1行有重复的列名"),
    ("verdicts.csv", "张三,2026-06-01", "张三,", r"第2行“on”一列是空的，请补填认定日期"),
    ("verdicts.csv", ",张三,", ",,", r"第2行“by”一列是空的，请补填"),
    ("verdicts.csv", ",预计达标困难,", ",,", r"第2行“verdict”一列是空的，请填已达标、"),
    ("settings.toml", '"midterm_year"', '""', r"第1项设置没有key"),
    ("verdicts.csv", "预计达标困难", "达标困难", r"第2行“verdict”一列的“达标困难”无法识别"),
    ("verdicts.csv", "2026-06-01", "2026年6月1日", r"第2行“on”一列的“2026年6月1日”不是日期，请写成2026-03-31的形式"),
    ("verdicts.csv", "/d1/g2/t1", "/d1/g9/t1", r"《verdicts\.csv》中的“999602-women-2021-2030/d1/g9/t1”既不是目标"),
    ("settings.toml", "2022-06-30", '"上月"', r"《settings\.toml》设置“midterm_year”没有valid_from"),
    ("settings.toml", "value = 2026\n", "", r"设置“midterm_year”没有value"),
    ("settings.toml", "= 2026", "= ", r"《settings\.toml》不是正确的TOML"),
    ("place.toml", '"county"', '"hamlet"', r"《place\.toml》中的级别“hamlet”无法识别"),
    ("place.toml", '"999602"\nname', '"云栖"\nname', r"place\.code“云栖”写法有误"),
    ("place.toml", "[2021, 2030]", "[2030, 2021]", r"plans\.period应为起止年份"),
    ("place.toml", '"women"', '"men"', r"plans\.audience“men”无法识别"),
    ("place.toml", "data = 2025", "", r"《place\.toml》缺少“data”或其写法有误"),
    ("place.toml", "[year]", "[years]", r"《place\.toml》缺少\[year\]一节"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), SPOILT, ids=lambda text: text[:24])
def test_a_slip_is_named_with_its_place_and_remedy(folder: Path, name: str, old: str, new: str, message: str) -> None:
    """Each slip stops the loading with one whole sentence."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FuertongError, match=message) as caught:
        load(folder)
    assert "请" in str(caught.value) or "应形如" in str(caught.value)
    assert str(caught.value).endswith("。")


def test_a_month_is_one_of_twelve(folder: Path) -> None:
    """expected_month 13 is a slip."""
    text = "code,name,unit,kind,expected_month\nmm,孕产妇死亡率,%,pct,13\n"
    (folder / "indicators.csv").write_text(text, encoding="utf-8")
    with pytest.raises(FuertongError, match="第2行“expected_month”一列的“13”不是月份，请填1至12"):
        load(folder)


def test_region_codes_are_checked(folder: Path) -> None:
    """Six, nine or twelve digits, or a development zone."""
    text = "code,name,level,parent\n999602,小样县,county,\n999602-K01,小样开发区,town,999602\n9996021,错,town,999602\n"
    (folder / "regions.csv").write_text(text, encoding="utf-8")
    with pytest.raises(FuertongError, match=r"《regions\.csv》第4行“code”一列的“9996021”写法有误"):
        load(folder)


def test_blank_lines_are_skipped(folder: Path) -> None:
    """A trailing empty row of Excel is no row."""
    with (folder / "units.csv").open("a", encoding="utf-8") as file:
        file.write(",,,\n\n")
    assert len(load(folder).units) == 2


def test_settings_in_gbk_are_refused(folder: Path) -> None:
    """TOML is UTF-8."""
    (folder / "settings.toml").write_bytes("# 设置".encode("gbk"))
    with pytest.raises(FuertongError, match=r"《settings\.toml》不是UTF-8编码"):
        load(folder)


def test_gbk_is_refused_with_advice(folder: Path) -> None:
    """Excel's own CSV is not UTF-8."""
    text = (folder / "units.csv").read_text(encoding="utf-8")
    (folder / "units.csv").write_bytes(text.encode("gbk"))
    with pytest.raises(FuertongError, match=r"《units\.csv》不是UTF-8编码，请另存为“CSV UTF-8”"):
        load(folder)


def test_excel_byte_order_mark_is_welcome(folder: Path) -> None:
    """“CSV UTF-8” of Excel begins with a mark."""
    text = (folder / "units.csv").read_text(encoding="utf-8")
    (folder / "units.csv").write_text("\ufeff" + text, encoding="utf-8")
    assert load(folder).units[0].code == "999602-wjj"


def test_a_folder_without_profile_says_what_it_is_not(tmp_path: Path) -> None:
    """No place.toml, no folder at all, an empty table."""
    with pytest.raises(FuertongError, match=r"没有place\.toml"):
        load(tmp_path)
    with pytest.raises(FuertongError, match="找不到文件夹“missing”"):
        load(tmp_path / "missing")


def test_an_empty_table_is_refused(folder: Path) -> None:
    """A file without header cannot be a table."""
    (folder / "units.csv").write_text("", encoding="utf-8")
    with pytest.raises(FuertongError, match=r"《units\.csv》是空的"):
        load(folder)


def test_csv_and_parquet_of_one_table_are_refused(folder: Path) -> None:
    """Two answers to one question."""
    (folder / "targets.parquet").write_bytes(b"PAR1")
    with pytest.raises(FuertongError, match=r"同时有targets\.csv和targets\.parquet"):
        load(folder)
    (folder / "targets.csv").unlink()
    with pytest.raises(FuertongError, match=r"《targets\.parquet》不是可读的Parquet文件"):
        load(folder)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "不是正确的JSON"),
        ("[]", "没有plans一项"),
        ('{"plans": [{"audience": "men", "title": "x"}]}', r"plans\.audience的“men”无法识别"),
        ('{"plans": [{"audience": "women"}]}', "plans缺少必需的项"),
        ('{"plans": [{"audience": "women", "title": "x", "colour": "red"}]}', "不认识的项“colour”"),
        ('{"plans": [{"audience": "women", "title": 3}]}', r"plans\.title的写法有误"),
        ('{"plans": [{"audience": "women", "title": "x", "period": [2021]}]}', r"plans\.period应有2项"),
        ('{"plans": [{"audience": "women", "title": "x", "domains": {}}]}', r"plans\.domains应为列表"),
        ('{"plans": [{"audience": "women", "title": "x", "domains": [3]}]}', r"plans\.domains的写法有误"),
        ('{"plans": [{"audience": "children", "title": "x"}]}', "没有找到小样县妇女发展规划"),
    ],
)
def test_a_spoilt_plan_json_is_explained(folder: Path, text: str, message: str) -> None:
    """plan.json is checked against the plan's fields."""
    (folder / "plan.json").write_text(text, encoding="utf-8")
    with pytest.raises(FuertongError, match=message):
        load(folder)


def test_two_plans_of_one_audience_are_refused(folder: Path) -> None:
    """One folder holds one women's and one children's plan."""
    plan = {"audience": "women", "title": "x"}
    (folder / "plan.json").write_text(json.dumps({"plans": [plan, plan]}), encoding="utf-8")
    with pytest.raises(FuertongError, match="有两个规划属于同一类"):
        load(folder)


def test_two_plans_of_one_code_are_refused(folder: Path) -> None:
    """A plan's code is its identity."""
    text = (folder / "place.toml").read_text(encoding="utf-8")
    (folder / "place.toml").write_text(text + text[text.index("[[plans]]") :], encoding="utf-8")
    with pytest.raises(FuertongError, match="有两个规划用了同一编号"):
        load(folder)


def test_one_setting_twice_a_day_is_refused(folder: Path) -> None:
    """Which one would count?"""
    text = (folder / "settings.toml").read_text(encoding="utf-8")
    (folder / "settings.toml").write_text(text + text, encoding="utf-8")
    with pytest.raises(FuertongError, match="同一设置在同一天出现了两次"):
        load(folder)
