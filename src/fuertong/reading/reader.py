"""Reading a plan document (读规划): from the file's bytes to plans and findings."""

from pathlib import Path

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.plan import Plan, Reading, Table
from fuertong.reading.annexes import apply_tables
from fuertong.reading.assembly import assemble
from fuertong.reading.forms import MAX_BYTES, extract
from fuertong.reading.furniture import without_furniture
from fuertong.reading.outline import build_outline
from fuertong.reading.secrecy import refuse_secret
from fuertong.reading.segments import split_glued
from fuertong.reading.source import SourceText


def read(source: bytes | str | Path, *, name: str) -> Reading:
    """Read a plan document: bytes of a file, pasted text, or the path of a file.

    Bad text never raises: what is doubtful becomes a finding. FuertongError only for input that cannot be read
    (empty, encrypted, damaged, a scan, over 50 MB) and for a file whose first page bears a secrecy mark.
    """
    return read_source(_extract(source, name))


def _extract(source: bytes | str | Path, name: str) -> SourceText:
    if isinstance(source, str):
        if not source.strip():
            raise FuertongError("没有粘贴任何文字。请把规划全文粘贴进来，或上传规划文件。")
        return SourceText(lines=tuple(source.splitlines()), form="text")
    if isinstance(source, Path):
        if source.stat().st_size > MAX_BYTES:
            raise FuertongError(f"文件《{name}》超过50兆字节，无法读取。请去掉文件中的图片后另存，再重新上传。")
        source = source.read_bytes()
    return extract(source, name=name)


def _tables_of(plans: tuple[Plan, ...], tables: tuple[Table, ...]) -> list[tuple[Plan, tuple[Table, ...]]]:
    """The tables of each plan: by its audience in the title or the rows, else by the place in the text."""
    given: dict[int, list[Table]] = {number: [] for number in range(len(plans))}
    for table in tables:
        if plans:
            given[_owner(plans, table)].append(table)
    return [(plan, tuple(given[number])) for number, plan in enumerate(plans)]


def _owner(plans: tuple[Plan, ...], table: Table) -> int:
    words = table.title + "".join("".join(row) for row in table.rows)
    votes = [words.count(plan.audience.label) for plan in plans]
    named = [number for number, plan in enumerate(plans) if plan.audience.label in table.title]
    if len(named) == 1:
        return named[0]
    if max(votes) > 0 and votes.count(max(votes)) == 1:
        return votes.index(max(votes))
    starts = [plan.domains[0].line for plan in plans]
    return max((number for number, start in enumerate(starts) if start <= table.line), default=0)


def read_source(source: SourceText) -> Reading:
    """Read the lines of a document whatever file they came from."""
    refuse_secret(source.lines)
    outline = build_outline(split_glued(without_furniture(source.lines)))
    plans = assemble(outline)
    placed = [apply_tables(plan, tables) for plan, tables in _tables_of(plans, source.tables)]
    plans = tuple(plan for plan, _ in placed)
    findings = [
        Finding(severity=Severity.INFO, code="source", message=note, where=Place(line=1)) for note in source.notes
    ]
    findings += [finding for _, more in placed for finding in more]
    findings += sorted(outline.findings, key=lambda finding: finding.where.line or 0)
    if not plans:
        findings.append(
            Finding(
                severity=Severity.ERROR,
                code="not-a-plan",
                message="没有读到妇女发展规划或儿童发展规划的内容（未见领域、主要目标）。",
                where=Place(line=1),
                remedy="请确认文件是规划正文，且含有“主要目标”“策略措施”等标题。",
            )
        )
    return Reading(plans=plans, findings=tuple(findings), lines=source.lines)
