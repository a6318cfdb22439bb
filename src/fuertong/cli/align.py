"""`fuertong align`: a place's plans against an upper plan's, target by target."""

import argparse
import sys
from pathlib import Path

from fuertong.cli._side_by_side import Compared, Line, add_output, paper_path, print_compared, same_audience
from fuertong.errors import FuertongError
from fuertong.planning import Alignment, align

_FIELDS = ("indicator", "mine", "theirs", "reason", "lead")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("align", help="与上级规划衔接：逐项比较宽严，列出缺少和增加的指标")
    parser.add_argument("lower", metavar="本级", help="本级规划文件或地方数据夹")
    parser.add_argument(
        "upper", metavar="上级", nargs="+", help="上级规划文件或地方数据夹，可以有几个；写“全国”用国家纲要"
    )
    add_output(parser)
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare the plans of the same audience; 0 also where targets are looser: that is a finding of the place's own."""
    from fuertong.place_folder.sources import plan_source

    output = paper_path(arguments)
    mine = plan_source(arguments.lower)
    found: list[Alignment] = []
    for upper in map(plan_source, arguments.upper):
        found += [
            align(
                plan,
                other,
                upper_name=upper.name,
                catalogue=mine.catalogue,
                upper_catalogue=upper.catalogue,
                whole=upper.whole,
            )
            for plan, other in same_audience(mine, upper)
        ]
    if not found:
        raise FuertongError("上级文件中没有同类的规划（妇女对妇女，儿童对儿童），请检查文件。")
    if output:
        _write(found, output)
    else:
        print_compared([_compared(one) for one in found], _FIELDS, form=arguments.format)
    return 0


def _write(found: list[Alignment], output: Path) -> None:
    from fuertong.planning.national import CAUTION
    from fuertong.reports import docx
    from fuertong.reports.plan_papers import alignment_report, alignment_sheet

    if output.suffix.lower() == ".xlsx":
        output.write_bytes(alignment_sheet(found))
    else:
        notes = [f"注：{CAUTION}"] if any(one.upper.region == "全国" for one in found) else []
        output.write_bytes(docx(alignment_report(found, notes=notes)))
    print(f"已生成《{output.name}》。", file=sys.stderr)


def _compared(one: Alignment) -> Compared:
    from fuertong.reports.plan_papers.alignment import cells, summary

    lines = [
        Line(label=row.standing.label, cells=cells(row), more={"standing": row.standing.value, "sure": row.sure})
        for row in one.rows
    ]
    return Compared(title=one.plan.title, summary=summary(one), lines=lines, more={"upper": one.upper.title})
