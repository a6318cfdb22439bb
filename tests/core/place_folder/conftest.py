"""A small place folder written for each test."""

from pathlib import Path

import pytest

PLACE = """
[place]
code = "999602"
name = "小样县"
level = "county"
[year]
work = 2026
data = 2025
cut_off = 2026-06-30
[[plans]]
code = "999602-women-2021-2030"
audience = "women"
title = "小样县妇女发展规划"
period = [2021, 2030]
"""
FILES = {
    "place.toml": PLACE,
    "units.csv": (
        "code,name,aliases,successors\n999602-wjj,县卫生健康局,县卫健局|县卫健委,\n999602-old,县老局,,999602-wjj\n"
    ),
    "indicators.csv": (
        "code,name,unit,kind,per,statistical_year,polarity,aliases\n"
        "mm,孕产妇死亡率,/10万,rate,100000,H,down,\n"
        "cs,宫颈癌筛查率,%,pct,100,,up,两癌筛查率|筛查率\n"
    ),
    "targets.csv": (
        "id,region,indicator,kind,per,type,cmp,value,base_year,deadline\n"
        "999602-women-2021-2030/d1/g1/t1,999602,mm,rate,100000,level,<=,12,2020,2030\n"
        "999602-women-2021-2030/d1/g2/t1,999602,cs,pct,,level,>=,70,2020,2030\n"
    ),
    "observations.csv": (
        "region,indicator,breakdown,year,value,numerator,denominator,break,status,source\n"
        "999602,mm,,2025,40.3,1,2480,,final,县卫健局年报\n"
        "999602,cs,sex=F;residence=rural,2025,61.20,,,true,,\n"
        "999602,cs,,2025,,,,,attested,县委××部确认\n"
    ),
    "verdicts.csv": "subject,year,verdict,by,on\n999602-women-2021-2030/d1/g2/t1,2025,预计达标困难,张三,2026-06-01\n",
    "settings.toml": '[[settings]]\nkey = "midterm_year"\nvalue = 2026\nvalid_from = 2022-06-30\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A place folder with one file of each kind."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path
