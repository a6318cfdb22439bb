"""Units (责任单位) and regions (行政区划) with their validity dates."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_REGION = re.compile(r"\d{6}|\d{9}|\d{12}|\d{6}-K\d{2}|\d{6}-E\d{4}")


class Level(StrEnum):
    """The level of a place; an `entity` is a member of a list below it that is no area (学校、领导班子)."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    ENTITY = "entity"

    @property
    def label(self) -> str:
        """The word shown to users."""
        return {
            "nation": "全国",
            "province": "省",
            "city": "市",
            "county": "县",
            "town": "乡镇",
            "village": "村（社区）",
            "entity": "名录单位",
        }[self.value]


class UnitKind(StrEnum):
    """What kind of body a unit is; letters to it follow from this (practice 14)."""

    GOVERNMENT = "government"
    PARTY = "party"
    CONGRESS = "congress"
    JUSTICE = "justice"
    MASS = "mass"
    VERTICAL = "vertical"
    SOCIAL = "social"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The words shown to users."""
        return {
            "government": "政府部门",
            "party": "党委部门",
            "congress": "人大政协机关",
            "justice": "法院检察院",
            "mass": "人民团体",
            "vertical": "垂直管理单位",
            "social": "社会组织",
            "other": "其他单位",
        }[self.value]


def is_region_code(code: str) -> bool:
    """GB/T 2260: six digits, nine or twelve below the county; `parent-K01` a development zone, `parent-E0001` an entity
    of a list without a code of its own."""
    return bool(_REGION.fullmatch(code))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit: code = region code + `-` + slug; `successors` are the codes of units that took over its duties."""

    code: str
    name: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    kind: UnitKind = UnitKind.GOVERNMENT
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
