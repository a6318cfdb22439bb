"""`fuertong succeed`: a new plan beside the one before it: new, dropped, tightened, loosened, renamed."""

import argparse
import json
import sys
from pathlib import Path

from fuertong.errors import FuertongError
from fuertong.planning import Succession, succeed


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "succeed", help="规划接续：新规划与上一周期逐项比较，新增、不再列入、提高、放宽、改名"
    )
    parser.add_argument("old", metavar="上一周期", help="上一周期规划文件或地方数据夹")
    parser.add_argument("new", metavar="新规划", help="新规划文件或地方数据夹")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="屏幕输出的形式，默认table")
    parser.add_argument(
        "-o", "--output", metavar="输出文件", help="写入Word（.docx）或Excel（.xlsx）；两部规划时各一个文件"
    )
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare the plans of the same audience."""
    from fuertong.place_folder.sources import plan_source

    output = Path(arguments.output) if arguments.output else None
    if output and output.suffix.lower() not in (".docx", ".xlsx"):
        raise FuertongError(f"输出文件“{output.name}”应以.docx或.xlsx结尾，请改文件名。")
    old, new = plan_source(arguments.old), plan_source(arguments.new)
    found = [
        succeed(before, plan, catalogue=new.catalogue)
        for plan in new.plans
        if (before := old.plan(plan.audience)) is not None
    ]
    if not found:
        raise FuertongError("两个文件中没有同类的规划（妇女对妇女，儿童对儿童），请检查文件。")
    if output:
        _write(found, output)
    else:
        sys.stdout.write(_json(found) if arguments.format == "json" else _table(found))
    return 0


def _write(found: list[Succession], output: Path) -> None:
    from fuertong.reports import docx
    from fuertong.reports.plan_papers import succession_report, succession_sheet

    for one in found:
        path = output.with_stem(f"{output.stem}-{one.new.audience.label}") if len(found) > 1 else output
        xlsx = path.suffix.lower() == ".xlsx"
        path.write_bytes(succession_sheet(one) if xlsx else docx(succession_report(one)))
        print(f"已生成《{path.name}》。", file=sys.stderr)


def _table(found: list[Succession]) -> str:
    from fuertong.reports.plan_papers.succession import cells, summary

    lines = []
    for one in found:
        lines.append(f"《{one.new.title.strip('《》')}》{summary(one)}")
        lines += ["\t".join((row.change.label, *cells(row))) for row in one.rows]
    return "\n".join(lines) + "\n"


def _json(found: list[Succession]) -> str:
    from fuertong.reports.plan_papers.succession import cells

    fields = ("indicator", "old", "new", "reason", "handed_over")
    rows = [
        {"plan": one.new.title, "change": row.change.value, "sure": row.sure, "renamed": row.renamed}
        | dict(zip(fields, cells(row), strict=True))
        for one in found
        for row in one.rows
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
