"""Files of day one handed in: two yearly workbooks that disagree in one cell, and a name nobody knows."""

import io
from typing import Any

import openpyxl
from tests.web import world_collection
from tests.web.world import World

from fuertong_web.collection.actions.day_one import ReadFile, take_files
from fuertong_web.collection.day_one_apart import read_apart


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


def build(world: World) -> None:
    """Everything the matrix needs."""
    ensure(world)
