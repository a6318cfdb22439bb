"""更正说明: what was published, what is right, why, and its effect; the published report stays (practice 25)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fuertong.reports.blocks import (
    Align,
    Block,
    Column,
    Paragraph,
    ParagraphKind,
    Report,
    Row,
    Run,
    Table,
    plain,
)
from fuertong.reports.chapters.opening import chinese_date
from fuertong.reports.figures import chinese_number

_COLUMNS = (
    ("序号", 10, Align.CENTRE),
    ("指标", 33, Align.LEFT),
    ("年份", 12, Align.CENTRE),
    ("原公布数", 20, Align.RIGHT),
    ("更正后", 20, Align.RIGHT),
    ("更正原因", 32, Align.LEFT),
    ("对结论的影响", 29, Align.LEFT),
)
_UNCHANGED = "认定不变"
_NO_VERDICT = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One value that was published and is another now; `reason` "" leaves a marked gap for `unit`.

    `verdict_before` and `verdict_now` are the 认定 published and of today, "" where the value has none.
    """

    name: str
    year: int
    before: str
    after: str
    reason: str = ""
    unit: str = ""
    verdict_before: str = ""
    verdict_now: str = ""
    sentences: tuple[str, ...] = ()

    @property
    def effect(self) -> str:
        """What the correction does to the conclusion."""
        if not self.verdict_before or not self.verdict_now:
            return _NO_VERDICT
        if self.verdict_before == self.verdict_now:
            return _UNCHANGED
        return f"认定由“{self.verdict_before}”改为“{self.verdict_now}”"


def correction_note(
    title: str, corrections: Sequence[Correction], *, issuer: str, document: str = "", day: date | None = None
) -> Report:
    """The paper on the published report `title` (with its number `document`), signed by its issuer."""
    return Report(
        title=f"关于{_quoted(title)}有关数据的更正说明",
        blocks=tuple(_blocks(title, corrections, issuer, document, day)),
        author=issuer,
        day=day.isoformat() if day else "",
    )


def _blocks(
    title: str, corrections: Sequence[Correction], issuer: str, document: str, day: date | None
) -> Iterator[Block]:
    published = f"{_quoted(title)}（{document}）" if document else _quoted(title)
    changed = [one for one in corrections if one.effect not in (_NO_VERDICT, _UNCHANGED)]
    yield Paragraph(
        plain(
            f"{published}公布后，经责任单位核实，其中{len(corrections)}处数据需要更正，现说明如下。"
            "原报告不作改动，引用有关数据时请以本说明为准。"
        )
    )
    yield Paragraph(plain("表1  更正的数据"), ParagraphKind.CAPTION)
    columns = tuple(Column(title=words, width=width, align=align) for words, width, align in _COLUMNS)
    yield Table(columns=columns, rows=tuple(_row(n, one) for n, one in enumerate(corrections, 1)))
    if changed:
        names = "、".join(one.name for one in changed)
        yield Paragraph(plain(f"更正后，{names}的认定结果有变化，有关达标情况以更正后的认定为准。"))
    else:
        yield Paragraph(plain("以上更正不影响有关指标的认定结果。"))
    told = [one for one in corrections if one.sentences]
    if told:
        yield Paragraph(plain("原报告中涉及更正数据的文字如下："))
        for number, one in enumerate(told, 1):
            for sentence in one.sentences:
                yield Paragraph(plain(f"（{chinese_number(number)}）{one.name}：“{sentence.strip()}”"))
    yield Paragraph(plain("今后各年报告与更正数据比较时，注明“上年数为调整数”。"))
    yield Paragraph(plain(issuer), ParagraphKind.SIGNATURE)
    if day:
        yield Paragraph(plain(chinese_date(day)), ParagraphKind.SIGNATURE)


def _row(number: int, one: Correction) -> Row:
    reason = plain(one.reason) if one.reason else (Run(f"【原因待{one.unit or '责任单位'}补充】", gap=True),)
    cells = (str(number), one.name, str(one.year), one.before, one.after)
    return Row(cells=(*map(plain, cells), reason, plain(one.effect)))


def _quoted(title: str) -> str:
    """The title in book marks; marks inside become single ones (〈〉)."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"
