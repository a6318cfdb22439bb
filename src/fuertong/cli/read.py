"""`fuertong read`: a plan document in, plans as JSON, table or workbook out."""

import argparse
import json
import sys
from pathlib import Path

from fuertong import reading
from fuertong.model.findings import Severity, worst


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("read", help="读取规划文件，输出领域、目标、指标值、责任单位和策略措施")
    parser.add_argument("file", metavar="文件", help="规划文件（.docx .doc .wps .pdf .html .txt）")
    parser.add_argument("--format", choices=("json", "table", "xlsx"), default="json", help="输出形式，默认json")
    parser.add_argument("-o", "--output", metavar="输出文件", help="写入文件；不写则输出到屏幕")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, print, and return 1 when a finding is an error."""
    path = Path(arguments.file)
    result = reading.read(path, name=path.name)
    text = json.dumps(result.as_dict(), ensure_ascii=False, indent=1)
    if arguments.output:
        Path(arguments.output).write_text(text + "\n", encoding="utf-8")
    else:
        sys.stdout.write(text + "\n")
    return 1 if worst(result.findings) is Severity.ERROR else 0
