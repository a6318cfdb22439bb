"""Files of day one handed in: two yearly workbooks that disagree in one cell, and a name nobody knows."""

import io
from typing import Any

import openpyxl
from tests.web import world_collection
from tests.web.world import World

from fuertong.outside import read_outside
from fuertong_web.collection.actions.day_one import ReadFile, take_files
from fuertong_web.collection.actions.outside import save_source, take_delivery
from fuertong_web.collection.actions.upper_forms import take_upper_form
from fuertong_web.collection.day_one_apart import read_apart
from fuertong_web.collection.upper_forms_apart import read_apart as read_blank

SDMX = """DATAFLOW,INDICATOR,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE
A,示例入园率,999901,_T,2010,70.1
A,示例入园率,999901,F,2010,69.5
A,X9,999901,_T,2010,12.0
""".encode()


def workbook(*lines: list[Any], title: str = "Sheet1") -> bytes:
    """An .xlsx of one sheet."""
    made = openpyxl.Workbook()
    made.active.title = title
    for line in lines:
        made.active.append(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def yearly(year: int, rate: str, before: str) -> bytes:
    """A yearly workbook of the county: last year's and this year's figure of three indicators."""
    return workbook(
        [f"示例县{year}年妇女儿童监测统计表"],
        ["指标", "单位", "上年数", "本年数"],
        ["示例管理率", "%", before, rate],
        ["示例入园率", "%", "80.0", "81.5"],
        ["其中：女", "%", "79.0", "80.5"],
        ["从未听说的比例", "%", "1.0", "1.5"],
    )


def blank(year: int, *more: list[Any]) -> bytes:
    """A blank of the city: this year and last, ‰ for a rate the county keeps in %."""
    return workbook(
        [f"{year}年妇女儿童指标报送表"],
        ["指标", "单位", f"{year - 1}年", f"{year}年"],
        *more,
        ["示例管理率", "‰"],
        ["示例床位数", "张"],
        ["没有的指标", "%"],
    )


def read(name: str, content: bytes) -> ReadFile:
    """A file as the page hands it to the action."""
    return ReadFile(name=name, content=content, reading=read_apart(content, name=name, year=None))


def ensure(world: World) -> None:
    """The intake, once."""
    if "intake" in world.things:
        return
    world_collection.ensure(world)
    files = [read("2016年.xlsx", yearly(2016, "75.0", "74.0")), read("2017年.xlsx", yearly(2017, "76.0", "75.4"))]
    world.things["intake"] = take_files(by=world.actor("statistician"), files=files)
    content = blank(2024)
    world.things["upper_form"] = take_upper_form(
        by=world.actor("statistician"),
        name="上级表.xlsx",
        content=content,
        read=read_blank(content, name="上级表.xlsx"),
    )
    by = world.actor("statistician")
    world.things["source"] = save_source(by=by, fields={"name": "妇幼年报系统", "owner": "县卫生健康局"})
    world.things["delivery"] = take_delivery(
        by=by, system=world.things["source"], name="a.csv", content=SDMX, table=read_outside(SDMX, name="a.csv")
    )


def build(world: World) -> None:
    """Everything the matrix needs."""
    ensure(world)
