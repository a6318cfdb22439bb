"""Whether a number bounds an indicator (是否为指标值): ages, years, parts of names and relative clauses do not."""

import re

from fuertong.reading import opposites, phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.found import Found
from fuertong.reading.naming import RATES, listed_before
from fuertong.reading.quantities import COUNTED, Quantity, is_hotline, quantities

_NAMED = 4  # so many characters before a bare count are its name
_OF_YEARS = re.compile(r"年限|寿命|年龄|时间|教育")


def is_bound(
    text: str, match: re.Match[str], place: int, inside: list[Found], clause: Clause, context: Context
) -> bool:
    """Whether a number really bounds an indicator: not an age, not a part of a name or of a relative clause."""
    before, after = text[place : match.start()], text[match.end() :]
    verb = match.groupdict().get("verb")
    values = quantities(match["values"])
    if not values:
        return False
    if "whole" in match.groupdict():
        return values[0].unit == "%"
    subject = phrases.tidy(before)
    if values[0].unit == ":" and after.startswith("的比例") and re.search(r"按照?[^，]*$", before):
        return False  # 按600：1的比例配备 says how, not how much
    if verb is None and not _stands_bare(before, subject, match, values[0], inside, clause, context):
        return False
    if verb in ("为", "实现", "保持") and not phrases.is_countable(subject):
        return False
    if after[:1].isdigit() or is_hotline(match["values"], after) or after.startswith("或"):
        return False
    if not values[0].unit and not re.search(
        r"(?:比|率|比例|比重|指数|数|浓度)$",
        phrases.clean(before).name or context.topic(clause) or _name_before(context),
    ):
        return False
    if after.startswith("的") and not re.match(r"的(?:目标|水平|比例|要求|标准|良好|正常|区间|范围|合理)", after):
        return False
    if values[0].unit in ("年", "岁") and (
        (
            verb in ("为", "达", None)
            and not re.search(r"(?:年限|寿命|年龄)$", phrases.clean(before).name or _name_before(context))
        )
        or not _OF_YEARS.search(_named_or_before(before, clause, context, inside))
    ):
        return False
    return not after.startswith(("年", "月"))


def _name_before(context: Context) -> str:
    return context.found[-1].indicator if context.found else ""


def _named_or_before(before: str, clause: Clause, context: Context, inside: list[Found]) -> str:
    """The words a bound of years speaks of: its own, with those of the indicator before where it names none."""
    name = phrases.clean(before).name
    if phrases.is_countable(name):
        return before
    last = inside[-1].indicator if inside else _name_before(context)
    return before + last + context.topic(clause)


def _stands_bare(
    before: str,
    subject: str,
    match: re.Match[str],
    value: Quantity,
    inside: list[Found],
    clause: Clause,
    context: Context,
) -> bool:
    """A value without a verb: right after a measure, a ratio, so many per thousand, or a place beside another."""
    if re.search(r"(?:由|从)[^，]{0,10}$", before):
        return False
    if phrases.is_countable(before.rstrip("：")) or value.unit == ":":
        return True
    if _only_year(before) and (context.topic(clause) or _dated_before(value, context)):
        return True  # 普及率，2015年70%，2020年85%
    if value.unit in RATES and listed_before(subject, context):
        return True
    joined = (phrases.is_countable(subject) or bool(inside)) and re.match(r"[、和及]", before)
    if value.unit in COUNTED and not re.match(r"\w", match.string[match.end() :]):
        per = re.search(r"^(?:其中)?每(?:千|百|万|十万|10万|名|个|所)|[人户生]均", before)
        if per or (joined and re.match(r"每", inside[-1].raw if inside else "")):
            return True
    ends = not re.match(r"\w", match.string[match.end() :])
    if value.unit in COUNTED and match["bound"] and ends and (phrases.often(subject)[0] or len(subject) >= _NAMED):
        return not re.search(r"年龄|满$|超过$|由$", subject) and phrases.group_of(subject) != subject
    last = inside[-1] if inside else (context.found[-1] if context.found else None)
    if value.unit in COUNTED and match["bound"] and last is not None and last.clause >= len(context.clauses) - 1:
        return last.unit == value.unit and phrases.group_of(subject) != subject
    unit = last.unit if last is not None and (inside or last.clause == len(context.clauses) - 1) else None
    if opposites.is_known(subject.removeprefix("其中")):
        return unit == (value.unit or None) or bool(context.topic(clause)) or phrases.is_countable(subject)
    return bool(opposites.split_topic(subject)[1])


def _only_year(before: str) -> bool:
    phrase = phrases.clean(before)
    return not phrase.name and phrase.deadline is not None


def _dated_before(value: Quantity, context: Context) -> bool:
    """Whether the clause before gave the value of another year."""
    last = context.found[-1] if context.found else None
    near = last is not None and last.clause == len(context.clauses) - 1
    return last is not None and near and last.deadline is not None and last.unit == (value.unit or None)
