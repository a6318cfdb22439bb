"""What the codes of another system mean here (对应关系): proposed, mended by a person, remembered."""

import re
from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from fuertong.errors import FuertongError
from fuertong.intake.words import group_of
from fuertong.model.breakdown import normal_breakdown
from fuertong.model.findings import Finding, Severity
from fuertong.model.numbers import parse_number
from fuertong.model.period import Period, is_part_of_year
from fuertong.outside.tables import OutsideTable

IGNORED = "-"


class Role(StrEnum):
    """What a dimension says."""

    INDICATOR = "indicator"
    REGION = "region"
    PERIOD = "period"
    BREAKDOWN = "breakdown"
    FIXED = "fixed"

    @property
    def label(self) -> str:
        """The word shown to users."""
        return {
            "indicator": "指标",
            "region": "地区",
            "period": "年份",
            "breakdown": "分组",
            "fixed": "不看（其余的不导入）",
        }[self.value]


_BY_ID = {
    Role.PERIOD: re.compile(r"TIME.*|time|pe|period|year|年份|年度|时间|时期|.*年.*", re.IGNORECASE),
    Role.REGION: re.compile(r"REF_?AREA|geo|area|region|ou|orgUnit|地区|区域|市县|县区|机构", re.IGNORECASE),
    Role.INDICATOR: re.compile(
        r"INDICATOR|SERIES|MEASURE|INDIC.*|dx|dataElement|name|指标.*|数据元素|项目|ContentsCode|contents",
        re.IGNORECASE,
    ),
    Role.BREAKDOWN: re.compile(
        r"SEX|AGE.*|URBAN.*|RESIDENCE|breakdown|co|categoryOptionCombo|性别|城乡|学段|年龄.*|分组", re.IGNORECASE
    ),
}
_TOTALS = {"_T", "T", "TOTAL", "TOT", "ALL", "_Z", "合计", "总计", "default", ""}
_SEX = {"F": "sex=F", "M": "sex=M", "FEMALE": "sex=F", "MALE": "sex=M", "U": "residence=urban", "R": "residence=rural"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """Role by dimension, and per dimension what each code means.

    Indicator codes mean an indicator's code, areas a region's code, breakdowns pairs such as sex=F ("" the total), in
    a FIXED dimension the one code that is taken means "". `IGNORED` leaves rows out; codes that are absent are open.
    """

    roles: dict[str, Role] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def meaning(self, dimension: str, code: str) -> str | None:
        """What a code means, None when nobody has said."""
        return self.codes.get(dimension, {}).get(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value in the terms of the place; `year` is the data year, `unit` as the source has it ("" unknown)."""

    indicator: str
    region: str
    year: int
    breakdown: str
    value: Decimal
    decimals: int
    raw: str
    unit: str = ""
    note: str = ""


def propose(table: OutsideTable, kept: Mapping, *, indicators: Table[str, str], regions: Table[str, str]) -> Mapping:
    """The kept mapping with proposals for what it does not say; names and codes of the place are looked up as given.

    `indicators` and `regions` give the place's code for a name or code of the source.
    """
    roles = dict(kept.roles)
    for dimension in table.dimensions:
        if dimension.id not in roles:
            roles[dimension.id] = _role(dimension.id, dimension.label, set(roles.values()))
    codes = {name: dict(known) for name, known in kept.codes.items()}
    for dimension in table.dimensions:
        known = codes.setdefault(dimension.id, {})
        for code, label in dimension.codes.items():
            meaning = known.get(code)
            if meaning is None:
                meaning = _meaning(roles[dimension.id], code, label, indicators, regions, len(dimension.codes))
            if meaning is not None:
                known[code] = meaning
    return Mapping(roles=roles, codes=codes)


def apply(table: OutsideTable, mapping: Mapping) -> tuple[list[Value], list[Finding]]:
    """The values that are fully understood, and how many rows were left for what reason; FuertongError without an
    indicator or year dimension."""
    roles = [mapping.roles.get(dimension.id, Role.FIXED) for dimension in table.dimensions]
    if Role.PERIOD not in roles or Role.INDICATOR not in roles:
        raise FuertongError("请先指明哪一栏是指标、哪一栏是年份。")
    unit = table.position("unit")
    values: list[Value] = []
    open_rows = bad = later = 0
    for row in table.rows:
        read = _row(table, row.codes, roles, mapping)
        if read is None:
            open_rows += 1
            continue
        if not read:
            continue
        parsed = parse_number(row.raw)
        if parsed.value is None:
            bad += 1
            continue
        if read["year"] == "":
            later += 1
            continue
        values.append(
            Value(
                indicator=read["indicator"],
                region=read.get("region", ""),
                year=int(read["year"]),
                breakdown=read["breakdown"],
                value=parsed.value,
                decimals=parsed.decimals or 0,
                raw=row.raw,
                unit=row.codes[unit] if unit >= 0 else "",
                note=row.note,
            )
        )
    kept, doubled = _once(values)
    said = (
        (open_rows, "open", "行的指标、地区或分组还没有对应，不会导入"),
        (bad, "not_a_number", "行的数值不是数字，不会导入"),
        (later, "period", "行不是年度数据（季度、月份或看不懂的时间），不会导入"),
        (doubled, "twice", "行对应到同一个数据而数值不同，都不会导入"),
    )
    return kept, [_finding(code, f"有{count}{text}。") for count, code, text in said if count]


def _row(table: OutsideTable, codes: tuple[str, ...], roles: list[Role], mapping: Mapping) -> dict[str, str] | None:
    """The meanings of a row; {} when it is left out, None when something is still open."""
    found = {"breakdown": ""}
    for dimension, code, role in zip(table.dimensions, codes, roles, strict=True):
        if role is Role.PERIOD:
            found["year"] = str(_year(code) or "")
            continue
        if dimension.id == "unit":
            continue
        meaning = mapping.meaning(dimension.id, code)
        if meaning == IGNORED:
            return {}
        if meaning is None:
            return None
        if role is Role.BREAKDOWN:
            pairs = ";".join(part for part in (found["breakdown"], meaning) if part)
            found["breakdown"] = normal_breakdown(pairs)
        elif role is not Role.FIXED:
            found[role.value] = meaning
    return found


def _role(name: str, label: str, taken: set[Role]) -> Role:
    for role, pattern in _BY_ID.items():
        once = role in (Role.PERIOD, Role.INDICATOR, Role.REGION) and role in taken
        if not once and (pattern.fullmatch(name) or pattern.fullmatch(label)):
            return role
    return Role.FIXED


def _meaning(
    role: Role, code: str, label: str, indicators: Table[str, str], regions: Table[str, str], size: int
) -> str | None:
    if role is Role.INDICATOR:
        return indicators.get(label) or indicators.get(code)
    if role is Role.REGION:
        return regions.get(code, regions.get(label))
    if role is Role.BREAKDOWN:
        if code in _TOTALS or label in _TOTALS - {""}:
            return ""
        group = group_of(label) if label else group_of(code)
        if group is not None:
            return group
        return _SEX.get(code.upper()) or (code if "=" in code else None)
    if role is Role.FIXED:
        return "" if size == 1 or code in _TOTALS else None
    return ""


def _year(code: str) -> int | None:
    """The data year of a yearly period: 2023, 2023年, 2023A1, and the product's own codes."""
    found = re.fullmatch(r"((?:19|20)\d\d)(?:年度?|A1|-A1|A)?", code.strip())
    if found:
        return int(found[1])
    try:
        period = Period.parse(code.strip())
    except FuertongError:
        return None
    return None if is_part_of_year(period.code) else period.data_year


def _once(values: Iterable[Value]) -> tuple[list[Value], int]:
    """The values by key; a key with two different ones is left out whole."""
    by_key: dict[tuple[str, str, int, str], list[Value]] = {}
    for value in values:
        by_key.setdefault((value.indicator, value.region, value.year, value.breakdown), []).append(value)
    kept = [found[0] for found in by_key.values() if len({one.value for one in found}) == 1]
    return kept, sum(len(found) for found in by_key.values() if len({one.value for one in found}) > 1)


def _finding(code: str, message: str) -> Finding:
    return Finding(severity=Severity.WARNING, code=code, message=message, remedy="请在下面的对应关系中补上或改正。")
