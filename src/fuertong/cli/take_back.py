"""`fuertong take-back`: a report edited in Word or WPS comes back with the sentences of people kept."""

import argparse
import json
import sys
from pathlib import Path

from fuertong.errors import FuertongError
from fuertong.model.findings import Severity, worst


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("take-back", help="回收在Word或WPS中改过的报告，保留人工修改，列出改动的数字")
    parser.add_argument("file", metavar="文件", help="改过的报告（.docx），或以前保存的修改记录（.json）")
    parser.add_argument("--plan", required=True, metavar="规划", help="规划编号，或地方数据夹的路径")
    parser.add_argument("--kind", default="monitoring", metavar="报告种类", help="报告种类，默认monitoring")
    parser.add_argument("--audience", choices=("women", "children"), help="数据夹中有两个规划时，选妇女或儿童规划")
    parser.add_argument("--year", type=int, metavar="年份", help="数据年，默认取数据夹中的数据年")
    parser.add_argument("--edits", metavar="修改记录", help="把修改记录存成.json，以后数据有变化时可再次写入")
    parser.add_argument("-o", "--output", metavar="输出文件", help="写有人工修改的新报告（.docx）")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Take back, write, and say what a person must look at; 1 when a number was changed."""
    from fuertong.reports import compose, docx
    from fuertong.reports.choosing import one_facts
    from fuertong.reports.storing import from_data, to_data
    from fuertong.reports.taking_back import Edits, reapply, take_back
    from fuertong.reports.taking_back.findings import diff_findings

    source, output = Path(arguments.file), Path(arguments.output) if arguments.output else None
    if output and output.suffix.lower() != ".docx":
        raise FuertongError(f"输出文件“{output.name}”应以.docx结尾，请改文件名。")
    report = compose(arguments.kind, one_facts(arguments.plan, audience=arguments.audience, year=arguments.year))
    if source.suffix.lower() == ".json":
        edits = from_data(Edits, _json(source))
        merged = reapply(edits, report)
        report, findings = merged.report, list(diff_findings(merged.diffs))
    else:
        back = take_back(source.read_bytes(), report)
        report, edits, findings = back.report, back.edits, list(back.findings)
        print(
            f"人工改动{sum(entry.touched for entry in edits.entries)}段，其中新增{len(back.added)}段；"
            f"删除{len(back.deleted)}段，移动{len(back.moved)}段，批注{len(back.comments)}条。",
            file=sys.stderr,
        )
        for comment in back.comments:
            print(f"批注（{comment.author}）：{comment.text}", file=sys.stderr)
    for finding in findings:
        print(f"{finding.severity.label}：{finding.message}{finding.remedy}")
    if arguments.edits:
        text = json.dumps(to_data(edits), ensure_ascii=False, indent=1)
        Path(arguments.edits).write_text(text, encoding="utf-8")
    if output:
        output.write_bytes(docx(report))
        print(f"已生成《{output.name}》。", file=sys.stderr)
    return 1 if worst(findings) is Severity.ERROR else 0


def _json(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FuertongError(f"《{path.name}》不是修改记录，请用take-back --edits保存的文件。") from error
