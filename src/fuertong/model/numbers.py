"""Numbers as people type or paste them (数字录入): one parser for pages, workbooks and series.

The raw text is always kept. What can be read in one way only is read, what was converted is said, and what could
mean two things is refused with a sentence: a bound (95%以上) is no value, a code such as -2 is a reason for absence.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from fuertong.model.findings import Finding, Severity
from fuertong.model.observation import Absence
from fuertong.model.units import Reading, read_unit

STORED_DIGITS = 20
STORED_DECIMALS = 6
_LARGEST = Decimal(10) ** (STORED_DIGITS - STORED_DECIMALS)
_STEP = Decimal(1).scaleb(-STORED_DECIMALS)

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN = str.maketrans(
    _NARROW | {ord("。"): ".", ord("−"): "-", ord("﹣"): "-", ord("\u3000"): " ", ord("\xa0"): " ", ord("\ufeff"): None}
)
_SIMPLE = re.compile(r"[0-9]{1,14}(?:\.[0-9]{1,6})?")
_GROUPED = r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d{1,3}(?: \d{3})+(?:\.\d*)?"
_NUMBER = re.compile(rf"(?P<number>[+-]?(?:{_GROUPED}|\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?P<rest>.*)", re.DOTALL)
_BOUND = re.compile(
    r"以上|以下|以内|以外|左右|上下|不低于|不高于|不少于|不超过|不足|超过|高于|低于|大于|小于|达到|约|近|余|多|至"
    r"|[≥≤><＞＜~～≈±+]"
)
_SPAN = re.compile(r"\d\s*%?\s*[-–—]\s*\d")
_FRACTION = re.compile(r"\d+(?:\.\d+)?\s*/\s*\d+(?:\.\d+)?")
_SIGNS = frozenset(
    ["-", "--", "—", "——", "–", "/", "\\", "…", "……", "...", "无", "无数据", "空", "n/a", "na", "null", "none"]
)
_WORDS = {absence.label: absence for absence in Absence} | {
    "未开展": Absence.NOT_STARTED,
    "没有开展": Absence.NOT_STARTED,
    "待发布": Absence.PENDING,
    "未发布": Absence.PENDING,
    "涉密": Absence.CONFIDENTIAL,
    "不涉及": Absence.NOT_APPLICABLE,
    "未掌握": Absence.NOT_COLLECTED,
    "缺数": Absence.NOT_COLLECTED,
}
_CODES = {"-1": Absence.NOT_COLLECTED, "-2": Absence.NOT_STARTED, "-9": Absence.NOT_COLLECTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What one entry says: a value with its written decimals, or a reason for absence, or neither (blank, unreadable).

    A value is never given beside a finding of severity error; `raw` is the entry as it stood.
    """

    raw: str
    value: Decimal | None = None
    decimals: int | None = None
    absence: Absence | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was entered."""
        return not self.raw.strip()

    @property
    def is_refused(self) -> bool:
        """Whether something was entered that cannot be taken."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def parse_number(raw: object, *, unit: str | None = None) -> Parsed:
    """Read one entry; `unit` is the indicator's printed unit, against which a written unit is checked and converted."""
    if raw is None or isinstance(raw, bool | date | time | timedelta):
        return _odd(raw)
    if isinstance(raw, int | float | Decimal):
        return _from_machine(raw)
    text = str(raw)
    if _SIMPLE.fullmatch(text):
        return _stored(text, Decimal(text), ())
    plain = text.translate(_PLAIN).strip().lstrip("'").strip()
    if not plain:
        return Parsed(raw=text)
    return _absent(text, plain) or _read(text, plain, unit)


def parse_absence(raw: object) -> Absence | None:
    """The reason for absence that a word or an absence's code names, None when it names none."""
    text = str(raw or "").translate(_PLAIN).strip()
    return _WORDS.get(text) or next((item for item in Absence if item.value == text), None)


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round as printed tables do: halves away from zero, and no minus before a zero."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)


def format_number(value: Decimal | None, decimals: int | None = None) -> str:
    """The number as printed, without thousands separators; all its digits when `decimals` is None, "" for None."""
    if value is None:
        return ""
    value = round_half_up(value, decimals) if decimals is not None else value.normalize()
    return f"{value:f}"


def compute_rate(numerator: Decimal, denominator: Decimal, *, per: int, decimals: int) -> Decimal | None:
    """numerator / denominator x per, rounded half up; None for a denominator of zero."""
    return round_half_up(numerator / denominator * per, decimals) if denominator else None


def fits_storage(value: Decimal) -> bool:
    """Whether the value is kept exactly in 20 digits with 6 decimals."""
    return abs(value) < _LARGEST and value == value.quantize(_STEP)


def plain_text(raw: object) -> str:
    """Any cell as the text a person would have typed; Excel's fifteen significant digits for a float."""
    if isinstance(raw, float):
        if raw.is_integer() and abs(raw) < 1e15:
            return str(int(raw))
        return f"{Decimal(format(raw, '.15g')):f}" if math.isfinite(raw) else str(raw)
    return "" if raw is None else str(raw)


def _odd(raw: object) -> Parsed:
    if raw is None:
        return Parsed(raw="")
    what = "逻辑值" if isinstance(raw, bool) else "日期或时间"
    return _refuse(
        str(raw), "not_a_number", f"此处应填数字，读到的却是{what}“{raw}”。", "请改填数字，单元格格式设为常规。"
    )


