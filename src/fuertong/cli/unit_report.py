"""`fuertong unit-report`: the units' own reports: Word out, pre-filled for each unit, and Word in, into one draft."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fuertong.errors import FuertongError

if TYPE_CHECKING:
    from fuertong.model.organisation import Unit
    from fuertong.reports import Facts


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("unit-report", help="单位落实情况报告、自评报告：发出（out）和收回（in）")
    ways = parser.add_subparsers(dest="way", metavar="out|in", required=True)
    out = ways.add_parser("out", help="为每个单位生成预填好的Word文件")
    back = ways.add_parser("in", help="收回单位交来的Word文件，列出缺漏，并成汇总稿")
    back.add_argument("files", nargs="+", metavar="文件", help="单位交回的Word文件")
    for one in (out, back):
        one.add_argument("--plan", required=True, metavar="规划", help="规划编号，或地方数据夹的路径")
        one.add_argument("--audience", choices=("women", "children"), help="只要妇女或儿童规划，默认两个规划合在一起")
        one.add_argument("--year", type=int, metavar="年份", help="报告年度，默认工作年")
    out.add_argument(
        "--occasion",
        choices=("annual", "midterm", "final"),
        default="annual",
        help="年度（annual）、中期自评（midterm）、终期自评（final），默认annual",
    )
    out.add_argument("--unit", metavar="单位", help="只生成这个单位的，默认每个有牵头目标的单位一份")
    out.add_argument("-o", "--output", required=True, metavar="输出", help="文件名（一个单位）或文件夹（全部单位）")
    out.set_defaults(handler=send)
    back.add_argument("-o", "--output", metavar="输出文件", help="汇总稿（.docx）")
    back.set_defaults(handler=take)


def send(arguments: argparse.Namespace) -> int:
    """One file a unit."""
    from fuertong.reports import docx
    from fuertong.reports.unit_reports import Occasion, tasks_of, unit_report

    plans, units = _given(arguments)
    occasion, output = Occasion(arguments.occasion), Path(arguments.output)
    if arguments.unit:
        output.write_bytes(docx(unit_report(plans, _unit(units, arguments.unit), occasion, year=arguments.year)))
        print(f"已生成《{output.name}》。", file=sys.stderr)
        return 0
    output.mkdir(parents=True, exist_ok=True)
    made = 0
    for unit in units:
        if tasks_of(unit, plans).leads:
            report = unit_report(plans, unit, occasion, year=arguments.year)
            (output / f"{report.title}.docx").write_bytes(docx(report))
            made += 1
    print(f"已为{made}个单位各生成一份报告。", file=sys.stderr)
    return 0


def take(arguments: argparse.Namespace) -> int:
    """Read every file, say what is missing, write the draft; 1 when something is missing."""
    from fuertong.reports import docx
    from fuertong.reports.unit_reports import gathered_report, read_unit_report, whose

    plans, units = _given(arguments)
    returned = []
    for name in arguments.files:
        document = Path(name).read_bytes()
        unit, occasion, year = whose(document, units)
        one = read_unit_report(document, plans, unit, occasion, year=arguments.year or year)
        returned.append(one)
        print(f"{one.unit}：收到{len(one.answers)}处，缺{len(one.missing)}处，改动数字{len(one.numbers)}处。")
        for finding in one.findings:
            print(f"　{finding.message}{finding.remedy}")
    if len({one.occasion for one in returned}) > 1:
        raise FuertongError("这些文件不是同一种报告（年度、中期、终期），请分开收回。")
    if arguments.output:
        report = gathered_report(plans, returned, returned[0].occasion, year=returned[0].year)
        Path(arguments.output).write_bytes(docx(report))
        print(f"已生成《{Path(arguments.output).name}》。", file=sys.stderr)
    return 1 if any(one.findings for one in returned) else 0


def _given(arguments: argparse.Namespace) -> "tuple[list[Facts], list[Unit]]":
    """The plans, and the units of the folder; without a list of units those the goals name."""
    from fuertong.model.organisation import Unit
    from fuertong.place_folder import load
    from fuertong.reports.choosing import all_facts
    from fuertong.reports.unit_reports.tasks import leading, units_in_force

    plans = all_facts(arguments.plan, audience=arguments.audience)
    folder = Path(arguments.plan)
    units = list(load(folder).units) if folder.is_dir() else []
    if not units:
        names = dict.fromkeys(name for facts in plans for goal in facts.goals for name in leading(goal))
        units = [Unit(code=name, name=name) for name in names]
    return plans, units_in_force(units, plans[0].cutoff)


def _unit(units: "list[Unit]", name: str) -> "Unit":
    for unit in units:
        if name in (unit.code, unit.name, unit.short, *unit.aliases):
            return unit
    raise FuertongError(f"没有名为“{name}”的责任单位，请核对单位名称。")
