"""Names of one unit: abbreviations, full names, names before the reform, and what must stay apart."""

import pytest

from fuertong.reading.unit_lists import split_units
from fuertong.reading.unit_names import level_of, same_unit

SAME = [
    ("市卫健委", "市卫生健康委员会"),
    ("云溪县卫健局", "县卫生健康局"),
    ("县卫计局", "县卫生健康局"),
    ("市场监管局", "县市场监督管理局"),
    ("市人社局", "市人力资源和社会保障局"),
    ("团县委", "共青团云溪县委"),
    ("国家税务总局云溪县税务局", "县税务局"),
    ("县委宣传部", "中共云溪县委宣传部"),
    ("区检察院", "区人民检察院"),
    ("市教育体育局", "市教体局"),
]
DIFFERENT = [
    ("市教育局", "县教育局"),
    ("县民政局", "县财政局"),
    ("县委组织部", "县委宣传部"),
    ("县文化和旅游局", "县文联"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_of_one_unit(one: str, other: str) -> None:
    """Both ways round."""
    assert same_unit(one, other)
    assert same_unit(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_of_two_units(one: str, other: str) -> None:
    """Another level or another task is another unit."""
    assert not same_unit(one, other)


def test_the_level_is_read_from_the_name() -> None:
    """市 of 市场监管局 is no level."""
    assert [level_of(name) for name in ("市场监管局", "团市委", "云溪县教育局", "教育局")] == [None, "市", "县", None]


LISTS = [
    ("县教育局、县妇联等部门", ["县教育局", "县妇联"], [], True),
    ("县委组织部（县委老干部局）、县人社局", ["县委组织部（县委老干部局）", "县人社局"], [], False),
    ("市文化和旅游局和市妇联", ["市文化和旅游局", "市妇联"], [], False),
    ("国家税务总局云溪县税务局、国网云溪县供电公司", ["国家税务总局云溪县税务局", "国网云溪县供电公司"], [], False),
    ("县教育局，各乡镇（街道）落实", ["县教育局"], ["各乡镇（街道）"], False),
    ("市银保监分局、市直有关部门", ["市银保监分局"], ["市直有关部门"], False),
    ("县民政局、各乡（镇）人民政府、驻云溪各单位", ["县民政局"], ["各乡（镇）人民政府", "驻云溪各单位"], False),
    ("城关镇人民政府、县民政局", ["城关镇人民政府", "县民政局"], [], False),
    ("县民政局，以上均需各乡镇落实，不再列出", ["县民政局"], [], False),
]


@pytest.mark.parametrize(("text", "singles", "groups", "is_open"), LISTS)
def test_lists_of_names(text: str, singles: list[str], groups: list[str], is_open: bool) -> None:
    """Single units, collectives and a bare 等."""
    assert split_units(text) == (singles, groups, is_open)
