"""A list of members (名录) as people keep it in Excel: names, codes, and the days from and until which they count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.organisation import is_region_code
from fuertong.workbooks.intake import Sheet, open_book
from fuertong.workbooks.tables import Column, write_table

HEAD_ROWS = 12
_HEADS = {
    "name": ("名称", "单位名称", "乡镇名称", "乡镇街道名称", "学校名称", "村名称", "村名", "乡镇", "学校"),
    "code": ("代码", "编码", "行政区划代码", "区划代码", "统计用区划代码", "学校标识码"),
    "since": ("起始日期", "自", "设立日期", "设立时间", "成立日期", "起"),
    "until": ("终止日期", "至", "撤销日期", "撤销时间", "止"),
}
_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member as written; `where` is its row."""

    name: str
    code: str
    since: date | None
    until: date | None
    where: Place


def read_members(data: bytes, *, name: str) -> tuple[list[MemberLine], list[Finding]]:
    """The members of the first sheet that has a column of names, and what could not be understood by cell.

    FuertongError when the file is no workbook or no sheet has a 名称 column.
    """
    for sheet in open_book(data, name=name).sheets:
        head = _head(sheet)
        if head is not None:
            return _lines(sheet, head, name)
    raise FuertongError(
        f"《{name}》里没有找到“名称”一栏。请在表头写“名称、代码、起始日期、终止日期”，代码和日期可以不填。"
    )


def write_members_template(title: str) -> bytes:
    """The empty table to be filled in."""
    columns: list[Column | str] = [
        Column(title="名称", width=28),
        Column(title="代码", width=18),
        Column(title="起始日期", width=14),
        Column(title="终止日期", width=14),
    ]
    return write_table(title, columns, [])


def _head(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(sheet.rows[:HEAD_ROWS]):
        words = [_text(value).replace(" ", "").replace("　", "") for value in row]
        found = {
            field: next((at for at, word in enumerate(words) if word in known), -1) for field, known in _HEADS.items()
        }
        if found["name"] >= 0:
            return number, {field: at for field, at in found.items() if at >= 0}
    return None


def _lines(sheet: Sheet, head: tuple[int, dict[str, int]], file: str) -> tuple[list[MemberLine], list[Finding]]:
    lines: list[MemberLine] = []
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    start, columns = head
    for number, row in enumerate(sheet.rows[start + 1 :], start=start + 2):
        given = {field: row[at] if at < len(row) else "" for field, at in columns.items()}
        name = _text(given["name"])
        if not name or name in ("合计", "总计"):
            continue
        where = Place(file=file, sheet=sheet.name, cell=f"第{number}行")
        problems = list(_problems(name, given, seen))
        findings += [
            Finding(severity=Severity.ERROR, code="member", message=text, remedy="请改正后重新上传。", where=where)
            for text in problems
        ]
        seen[name] = where.cell
        if not problems:
            code = _text(given.get("code", ""))
            since, until = _day(given.get("since", "")), _day(given.get("until", ""))
            lines.append(MemberLine(name=name, code=code, since=since, until=until, where=where))
    return lines, findings


def _problems(name: str, given: dict[str, object], seen: dict[str, str]) -> Iterator[str]:
    if name in seen:
        yield f"“{name}”在{seen[name]}已经出现过。"
    code = _text(given.get("code", ""))
    if code and not is_region_code(code):
        yield f"“{name}”的代码“{code}”应为9位或12位数字，没有代码的请留空。"
    for field, label in (("since", "起始日期"), ("until", "终止日期")):
        if _text(given.get(field, "")) and _day(given[field]) is None:
            yield f"“{name}”的{label}“{_text(given[field])}”无法识别，请写成2021-01-01。"
    since, until = _day(given.get("since", "")), _day(given.get("until", ""))
    if since and until and until < since:
        yield f"“{name}”的终止日期早于起始日期。"


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in _FORMS:
        try:
            return datetime.strptime(_text(value), form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None
