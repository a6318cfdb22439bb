"""What a person is told of a file taken back (回收结果): changed numbers, outdated sentences, what was not taken."""

from collections.abc import Iterable, Iterator

from fuertong.model.findings import Finding, Place, Severity
from fuertong.reports.taking_back.applying import Diff
from fuertong.reports.taking_back.numbers import ChangedNumber

_SHOWN = 60


def number_findings(numbers: Iterable[ChangedNumber]) -> Iterator[Finding]:
    """A changed number is an error until the text is mended or the value corrected."""
    for number in numbers:
        yield Finding(
            severity=Severity.ERROR,
            code="taken.number",
            message=f"“{number.sentence[:_SHOWN]}”中的数字由{number.was or '空白'}改成了{number.seen or '空白'}。",
            where=Place(line=number.line),
            seen=number.seen,
            expected=number.was,
            remedy="请改回文字；如果是数据有误，请责任单位更正数据后重新生成。",
        )


def diff_findings(diffs: Iterable[Diff]) -> Iterator[Finding]:
    """A kept sentence under which something changed."""
    for diff in diffs:
        now = diff.now or "现在不再生成这一句"
        yield Finding(
            severity=Severity.WARNING,
            code="taken.outdated",
            message=f"人工修改的“{diff.after[:_SHOWN]}”已保留，但它依据的内容有变化：{now}",
            seen=diff.before,
            expected=diff.now,
            remedy="请核对这一句是否需要跟着修改。",
        )


def file_findings(tracked: int, odd_tables: Iterable[int]) -> Iterator[Finding]:
    """Tracked changes nobody settled, and tables that could not be taken."""
    if tracked:
        yield Finding(
            severity=Severity.WARNING,
            code="taken.tracked",
            message=f"文件中有{tracked}处修订没有接受或拒绝，已按接受修订后的文字取回。",
            remedy="如有不应接受的修订，请在Word或WPS中处理后重新交回。",
        )
    for line in odd_tables:
        yield Finding(
            severity=Severity.WARNING,
            code="taken.table",
            message=f"第{line}段处的表格不是系统生成的，或者增减了列，没有取回，报告中仍用系统生成的表格。",
            where=Place(line=line),
            remedy="需要增加表格的，请在定稿的Word文件中添加。",
        )
