"""One cell of a sheet people filled (单元格): from what is stored to the text they saw, with its findings."""

from dataclasses import dataclass, replace
from decimal import Decimal

from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.numbers import Parsed, format_number, parse_number, plain_text, round_half_up
from fuertong.workbooks.columns import cell_name
from fuertong.workbooks.intake import Sheet

_ROUND_FROM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One read cell: its text as the person saw it, what it says, what there is to say about it."""

    raw: str
    parsed: Parsed
    findings: tuple[Finding, ...] = ()


BLANK = Entry(raw="", parsed=Parsed(raw=""))


class CellReader:
    """Reads number cells of one sheet."""

    def __init__(self, sheet: Sheet, file: str) -> None:
        self.sheet = sheet
        self.file = file
        self.covered = _covered(sheet)
        details = sheet.details
        self.special = {*details.formulas, *details.errors, *details.percents, *details.comments, *self.covered}

    def where(self, row: int, column: int) -> Place:
        """The place of a cell."""
        return Place(file=self.file, sheet=self.sheet.name, cell=cell_name(row, column))

    def at(self, row: int, column: int) -> object:
        """The stored value, "" outside the sheet."""
        cells = self.sheet.rows[row]
        return cells[column] if column < len(cells) else ""

    def read(self, row: int, column: int, *, unit: str | None, decimals: int | None, part: str = "") -> Entry:
        """Read a number cell of a given unit and declared decimals; `part` is 分子 or 分母 where it is one."""
        cell, value = (row, column), self.at(row, column)
        if cell not in self.special and value in ("", None):
            return BLANK
        text, shown = self._text(value, cell)
        found = self._about_cell(cell, text) if cell in self.special or text[:1] == "=" else []
        if any(finding.severity is Severity.ERROR for finding in found):
            parsed = Parsed(raw=text)
        else:
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            parsed = parse_number(text if is_number or isinstance(value, str) else value, unit=unit)
            if part and parsed.value is not None and any(sign in text for sign in "%％‰"):
                message = f"{part}应填人数等绝对数，填写的却是“{text}”。"
                parsed = Parsed(raw=text, findings=(_error("unit", message, "请核对。", text),))
            elif cell in self.sheet.details.formulas and parsed.value is not None:
                parsed, said = _computed(parsed, text, decimals)
                found.append(said)
            least = shown if shown is not None else decimals or 0
            if is_number and parsed.value is not None and least > (parsed.decimals or 0):
                parsed = replace(parsed, decimals=least)
        if not found and not parsed.findings:
            return Entry(raw=text, parsed=parsed)
        where = self.where(row, column)
        findings = tuple(replace(finding, where=where) for finding in [*found, *parsed.findings])
        return Entry(raw=text, parsed=parsed, findings=findings)

    def _text(self, value: object, cell: tuple[int, int]) -> tuple[str, int | None]:
        """The text the person saw: a percent format gives back its sign, fixed decimals their zeros."""
        details = self.sheet.details
        if cell in details.errors:
            return details.errors[cell], None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(value).strip() if value is not None else "", None
        text = plain_text(value)
        if cell in details.percents:
            return f"{format_number(Decimal(text) * 100)}%", None
        decimals = details.decimals.get(cell)
        if decimals is not None and 0 <= -int(Decimal(text).as_tuple().exponent) <= decimals:
            return f"{Decimal(text):.{decimals}f}", decimals
        return text, decimals

    def _about_cell(self, cell: tuple[int, int], text: str) -> list[Finding]:
        details = self.sheet.details
        found: list[Finding] = []
        if cell in self.covered and not text:
            top = self.covered[cell]
            found.append(
                _error("merged", f"此处与{top}合并成了一个单元格，无法确定本行的数。", "请取消合并，逐行填写。")
            )
        if cell in details.errors:
            found.append(_error("formula_error", f"此处公式出错，显示为“{text}”。", "请直接填写数值。", text))
        elif text.startswith("="):
            found.append(_error("formula_text", f"此处是公式文字“{text}”，没有算出结果。", "请直接填写数值。", text))
        elif cell in details.formulas and not text:
            found.append(
                _error("formula_empty", "此处是公式，但没有保存计算结果。", "请打开原表保存一次，或直接填写数值。")
            )
        comment = details.comments.get(cell)
        if comment:
            message = f"此处有批注：“{comment[:60]}”，批注不会导入。"
            remedy = "需要保留的内容请写在“说明”栏。"
            found.append(Finding(severity=Severity.INFO, code="comment", message=message, remedy=remedy))
        return found


def _computed(parsed: Parsed, text: str, decimals: int | None) -> tuple[Parsed, Finding]:
    """A formula's result; one with a long tail of decimals is rounded as declared, and said."""
    shown = format_number(parsed.value)
    if parsed.value is not None and decimals is not None and (parsed.decimals or 0) >= decimals + _ROUND_FROM:
        value = round_half_up(parsed.value, decimals)
        parsed = Parsed(raw=parsed.raw, value=value, decimals=decimals)
        shown = f"{format_number(value, decimals)}（原为{text}，按规定保留{decimals}位小数）"
    message = f"此处是公式，已取其计算结果{shown}。"
    return parsed, Finding(severity=Severity.INFO, code="formula", message=message, seen=text, remedy="请核对结果。")


def _error(code: str, message: str, remedy: str, seen: str = "") -> Finding:
    return Finding(severity=Severity.ERROR, code=code, message=message, remedy=remedy, seen=seen)


def _covered(sheet: Sheet) -> dict[tuple[int, int], str]:
    """Cells that a merged range hides, with the name of its first cell."""
    covered = {}
    for (top, left), (bottom, right) in sheet.merged:
        if (bottom - top + 1) * (right - left + 1) > 10_000:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    covered[row, column] = cell_name(top, left)
    return covered
