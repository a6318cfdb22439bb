"""`fuertong duties`: the breakdown of responsibilities of a whole plan, ready to be issued."""

import argparse
import sys
from pathlib import Path

from fuertong.errors import FuertongError
from fuertong.planning.duties import duty_rows


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("duties", help="生成目标责任分解表（Word或Excel），可直接印发")
    parser.add_argument("file", metavar="规划", help="规划文件或地方数据夹")
    parser.add_argument(
        "--by", choices=("plan", "unit"), default="plan", help="按规划（plan）或按单位（unit）排列，默认plan"
    )
    parser.add_argument("--annex", default="附件", metavar="附件标识", help="表头左上的字样，如附件1，默认附件")
    parser.add_argument("-o", "--output", required=True, metavar="输出文件", help=".docx或.xlsx；两部规划时各一个文件")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Write one file a plan."""
    from fuertong.place_folder.sources import plan_source
    from fuertong.reports import docx
    from fuertong.reports.plan_papers import duties_report, duties_sheet, unit_duties_report

    output = Path(arguments.output)
    if output.suffix.lower() not in (".docx", ".xlsx"):
        raise FuertongError(f"输出文件“{output.name}”应以.docx或.xlsx结尾，请改文件名。")
    plans = plan_source(arguments.file).plans
    for plan in plans:
        path = output.with_stem(f"{output.stem}-{plan.audience.label}") if len(plans) > 1 else output
        rows = duty_rows(plan)
        if path.suffix.lower() == ".xlsx":
            path.write_bytes(duties_sheet(plan.title, rows, annex=arguments.annex))
        else:
            paper = unit_duties_report if arguments.by == "unit" else duties_report
            path.write_bytes(docx(paper(plan.title, rows, annex=arguments.annex)))
        print(f"已生成《{path.name}》。", file=sys.stderr)
        if not any(row.leads or row.supports for row in rows):
            print("规划正文没有写责任单位，表中单位为待定，请补填或另附任务分工。", file=sys.stderr)
    return 0
