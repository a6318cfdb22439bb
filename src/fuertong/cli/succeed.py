"""`fuertong succeed`: a new plan beside the one before it: new, dropped, tightened, loosened, renamed."""

import argparse
import sys
from pathlib import Path

from fuertong.cli._side_by_side import Compared, Line, add_output, paper_path, print_compared, same_audience
from fuertong.errors import FuertongError
from fuertong.planning import Succession, succeed

_FIELDS = ("indicator", "old", "new", "reason", "handed_over")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "succeed", help="规划接续：新规划与上一周期逐项比较，新增、不再列入、提高、放宽、改名"
    )
    parser.add_argument("old", metavar="上一周期", help="上一周期规划文件或地方数据夹")
    parser.add_argument("new", metavar="新规划", help="新规划文件或地方数据夹")
    add_output(parser, note="；两部规划时各一个文件")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare the plans of the same audience."""
    from fuertong.place_folder.sources import plan_source

    output = paper_path(arguments)
    old, new = plan_source(arguments.old), plan_source(arguments.new)
    found = [succeed(before, plan, catalogue=new.catalogue) for plan, before in same_audience(new, old)]
    if not found:
        raise FuertongError("两个文件中没有同类的规划（妇女对妇女，儿童对儿童），请检查文件。")
    if output:
        _write(found, output)
    else:
        print_compared([_compared(one) for one in found], _FIELDS, form=arguments.format)
    return 0


def _write(found: list[Succession], output: Path) -> None:
    from fuertong.reports import docx
    from fuertong.reports.plan_papers import succession_report, succession_sheet

    for one in found:
        path = output.with_stem(f"{output.stem}-{one.new.audience.label}") if len(found) > 1 else output
        xlsx = path.suffix.lower() == ".xlsx"
        path.write_bytes(succession_sheet(one) if xlsx else docx(succession_report(one)))
        print(f"已生成《{path.name}》。", file=sys.stderr)


def _compared(one: Succession) -> Compared:
    from fuertong.reports.plan_papers.succession import cells, summary

    lines = [
        Line(
            label=row.change.label,
            cells=cells(row),
            more={"change": row.change.value, "sure": row.sure, "renamed": row.renamed},
        )
        for row in one.rows
    ]
    return Compared(title=one.new.title, summary=summary(one), lines=lines)
