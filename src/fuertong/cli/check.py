"""`fuertong check`: the health check of a plan document or place folder, one finding a line, or as a report."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding, Severity, worst

if TYPE_CHECKING:
    from fuertong.reports.plan_papers.health import Checked


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("check", help="规划体检：目标有无指标、责任单位、基期、期限，前后是否矛盾")
    parser.add_argument("file", metavar="文件", help="规划文件（.docx .doc .wps .pdf .html .txt）或地方数据夹")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出形式，默认table")
    parser.add_argument("-o", "--output", metavar="输出文件", help="写成规划体检报告（.docx）或清单（.xlsx）")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Check every plan of the document; 1 when a finding is an error."""
    output = Path(arguments.output) if arguments.output else None
    if output and output.suffix.lower() not in (".docx", ".xlsx"):
        raise FuertongError(f"输出文件“{output.name}”应以.docx或.xlsx结尾，请改文件名。")
    source_findings, checked = _checked(arguments.file)
    findings = [*source_findings, *(finding for one in checked for finding in one.findings)]
    if output:
        _write(checked, output)
    elif arguments.format == "json":
        sys.stdout.write(json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(_line(finding) for finding in findings)
        sys.stdout.write(_summary(findings))
    return 1 if worst(findings) is Severity.ERROR else 0


def _checked(where: str) -> tuple[list[Finding], list["Checked"]]:
    """What the reader said, and each plan with what the check says; a text that is no plan gives no plans."""
    from fuertong import reading
    from fuertong.place_folder.sources import NATION, Source, plan_source
    from fuertong.planning import check
    from fuertong.reports.plan_papers.health import Checked

    path = Path(where)
    if not path.is_dir() and where not in NATION:
        result = reading.read(path, name=path.name)
        if not result.plans:
            return list(result.findings), []
        source = Source.of_reading(result, path.stem)
    else:
        source = plan_source(where)
    checked = []
    for plan in source.plans:
        other = next((one for one in source.plans if one is not plan), None)
        found = check(plan, other=other, level=source.level, catalogue=source.catalogue, present=source.present)
        checked.append(Checked(plan=plan, findings=found))
    return list(source.findings), checked


def _write(checked: list["Checked"], output: Path) -> None:
    from fuertong.reports import docx
    from fuertong.reports.plan_papers import health_report, health_sheet

    if not checked:
        raise FuertongError("文件中没有读到规划，未生成体检报告。请确认文件是规划正文。")
    xlsx = output.suffix.lower() == ".xlsx"
    output.write_bytes(health_sheet(checked) if xlsx else docx(health_report(checked)))
    print(f"已生成《{output.name}》。", file=sys.stderr)


def _line(finding: Finding) -> str:
    return f"{finding.severity.label}\t第{finding.where.line or 1}行\t{finding.message}{finding.remedy}\n"


def _summary(findings: list[Finding]) -> str:
    counts = [f"{severity.label}{sum(1 for one in findings if one.severity is severity)}条" for severity in Severity]
    return f"共{len(findings)}条：{'、'.join(counts)}。\n"
