"""Reading a plan document (读规划): from the file's bytes to plans and findings."""

from collections.abc import Iterable
from pathlib import Path

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.plan import Reading, Table
from fuertong.reading.annex_files import annex_tables
from fuertong.reading.annexes import apply_annexes
from fuertong.reading.assembly import assemble
from fuertong.reading.forms import MAX_BYTES, extract
from fuertong.reading.furniture import without_furniture
from fuertong.reading.leads import with_leads
from fuertong.reading.outline import build_outline
from fuertong.reading.secrecy import refuse_secret
from fuertong.reading.segments import split_glued
from fuertong.reading.source import SourceText
from fuertong.reading.text_tables import with_text_tables
from fuertong.reading.unit_lines import with_unit_lines


def read(source: bytes | str | Path, *, name: str, annexes: Iterable[tuple[bytes | Path, str]] = ()) -> Reading:
    """Read a plan document: bytes of a file, pasted text, or the path of a file; `annexes` are (file, name) pairs.

    Bad text never raises: what is doubtful becomes a finding. FuertongError only for input that cannot be read
    (empty, encrypted, damaged, a scan, over 50 MB) and for a file whose first page bears a secrecy mark.
    """
    tables = tuple(table for file, title in annexes for table in annex_tables(file, name=title))
    return read_source(_extract(source, name), annexes=tables)


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


_MAX_LINES = 60_000
_MAX_CHARACTERS = 1_000_000


def _refuse_endless(lines: tuple[str, ...]) -> None:
    """Two plans with their annexes have some 150,000 characters: far more is something else."""
    if len(lines) > _MAX_LINES or sum(map(len, lines)) > _MAX_CHARACTERS:
        raise FuertongError(
            "文件文字过多（超过100万字或6万行），不像一份规划，未予读取。请只保留规划正文和附表后，再重新上传。"
        )


def _units_gathered(before: tuple[str, ...], after: tuple[str, ...]) -> list[Finding]:
    """A note where units on lines of their own were put behind their goals."""
    changed = [number for number, (old, new) in enumerate(zip(before, after, strict=True), 1) if new and old != new]
    if not changed:
        return []
    message = (
        f"有{len(changed)}处责任单位在原文中单独成行，已归入前面的目标（分两栏的，第一个单位作为牵头单位），请核对。"
    )
    return [Finding(severity=Severity.INFO, code="unit-lines", message=message, where=Place(line=changed[0]))]


def read_source(source: SourceText, *, annexes: tuple[Table, ...] = ()) -> Reading:
    """Read the lines of a document whatever file they came from, with tables of annexes in files of their own."""
    _refuse_endless(source.lines)
    refuse_secret(source.lines)
    source, taken = with_text_tables(source)
    words = tuple("" if number in taken else line for number, line in enumerate(source.lines, 1))
    gathered = with_unit_lines(words)
    outline = build_outline(split_glued(without_furniture(gathered)), source.levels)
    plans, placed = apply_annexes(assemble(outline), (*source.tables, *annexes))
    plans, concluded = with_leads(plans, source.lines)
    findings = [
        Finding(severity=Severity.INFO, code="source", message=note, where=Place(line=1)) for note in source.notes
    ]
    findings += [*placed, *concluded, *_units_gathered(words, gathered)]
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
