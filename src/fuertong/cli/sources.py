"""`fuertong sources`: where each number of a report comes from (出处清单), as an annex in Word or as Excel."""

import argparse
import sys
from pathlib import Path

from fuertong.errors import FuertongError


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("sources", help="生成报告的出处清单：每个数字的数值、来源、提供单位、日期、修订号")
    parser.add_argument("--plan", required=True, metavar="规划", help="规划编号，或地方数据夹的路径")
    parser.add_argument("--kind", default="monitoring", metavar="报告种类", help="报告种类，默认monitoring")
    parser.add_argument("--audience", choices=("women", "children"), help="数据夹中有两个规划时，选妇女或儿童规划")
    parser.add_argument("--year", type=int, metavar="年份", help="数据年，默认取数据夹中的数据年")
    parser.add_argument("-o", "--output", required=True, metavar="输出文件", help=".docx或.xlsx")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Compose the report and write the list of its numbers."""
    from fuertong.reports import compose, docx
    from fuertong.reports.choosing import one_facts
    from fuertong.reports.sources_list import sources_report, sources_sheet

    output = Path(arguments.output)
    if output.suffix.lower() not in (".docx", ".xlsx"):
        raise FuertongError(f"输出文件“{output.name}”应以.docx或.xlsx结尾，请改文件名。")
    facts = one_facts(arguments.plan, audience=arguments.audience, year=arguments.year)
    report = compose(arguments.kind, facts)
    if output.suffix.lower() == ".xlsx":
        output.write_bytes(sources_sheet(report, facts))
    else:
        output.write_bytes(docx(sources_report(report, facts)))
    print(f"已生成《{output.name}》。", file=sys.stderr)
    return 0
