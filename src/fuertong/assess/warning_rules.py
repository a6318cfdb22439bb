"""Warning rules (预警规则) as data: which signal or flag gives which colour, with thresholds a place may change."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from importlib import resources
from typing import Any

from fuertong.assess.codes import Flag
from fuertong.errors import FuertongError
from fuertong.model.verdict import Signal


class Colour(StrEnum):
    """The four colours, gravest first."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"

    @property
    def label(self) -> str:
        """The word shown to users."""
        return {"red": "红色", "orange": "橙色", "yellow": "黄色", "blue": "蓝色"}[self.value]

    @property
    def gravity(self) -> int:
        """4 for red to 1 for blue."""
        return 4 - list(Colour).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: what it looks for, how it is sharpened, its colour and the end of its sentence.

    `p_below` and `second_year` are alternatives: one of them is enough. A rule that is not `on` never fires.
    """

    code: str
    colour: Colour
    words: str
    cls: str = ""
    flag: str = ""
    p_below: float | None = None
    years_to_go: int | None = None
    second_year: bool = False
    on: bool = True

    @property
    def matter(self) -> str:
        """What the rule is about; of the rules on one matter only the gravest that fires counts."""
        return self.cls or self.flag

    def as_row(self) -> dict[str, Any]:
        """The rule as plain data, from which `rules_from_rows` makes it again."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {"colour": self.colour.value}


_FIELDS = {field.name for field in fields(Rule)}
_CHANGEABLE = _FIELDS - {"code", "cls", "flag"}


def read_rules(text: str) -> tuple[Rule, ...]:
    """Rules from TOML; FuertongError names the rule that is written wrongly or twice."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FuertongError(f"预警规则文件无法读取：{error}。请按TOML格式修改。") from error
    return rules_from_rows(table.get("rule", []))


def rules_from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Rules from plain data, in the order given: gravest first."""
    rules = tuple(_rule(row) for row in rows)
    codes = [rule.code for rule in rules]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise FuertongError(f"预警规则{'、'.join(twice)}出现了两次。请删去重复的规则。")
    return rules


def with_changes(rules: tuple[Rule, ...], changes: Mapping[str, Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules with some thresholds changed: {rule code: {p_below, years_to_go, second_year, colour, words, on}}."""
    unknown = sorted(set(changes) - {rule.code for rule in rules})
    if unknown:
        raise FuertongError(f"没有预警规则{'、'.join(unknown)}。请从规则清单中选择。")
    return tuple(_changed(rule, changes.get(rule.code, {})) for rule in rules)


def _changed(rule: Rule, change: Mapping[str, Any]) -> Rule:
    wrong = sorted(set(change) - _CHANGEABLE)
    if wrong:
        raise FuertongError(f"预警规则{rule.code}不能修改{'、'.join(wrong)}。请只改阈值、颜色、用语和是否启用。")
    return _checked(replace(rule, **_typed(rule.code, change)))


def _rule(row: Mapping[str, Any]) -> Rule:
    code = str(row.get("code", ""))
    wrong = sorted((set(row) - _FIELDS) | ({"code", "colour", "words"} - set(row)))
    if wrong:
        raise FuertongError(f"预警规则{code}中缺少或多出：{'、'.join(wrong)}。请对照规则说明修改。")
    return _checked(Rule(**{**row, **_typed(code, row)}))


def _typed(code: str, values: Mapping[str, Any]) -> dict[str, Any]:
    typed = dict(values)
    if "colour" in typed:
        try:
            typed["colour"] = Colour(typed["colour"])
        except ValueError as error:
            raise FuertongError(
                f"预警规则{code}的颜色{typed['colour']}无法识别。请用red、orange、yellow、blue。"
            ) from error
    return typed


def _checked(rule: Rule) -> Rule:
    if bool(rule.cls) == bool(rule.flag):
        raise FuertongError(f"预警规则{rule.code}要写明一个信号或一个标记，且只能写一个。请修改。")
    if rule.cls and rule.cls not in tuple(Signal):
        raise FuertongError(f"预警规则{rule.code}的信号{rule.cls}无法识别。请从研判信号中选择。")
    if rule.flag and rule.flag not in tuple(Flag):
        raise FuertongError(f"预警规则{rule.code}的标记{rule.flag}无法识别。请从标记清单中选择。")
    if rule.flag == Flag.SMALL:
        raise FuertongError(f"预警规则{rule.code}不能只凭小样本发出预警。请改用其他标记。")
    if rule.p_below is not None and not 0 < rule.p_below < 1:
        raise FuertongError(f"预警规则{rule.code}的可能性阈值要在0和1之间。请修改。")
    if rule.years_to_go is not None and rule.years_to_go < 0:
        raise FuertongError(f"预警规则{rule.code}的距到期年数不能为负。请修改。")
    return rule


DEFAULT_RULES = read_rules(resources.files("fuertong.assess").joinpath("warning_rules.toml").read_text("utf-8"))
