"""`fuertong align`: a place's plans against an upper plan's, target by target."""

import argparse
import json
import sys
from pathlib import Path

from fuertong.errors import FuertongError
from fuertong.planning import Alignment, align


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("align", help="与上级规划衔接：逐项比较宽严，列出缺少和增加的指标")
    parser.add_argument("lower", metavar="本级", help="本级规划文件或地方数据夹")
    parser.add_argument(
        "upper", metavar="上级", nargs="+", help="上级规划文件或地方数据夹，可以有几个；写“全国”用国家纲要"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table", help="屏幕输出的形式，默认table")
    parser.add_argument("-o", "--output", metavar="输出文件", help="写入Word（.docx）或Excel（.xlsx）")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare the plans of the same audience; 0 also where targets are looser: that is a finding of the place's own."""
    from fuertong.place_folder.sources import plan_source

    output = Path(arguments.output) if arguments.output else None
    if output and output.suffix.lower() not in (".docx", ".xlsx"):
        raise FuertongError(f"输出文件“{output.name}”应以.docx或.xlsx结尾，请改文件名。")
    mine = plan_source(arguments.lower)
    found: list[Alignment] = []
    for where in arguments.upper:
        upper = plan_source(where)
        for plan in mine.plans:
            other = upper.plan(plan.audience)
            if other is not None:
                found.append(
                    align(
                        plan,
                        other,
                        upper_name=upper.name,
                        catalogue=mine.catalogue,
                        upper_catalogue=upper.catalogue,
                        whole=upper.whole,
                    )
                )
    if not found:
        raise FuertongError("上级文件中没有同类的规划（妇女对妇女，儿童对儿童），请检查文件。")
    if output:
        _write(found, output)
    else:
        sys.stdout.write(_json(found) if arguments.format == "json" else _table(found))
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


def _table(found: list[Alignment]) -> str:
    from fuertong.reports.plan_papers.alignment import cells, summary

    lines = []
    for one in found:
        lines.append(f"《{one.plan.title.strip('《》')}》{summary(one)}")
        lines += ["\t".join((row.standing.label, *cells(row))) for row in one.rows]
    return "\n".join(lines) + "\n"


def _json(found: list[Alignment]) -> str:
    from fuertong.reports.plan_papers.alignment import cells

    fields = ("indicator", "mine", "theirs", "reason", "lead")
    rows = [
        {"plan": one.plan.title, "upper": one.upper.title, "standing": row.standing.value, "sure": row.sure}
        | dict(zip(fields, cells(row), strict=True))
        for one in found
        for row in one.rows
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
