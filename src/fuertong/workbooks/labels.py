"""Labels of rows in people's tables (行名): a unit in brackets behind the name, 其中 under the row above."""

import re

from fuertong.model.units import is_share, normal_unit

_TAIL = re.compile(r"(.+?)\s*[(（]\s*(?:单位[:：]\s*)?([^()（）]{1,8})\s*[)）]")
_UNDER = re.compile(r"(?:其中|#|＃|——|—|－|-)\s*[:：]?\s*(.+)")
_MEASURES = frozenset(
    "人 万人 亿人 个 所 家 张 元 万元 亿元 岁 年 例 件 人次 小时 平方米 户 册 对".split()  # noqa: SIM905  read as words
)


def split_unit(name: str) -> tuple[str, str]:
    """孕产妇系统管理率（%） gives the name and its unit; brackets that hold no unit stay in the name."""
    found = _TAIL.fullmatch(name.strip())
    if found and (is_share(found[2]) or normal_unit(found[2]) in _MEASURES):
        return found[1], normal_unit(found[2])
    return name.strip(), ""


def under_heading(label: str, heading: str) -> tuple[str, str]:
    """The indicator and breakdown of a row: 其中：农村 belongs to the row above, other rows to themselves."""
    found = _UNDER.fullmatch(label)
    return (heading, found[1].strip()) if found and heading else (label, "")
