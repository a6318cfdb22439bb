"""`fuertong report`: official reports as Word files, from a place folder or from a plan stored on this server."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fuertong.errors import FuertongError
from fuertong.model.findings import Severity, worst

if TYPE_CHECKING:
    from fuertong.reports import Facts, Report

_KINDS = {"monitoring": "年度统计监测报告"}


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("report", help="生成正式报告（Word）")
    kinds = parser.add_subparsers(dest="kind", metavar="报告种类", required=True)
    for kind, title in _KINDS.items():
        one = kinds.add_parser(kind, help=title)
        one.add_argument("--plan", required=True, metavar="规划", help="规划编号，或地方数据夹的路径")
        one.add_argument("--audience", choices=("women", "children"), help="数据夹中有两个规划时，选妇女或儿童规划")
        one.add_argument("--year", type=int, metavar="年份", help="数据年，默认取数据夹中的数据年")
        one.add_argument("-o", "--output", required=True, metavar="输出文件", help="Word文件名，如report.docx")
        one.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Compose, write, and say what stands open; 1 when a statement had to be refused."""
    from fuertong.reports import compose, docx  # the libraries of Word and charts are loaded only when they are needed

    output = Path(arguments.output)
    if output.suffix.lower() != ".docx":
        raise FuertongError(f"输出文件“{output.name}”应以.docx结尾，请改文件名。")
    report = compose(arguments.kind, _facts(arguments))
    output.write_bytes(docx(report))
    _tell(report, output)
    return 1 if worst(report.findings) is Severity.ERROR else 0


def _facts(arguments: argparse.Namespace) -> "Facts":
    folder = Path(arguments.plan)
    if not folder.is_dir():
        from fuertong.reports.providers import facts_for

        return facts_for(arguments.plan, arguments.year)
    from fuertong.place_folder import load
    from fuertong.reports.from_folder import facts_from_folder

    place = load(folder)
    wanted = [plan for plan in place.profile.plans if arguments.audience in (None, plan.audience.value)]
    if not wanted:
        raise FuertongError(f"数据夹“{folder.name}”中没有所选的规划，请检查place.toml或--audience。")
    if len(wanted) > 1:
        print(f"数据夹中有{len(wanted)}个规划，本次生成{wanted[0].title}；要另一个请加--audience。", file=sys.stderr)
    return facts_from_folder(place, plan=wanted[0].code, year=arguments.year)


def _tell(report: "Report", output: Path) -> None:
    print(f"已生成《{output.name}》。", file=sys.stderr)
    for finding in report.findings:
        print(f"{finding.severity.label}：{finding.message}{finding.remedy}", file=sys.stderr)
    if report.gaps:
        print(f"还有{len(report.gaps)}处待补充，定稿前请填写或删去：{'、'.join(report.gaps)}", file=sys.stderr)
