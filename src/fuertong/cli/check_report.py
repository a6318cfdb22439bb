"""`fuertong check-report`: a report, edited or typed by hand, against the data: every number that disagrees."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fuertong.model.findings import Severity, worst

if TYPE_CHECKING:
    from fuertong.model.findings import Finding
    from fuertong.reports import Facts


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "check-report", help="核对报告：数字、单位、年份、方向、目标值、认定、合计等与数据是否一致"
    )
    parser.add_argument("file", metavar="文件", help="要核对的报告（.docx），系统生成后改过的或自己写的都可以")
    parser.add_argument("--plan", required=True, metavar="规划", help="规划编号，或地方数据夹的路径")
    parser.add_argument("--kind", metavar="报告种类", help="报告种类，如monitoring；不填时与各种报告比较")
    parser.add_argument("--audience", choices=("women", "children"), help="妇女或儿童规划；不填时看报告中写的是哪个")
    parser.add_argument("--year", type=int, metavar="年份", help="数据年，默认取数据夹中的数据年")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="输出形式，默认table")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Check and print the findings; 1 when one is an error."""
    from fuertong.reports import check
    from fuertong.reports.choosing import all_facts

    document = Path(arguments.file).read_bytes()
    plans = all_facts(arguments.plan, audience=arguments.audience, year=arguments.year)
    meant = _meant(document, plans)
    also = [facts for facts in plans if facts is not meant]
    findings = check(document, meant, template=arguments.kind, also=also)
    if arguments.format == "json":
        sys.stdout.write(json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.writelines(_line(finding) for finding in findings)
        counts = [f"{one.label}{sum(found.severity is one for found in findings)}条" for one in Severity]
        print(
            f"按《{meant.plan.title.strip('《》')}》{meant.year}年数据核对，共{len(findings)}条：{'、'.join(counts)}。"
        )
    return 1 if worst(findings) is Severity.ERROR else 0


def _meant(document: bytes, plans: "list[Facts]") -> "Facts":
    """The plan whose title the first lines name, else the first."""
    from fuertong.reports.checking.reading import lines_of

    head = "".join(line.text for line in lines_of(document)[:6])
    return next((facts for facts in plans if facts.plan.title.strip("《》") in head), plans[0])


def _line(finding: "Finding") -> str:
    return f"{finding.severity.label}\t{finding.message}{finding.remedy}\n"