def _from_machine(raw: int | float | Decimal) -> Parsed:
    text = plain_text(raw)
    number = Decimal(text)
    if not number.is_finite():
        return _refuse(text, "not_a_number", "此处不是有效的数字。", "请填写数字。")
    return _code(text, text) or _stored(text, number, ())


def _absent(text: str, plain: str) -> Parsed | None:
    word = plain.replace(" ", "").lower()
    if word in _SIGNS:
        doubt = "可能是0，也可能是没有数据" if word == "无" else "没有说明为什么缺数"
        finding = Finding(
            severity=Severity.WARNING,
            code="absence_sign",
            message=f"填写的“{text.strip()}”{doubt}，暂按“{Absence.NOT_COLLECTED.label}”处理。",
            seen=text,
            remedy="请选择缺数原因；确为零的请填0。",
        )
        return Parsed(raw=text, absence=Absence.NOT_COLLECTED, findings=(finding,))
    reason = _WORDS.get(plain)
    return Parsed(raw=text, absence=reason) if reason else _code(text, plain)


def _code(text: str, plain: str) -> Parsed | None:
    reason = _CODES.get(plain)
    if reason is None:
        return None
    finding = Finding(
        severity=Severity.WARNING,
        code="missing_code",
        message=f"“{plain}”是缺数代码，不是数值，已按“{reason.label}”处理。",
        seen=text,
        remedy=f"请核对缺数原因；如确为负数，请带小数填写（如{plain}.0）。",
    )
    return Parsed(raw=text, absence=reason, findings=(finding,))


def _read(text: str, plain: str, unit: str | None) -> Parsed:
    shown = text.strip()
    match = _NUMBER.fullmatch(plain)
    rest = match["rest"].strip() if match else ""
    if match and (not rest or not rest[0].isdigit()):
        written = read_unit(rest, unit)
        if written is not None:
            return _with_unit(text, Decimal(re.sub(r"[ ,]", "", match["number"])), written)
    return _explain(text, shown, plain, rest, unit)


def _with_unit(text: str, number: Decimal, written: Reading) -> Parsed:
    if written.refusal:
        return _refuse(text, written.code, f"“{text.strip()}”{written.refusal}", written.remedy)
    findings: tuple[Finding, ...] = ()
    if written.factor != 1:
        number = (number * written.factor).normalize()
        message = f"“{text.strip()}”已换算为{format_number(number)}{written.unit}。"
        remedy = f"请核对；本项计量单位为“{written.unit}”。" if written.unit else "请核对。"
        findings = (Finding(severity=Severity.WARNING, code="scaled", message=message, seen=text, remedy=remedy),)
    return _stored(text, number, findings)


def _explain(text: str, shown: str, plain: str, rest: str, unit: str | None) -> Parsed:
    """Why an entry that holds no plain number is refused."""
    if not any(char.isdigit() for char in plain):
        return _refuse(text, "not_a_number", f"“{shown}”不是数字。", "请填写数字，文字请写在“说明”栏。")
    if _BOUND.search(plain) or _SPAN.search(plain):
        return _refuse(
            text, "bound", f"“{shown}”是范围或约数，不是一个数值。", "请填写准确的数值，范围可写在“说明”栏。"
        )
    if _FRACTION.fullmatch(plain):
        return _refuse(text, "fraction", f"“{shown}”是分数。", "请把分子、分母分别填在对应的栏内，或填写算好的数值。")
    if "," in plain and re.fullmatch(r"[+-]?[\d,]+(?:\.\d+)?[^\d,]*", plain):
        return _refuse(text, "grouping", f"“{shown}”中的逗号不在千位上，无法确定是多少。", "请去掉逗号重新填写。")
    if rest and not any(char.isdigit() for char in rest) and unit:
        return _refuse(text, "unit", f"“{shown}”的单位与本项的计量单位“{unit}”不同。", f"请换算为“{unit}”后填写。")
    return _refuse(text, "not_a_number", f"“{shown}”不能读成一个数字。", "请只填写数字，文字请写在“说明”栏。")


def _stored(text: str, number: Decimal, findings: tuple[Finding, ...]) -> Parsed:
    if abs(number) >= _LARGEST:
        return _refuse(
            text, "too_large", f"“{text.strip()}”超出可保存的范围（整数部分最多14位）。", "请核对数值和计量单位。"
        )
    exponent = int(number.as_tuple().exponent)
    decimals = max(0, -exponent)
    if exponent > 0:
        number = number.quantize(Decimal(1))
    number = number or abs(number)
    if decimals > STORED_DECIMALS:
        number, decimals = round_half_up(number, STORED_DECIMALS), STORED_DECIMALS
        message = f"“{text.strip()}”的小数超过{STORED_DECIMALS}位，已保留{STORED_DECIMALS}位：{number:f}。"
        extra = Finding(severity=Severity.WARNING, code="rounded", message=message, seen=text, remedy="请核对。")
        findings = (*findings, extra)
    return Parsed(raw=text, value=number, decimals=decimals, findings=findings)


def _refuse(text: str, code: str, message: str, remedy: str) -> Parsed:
    finding = Finding(severity=Severity.ERROR, code=code, message=message, seen=text, remedy=remedy)
    return Parsed(raw=text, findings=(finding,))
