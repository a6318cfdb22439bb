"""`fuertong check`: the health check of a plan document, one finding a line."""

import argparse
import json
import sys
from pathlib import Path

from fuertong import reading
from fuertong.model.findings import Finding, Severity, worst


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("check", help="规划体检：目标有无指标、责任单位、基期、期限，前后是否矛盾")
    parser.add_argument("file", metavar="文件", help="规划文件（.docx .doc .wps .pdf .html .txt）")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出形式，默认table")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Check every plan of the document; 1 when a finding is an error."""
    path = Path(arguments.file)
    result = reading.read(path, name=path.name)
    findings = list(result.findings)
    for number, plan in enumerate(result.plans):
        other = result.plans[1] if number == 0 and len(result.plans) > 1 else None
        findings += [finding for finding in reading.check(plan, other=other) if finding not in findings]
    if arguments.format == "json":
        sys.stdout.write(json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(_line(finding) for finding in findings)
        sys.stdout.write(_summary(findings))
    return 1 if worst(findings) is Severity.ERROR else 0


def _line(finding: Finding) -> str:
    remedy = finding.remedy if finding.remedy else ""
    return f"{finding.severity.label}\t第{finding.where.line or 1}行\t{finding.message}{remedy}\n"


def _summary(findings: list[Finding]) -> str:
    counts = [f"{severity.label}{sum(1 for one in findings if one.severity is severity)}条" for severity in Severity]
    return f"共{len(findings)}条：{'、'.join(counts)}。\n"
