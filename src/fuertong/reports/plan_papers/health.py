"""The health report of a plan (规划体检报告): what to correct, what to check, what to know, each with its remedy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fuertong.model.findings import Finding, Severity
from fuertong.model.plan import Plan
from fuertong.reports.blocks import Align, Block, Column, Heading, Paragraph, Report, Row, Table, plain
from fuertong.workbooks.tables import write_table

_PARTS = (
    (Severity.ERROR, "需要改正的", "规划中有下列差错，请先改正。"),
    (Severity.WARNING, "需要核对的", "下列写法前后不一、缺项或疑似照抄，请对照原文核对。"),
    (Severity.INFO, "需要安排的", "下列事项不是差错，在监测方案中要作出安排。"),
)
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A plan with its findings; `places` names where each finding stands, by its position, else the line is printed."""

    plan: Plan
    findings: Sequence[Finding]
    places: Sequence[str] = ()


def health_report(checked: Sequence[Checked], *, day: str = "", author: str = "") -> Report:
    """The report over one plan, or the two of a document."""
    titles = "、".join(f"《{_plain_title(one.plan)}》" for one in checked)
    title = f"{titles}体检报告" if len(checked) == 1 else "妇女儿童发展规划体检报告"
    blocks: list[Block] = [Paragraph(plain(_opening(one))) for one in checked]
    number = 0
    for severity, heading, opening in _PARTS:
        rows = [(one, *row) for one in checked for row in _rows(one, severity)]
        if not rows:
            continue
        blocks.append(Heading(1, f"{_NUMERALS[number]}、{heading}（{len(rows)}处）"))
        number += 1
        blocks.append(Paragraph(plain(opening)))
        for one in checked:
            own = list(_rows(one, severity))
            if own and len(checked) > 1:
                blocks.append(Heading(2, f"（{_NUMERALS[list(checked).index(one)]}）{one.plan.audience.label}规划"))
            if own:
                blocks.append(_table(own))
    return Report(title=title, blocks=tuple(blocks), day=day, author=author)


def _plain_title(plan: Plan) -> str:
    return plan.title.strip("《》")


def _opening(one: Checked) -> str:
    goals = sum(len(domain.goals) for domain in one.plan.domains)
    targets = sum(len(goal.targets) for domain in one.plan.domains for goal in domain.goals)
    counts = {severity: sum(item.severity is severity for item in one.findings) for severity in Severity}
    words = f"《{_plain_title(one.plan)}》共{len(one.plan.domains)}个领域、{goals}条主要目标、{targets}项指标值。"
    if not one.findings:
        return f"{words}本次体检没有发现问题。"
    found = [
        f"{word}{counts[severity]}处"
        for severity, word in (
            (Severity.ERROR, "需要改正的"),
            (Severity.WARNING, "需要核对的"),
            (Severity.INFO, "需要安排的"),
        )
        if counts[severity]
    ]
    return f"{words}本次体检发现{'、'.join(found)}。"


def _rows(one: Checked, severity: Severity) -> Iterator[tuple[str, str, str]]:
    places = one.places or [f"第{item.where.line}行" if item.where.line else "全文" for item in one.findings]
    for item, place in zip(one.findings, places, strict=True):
        if item.severity is severity:
            quote = f"原文：“{item.seen}”" if item.seen and item.seen not in item.message else ""
            yield place, item.message + quote, item.remedy


def _table(rows: Sequence[tuple[str, str, str]]) -> Table:
    return Table(
        columns=(
            Column(title="序号", width=12, align=Align.CENTRE),
            Column(title="位置", width=22, align=Align.CENTRE),
            Column(title="发现的问题", width=72),
            Column(title="处理建议", width=50),
        ),
        rows=tuple(
            Row(cells=(plain(str(number)), plain(place), plain(message), plain(remedy or "—")))
            for number, (place, message, remedy) in enumerate(rows, start=1)
        ),
    )


def health_sheet(checked: Sequence[Checked]) -> bytes:
    """The findings as a workbook: one row each."""
    rows = [
        (one.plan.audience.label, severity.label, *row)
        for one in checked
        for severity, _, _ in _PARTS
        for row in _rows(one, severity)
    ]
    return write_table("规划体检", ("规划", "程度", "位置", "发现的问题", "处理建议"), rows)
