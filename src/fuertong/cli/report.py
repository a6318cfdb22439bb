"""`fuertong report`: official reports as Word files, from a place folder or from a plan stored on this server."""

import argparse
import json
import sys
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding, Severity, worst

if TYPE_CHECKING:
    from fuertong.reports import Facts, Layout, Report
    from fuertong.reports.templates import Template
    from fuertong.reports.wording import Wording


def kinds() -> dict[str, str]:
    """The kinds of reports: code and name of every template, read without loading the report libraries."""
    found = {}
    for source in sorted((files("fuertong") / "reports" / "templates").iterdir(), key=lambda entry: entry.name):
        if source.name.endswith(".toml"):
            data = tomllib.loads(source.read_text(encoding="utf-8"))
            found[str(data["code"])] = str(data["name"])
    return found


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("report", help="生成正式报告（Word）")
    choices = parser.add_subparsers(dest="kind", metavar="报告种类", required=True)
    for kind, title in kinds().items():
        one = choices.add_parser(kind, help=title)
        one.add_argument("--plan", required=True, metavar="规划", help="规划编号，或地方数据夹的路径")
        one.add_argument("--audience", choices=("women", "children"), help="数据夹中有两个规划时，选妇女或儿童规划")
        one.add_argument("--year", type=int, metavar="年份", help="数据年，默认取数据夹中的数据年")
        one.add_argument("--unit", default="", metavar="单位", help="部门简报写给哪个单位")
        one.add_argument(
            "--earlier", metavar="原稿数据", help="补充稿与哪一稿比较：生成那一稿时用--save-facts存下的.json"
        )
        one.add_argument("--save-facts", metavar="存数据", help="把本稿所用数据存成.json，以后可原样重新生成或作比较")
        one.add_argument("--overlay", metavar="本地样式", help="本地报告样式（.toml）：改动的版块、用语和版式")
        one.add_argument("--red-head", action="store_true", help="加版头（红头）和版记")
        one.add_argument("--letter", action="store_true", help="用信函格式（函）")
        one.add_argument("--sources", action="store_true", help="附出处清单")
        one.add_argument("--number", default="", metavar="发文字号", help="如示妇儿发〔2026〕3号")
        one.add_argument("--to", default="", metavar="主送机关", help="如县人民政府")
        one.add_argument("--cc", default="", metavar="抄送机关", help="多个用逗号分开")
        one.add_argument("-o", "--output", required=True, metavar="输出文件", help="Word文件名，如report.docx")
        one.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Compose, write, and say what stands open; 1 when a statement had to be refused."""
    from fuertong.reports import compose, docx  # the libraries of Word and charts are loaded only when they are needed
    from fuertong.reports.progress_bar import Bar

    output = Path(arguments.output)
    if output.suffix.lower() != ".docx":
        raise FuertongError(f"输出文件“{output.name}”应以.docx结尾，请改文件名。")
    form, wording, layout, findings = _form(arguments)
    with Bar() as bar:
        bar(0, "读取数据")
        facts = _facts(arguments)
        earlier = _earlier(arguments.earlier) if arguments.earlier else None
        report = compose(
            form, facts, wording=wording, earlier=earlier, unit=arguments.unit, progress=bar.part(0.1, 0.4)
        )
        report = _dressed(report, facts, arguments)
        output.write_bytes(docx(report, layout, progress=bar.part(0.4, 1)))
    if arguments.save_facts:
        _save(facts, Path(arguments.save_facts))
    _tell(report, output, findings)
    return 1 if worst(report.findings) is Severity.ERROR else 0


def _form(
    arguments: argparse.Namespace,
) -> tuple["Template", "Wording | None", "Layout | None", tuple[Finding, ...]]:
    """The template with the place's overlay, its wording and layout, and what an upgrade changed under it."""
    from fuertong.reports.layout import layout_with
    from fuertong.reports.templates import overlay_file, template
    from fuertong.reports.wording import default_wording, merged

    base = template(arguments.kind)
    if not arguments.overlay:
        return base, None, None, ()
    path = Path(arguments.overlay)
    if not path.is_file():
        raise FuertongError(f"找不到本地报告样式“{path.name}”，请检查--overlay。")
    overlay = overlay_file(path)
    if overlay.base != base.code:
        raise FuertongError(f"本地报告样式《{path.name}》是给“{overlay.base}”用的，不能用于“{base.code}”。")
    form, findings = overlay.over(base)
    return form, merged(default_wording(), overlay.wording), layout_with(overlay.layout), findings


def _facts(arguments: argparse.Namespace) -> "Facts":
    from fuertong.reports.choosing import all_facts

    found = all_facts(arguments.plan, audience=arguments.audience, year=arguments.year)
    if len(found) > 1:
        title = found[0].plan.title
        print(f"数据夹中有{len(found)}个规划，本次生成{title}；要另一个请加--audience。", file=sys.stderr)
    return found[0]


def _earlier(name: str) -> "Facts":
    from fuertong.reports import Facts
    from fuertong.reports.storing import from_data

    try:
        data = json.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FuertongError(f"原稿数据“{Path(name).name}”无法读取，请用--save-facts存下的文件。") from error
    return from_data(Facts, data)


def _save(facts: "Facts", path: Path) -> None:
    from fuertong.reports.storing import to_data

    path.write_text(json.dumps(to_data(facts), ensure_ascii=False, indent=1), encoding="utf-8")


def _dressed(report: "Report", facts: "Facts", arguments: argparse.Namespace) -> "Report":
    """Red head, letter format, 主送机关 and list of sources only when asked."""
    from fuertong.reports.dressing import Dress, bodies_in, dressed

    dress = Dress(
        red_head=arguments.red_head,
        letter=arguments.letter,
        number=arguments.number,
        to=arguments.to,
        copies=bodies_in(arguments.cc),
        sources=arguments.sources,
    )
    return dressed(report, facts, dress)


def _tell(report: "Report", output: Path, findings: tuple[Finding, ...]) -> None:
    print(f"已生成《{output.name}》。", file=sys.stderr)
    for finding in (*findings, *report.findings):
        print(f"{finding.severity.label}：{finding.message}{finding.remedy}", file=sys.stderr)
    if report.gaps:
        print(f"还有{len(report.gaps)}处待补充，定稿前请填写或删去：{'、'.join(report.gaps)}", file=sys.stderr)
