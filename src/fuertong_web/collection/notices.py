"""Letters of a round (报送通知、催报函) in official layout: drafts whose issuer, signer and date a person fills in."""

from collections.abc import Mapping, Sequence
from datetime import date

from fuertong.reports.blocks import (
    Align,
    Block,
    Column,
    Paragraph,
    ParagraphKind,
    Report,
    Row,
    SectionBreak,
    Table,
    plain,
)
from fuertong_web.collection.models import Round
from fuertong_web.collection.selectors.board import Row as UnitRow

BLANKS = ("签发人：＿＿＿＿＿＿", "发文机关：＿＿＿＿＿＿＿＿＿＿", "＿＿＿＿年＿＿月＿＿日")
UNCLASSIFIED = "本系统为非涉密系统，涉密数据请按保密规定另行报送。"


def notice(round: Round, rows: Sequence[UnitRow], *, door: str, codes: Mapping[str, str] | None = None) -> Report:
    """报送通知 to every unit asked; with `codes` (unit name → one-time code) each unit's code on a sheet of its own."""
    blocks: list[Block] = [
        Paragraph(plain(f"{'、'.join(row.form.unit.name for row in rows)}："), kind=ParagraphKind.ANNEX),
        Paragraph(
            plain(
                f"为做好{round.data_year}年度妇女儿童发展规划统计监测，现将《{round.title}》报表发给你们，"
                f"请于{_day(round.deadline)}前报送。各单位应报项数见附表。"
            )
        ),
        Paragraph(
            plain(
                "请按指标口径填报；没有数据的，选择缺数原因，不填0。报送前由单位负责人、统计负责人审核签字并加盖公章。"
            )
        ),
        Paragraph(
            plain(f"可以在{door}凭账号或一次性填报码填报，也可以填写电子表格后连同盖章件一并报送。{UNCLASSIFIED}")
        ),
        *_signature(),
        _table(rows),
    ]
    return _letter(f"关于报送{round.title}数据的通知", [*blocks, *_code_sheets(rows, codes or {}, door)])


def urging_letter(round: Round, rows: Sequence[UnitRow], *, today: date) -> Report:
    """催报函 to the units that have not delivered, with what is outstanding as of a day."""
    blocks: list[Block] = [
        Paragraph(plain(f"{'、'.join(row.form.unit.name for row in rows)}："), kind=ParagraphKind.ANNEX),
        Paragraph(
            plain(
                f"《{round.title}》报表的报送截止日期为{_day(round.deadline)}。截至{_day(today)}，"
                f"尚有{len(rows)}个单位没有报送，具体情况见附表。"
            )
        ),
        Paragraph(plain("请抓紧核对、补齐数据并报送；确有困难、需要延期的，请说明原因和预计报送时间。")),
        *_signature(),
        _table(rows, late=True),
    ]
    return _letter(f"关于催报{round.title}数据的函", blocks)


def _letter(title: str, blocks: Sequence[Block]) -> Report:
    return Report(title=title, blocks=tuple(blocks))


def _signature() -> list[Block]:
    return [Paragraph(plain(text), kind=ParagraphKind.SIGNATURE) for text in BLANKS]


def _table(rows: Sequence[UnitRow], *, late: bool = False) -> Table:
    titles = [("单位", 62), ("应报项数", 24), ("截止日期", 34)]
    if late:
        titles = [("单位", 56), ("应报项数", 22), ("已填项数", 22), ("截止日期", 30), ("逾期天数", 22)]
    return Table(
        columns=tuple(
            Column(title=title, width=width, align=Align.LEFT if number == 0 else Align.CENTRE)
            for number, (title, width) in enumerate(titles)
        ),
        rows=tuple(Row(cells=tuple(plain(text) for text in _cells(row, late))) for row in rows),
        title="未报送单位" if late else "各单位应报项数",
    )


def _cells(row: UnitRow, late: bool) -> list[str]:
    first = [row.form.unit.name, str(row.total)]
    if not late:
        return [*first, row.due.isoformat()]
    return [*first, str(row.done), row.due.isoformat(), str(row.days_late) if row.late else "未到期"]


def _code_sheets(rows: Sequence[UnitRow], codes: Mapping[str, str], door: str) -> list[Block]:
    blocks: list[Block] = []
    for row in rows:
        unit, round = row.form.unit.name, row.form.round
        if unit not in codes:
            continue
        blocks += [
            SectionBreak(landscape=False),
            Paragraph(plain(f"{unit}："), kind=ParagraphKind.ANNEX),
            Paragraph(plain(f"你单位《{round.title}》报表的一次性填报码为：")),
            Paragraph(plain(codes[unit]), kind=ParagraphKind.CENTRED),
            Paragraph(plain(f"请打开{door}，输入填报码填报，{_day(row.due)}24时截止。")),
            Paragraph(plain(f"填报码只用于你单位本次报表，请勿转发；遗失的请与统计人员联系换发。{UNCLASSIFIED}")),
        ]
    return blocks


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
