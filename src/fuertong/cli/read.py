"""`fuertong read`: a plan document in, plans as JSON, table or workbook out."""

import argparse
import json
import sys
from io import BytesIO
from pathlib import Path

import xlsxwriter

from fuertong import reading
from fuertong.errors import FuertongError
from fuertong.model.findings import Severity, worst
from fuertong.model.plan import Reading
from fuertong.reading import breakdown

_WIDTHS = (22, 16, 8, 46, 30, 8, 16, 8, 20, 40, 10, 40, 8)


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("read", help="读取规划文件，输出领域、目标、指标值、责任单位和策略措施")
    parser.add_argument("file", metavar="文件", help="规划文件（.docx .doc .wps .pdf .html .txt）")
    parser.add_argument(
        "--annex",
        metavar="附表",
        action="append",
        default=[],
        help="另附的主要指标或任务分工表（.docx .xlsx .xls），可以写几次",
    )
    parser.add_argument("--format", choices=("json", "table", "xlsx"), default="json", help="输出形式，默认json")
    parser.add_argument("-o", "--output", metavar="输出文件", help="写入文件；不写则输出到屏幕（xlsx必须写明）")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, print, and return 1 when a finding is an error."""
    if arguments.format == "xlsx" and not arguments.output:
        raise FuertongError("输出Excel需要写明文件名，请加上“-o 文件名.xlsx”。")
    path = Path(arguments.file)
    annexes = [(Path(file), Path(file).name) for file in arguments.annex]
    result = reading.read(path, name=path.name, annexes=annexes)
    if arguments.format == "xlsx":
        Path(arguments.output).write_bytes(workbook(result))
    else:
        text = as_json(result) if arguments.format == "json" else as_table(result)
        if arguments.output:
            Path(arguments.output).write_text(text, encoding="utf-8")
        else:
            sys.stdout.write(text)
    return 1 if worst(result.findings) is Severity.ERROR else 0


def as_json(result: Reading) -> str:
    """The contract's JSON; whole numbers are written without a decimal point."""
    return json.dumps(_whole(result.as_dict()), ensure_ascii=False, indent=1) + "\n"


def _whole(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(item) for item in value]
    return value


def as_table(result: Reading) -> str:
    """One line a target, cells parted by tabs, findings after them."""
    lines = ["\t".join(breakdown.HEADER)]
    lines += ["\t".join(row) for plan in result.plans for row in breakdown.rows(plan)]
    lines += [
        f"{finding.severity.label}\t第{finding.where.line or 1}行\t{finding.message}{finding.remedy}"
        for finding in result.findings
    ]
    return "\n".join(lines) + "\n"


def workbook(result: Reading) -> bytes:
    """The breakdown as an Excel workbook: a sheet a plan, and one with the findings."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for number, plan in enumerate(result.plans, 1):
        sheet = book.add_worksheet(f"{number} {plan.audience.label}规划")
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, (title, width) in enumerate(zip(breakdown.HEADER, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        for line, row in enumerate(breakdown.rows(plan), 1):
            for column, text in enumerate(row):
                sheet.write_string(line, column, text, cell)
    sheet = book.add_worksheet("发现的问题")
    sheet.set_column(2, 2, 80)
    for column, title in enumerate(("程度", "行号", "说明")):
        sheet.write_string(0, column, title, head)
    for line, finding in enumerate(result.findings, 1):
        for column, text in enumerate(
            (finding.severity.label, str(finding.where.line or ""), finding.message + finding.remedy)
        ):
            sheet.write_string(line, column, text, cell)
    book.close()
    return buffer.getvalue()
