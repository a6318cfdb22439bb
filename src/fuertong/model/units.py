"""Units of measurement (计量单位) as written behind a number, compared with the unit an indicator asks for."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_SPELLINGS = {
    "百分比": "%",
    "百分号": "%",
    "pct": "%",
    "千分比": "‰",
    "/千": "‰",
    "/1000": "‰",
    "/十万": "/10万",
    "1/10万": "/10万",
    "1/十万": "/10万",
    "/100000": "/10万",
    "每十万": "/10万",
    "每10万": "/10万",
    "十万分之一": "/10万",
    "/10000": "/万",
    "/1万": "/万",
    "每万": "/万",
}
_SHARES = {"%": 100, "‰": 1000, "/万": 10_000, "/10万": 100_000}
_SCALES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
_SCALED = re.compile(r"(十万|百万|千万|十|百|千|万|亿)?(.*)", re.DOTALL)
_SAME_MEASURE = {"名": "人", "位": "人", "家": "个", "所": "个", "座": "个", "处": "个", "项": "个", "周岁": "岁"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a written unit means: multiply by `factor` to reach `unit`, or the reason why it is refused."""

    unit: str = ""
    factor: Decimal = Decimal(1)
    code: str = ""
    refusal: str = ""
    remedy: str = ""


@lru_cache(maxsize=1024)
def normal_unit(unit: str) -> str:
    """One spelling of a unit: half-width, without blanks and brackets, `‰` for /1000, `/10万` for 每十万."""
    text = unit.strip().translate({0xFF05: "%", 0xFF0F: "/", 0x2030: "‰"}).strip("()（）[]").replace(" ", "")
    text = text.replace("１", "1").replace("０", "0")
    if text.endswith("万人") and "/" in text:
        text = text.removesuffix("人")
    return _SPELLINGS.get(text, text)


def is_share(unit: str) -> bool:
    """Whether the unit is a share of something: %, ‰, /万 or /10万."""
    return normal_unit(unit) in _SHARES


def read_unit(written: str, asked: str | None) -> Reading | None:
    """Compare the unit `written` behind a number with the one `asked` for; None when it is no unit at all."""
    got, want = normal_unit(written), normal_unit(asked or "")
    if got in ("", want):
        return Reading(unit=asked or "")
    if got in _SHARES:
        return _share(got, want, asked)
    if got.endswith("百分点"):
        return Reading(code="unit", refusal="是百分点，不是数值本身。", remedy="请填写本年的数值，而不是增减的百分点。")
    got_scale, got_base = _split(got)
    want_scale, want_base = _split(want)
    if got_base and got_base != want_base and (want or got_base not in _KNOWN):
        return None
    if want in _SHARES:
        return None
    return Reading(unit=asked or got_base, factor=Decimal(got_scale) / Decimal(want_scale))


def _share(got: str, want: str, asked: str | None) -> Reading:
    if not want:
        return Reading()
    if want in _SHARES:
        return Reading(
            code="unit_sign",
            refusal=f"带的是“{got}”，本项的计量单位是“{asked}”。",
            remedy=f"请核对数值是按“{got}”还是按“{asked}”计算的，按“{asked}”填写且不带符号。",
        )
    return Reading(
        code="unit", refusal=f"带的是“{got}”，本项的计量单位是“{asked}”。", remedy="请核对是否填错了行，去掉符号重填。"
    )


def _split(unit: str) -> tuple[int, str]:
    match = _SCALED.fullmatch(unit)
    scale, base = (match[1] or "", match[2]) if match else ("", unit)
    return _SCALES[scale], _SAME_MEASURE.get(base, base)


_KNOWN = frozenset(["人", "个", "元", "岁", "张", "户", "例", "件", "次", "人次", "小时", "分钟", "平方米", "年", "册"])
