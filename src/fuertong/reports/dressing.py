"""How a paper is sent (行文): red head, 主送机关, 抄送, list of sources; all only when asked for."""

from dataclasses import dataclass, replace

from fuertong.reports.blocks import Paragraph, ParagraphKind, Report
from fuertong.reports.chapters.opening import chinese_date
from fuertong.reports.facts import Facts
from fuertong.reports.official import Imprint, RedHead
from fuertong.reports.sources_list import with_sources

_NO_DATE = "××××年×月×日"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What a version is printed with besides its text: kept with it, so that it can be printed again.

    `red_head` adds 版头 and 版记; `letter` takes the letter format (信函格式) in its place. `number` is 发文字号,
    `to` 主送机关, `copies` 抄送机关, `sources` the 出处清单 as one more annex, `mark` 内部资料 under the page number.
    """

    red_head: bool = False
    letter: bool = False
    number: str = ""
    to: str = ""
    copies: tuple[str, ...] = ()
    sources: bool = False
    mark: str = ""


def dressed(report: Report, facts: Facts, dress: Dress) -> Report:
    """The report as it is sent; a red head takes the place of cover and contents."""
    made = replace(report, addressee=dress.to.rstrip("：: ")) if dress.to else report
    if dress.sources:
        annexes = sum(isinstance(b, Paragraph) and b.kind is ParagraphKind.ANNEX for b in made.blocks)
        made = with_sources(made, facts, annex=f"附件{annexes + 1}" if annexes else "附件")
    if not (dress.red_head or dress.letter):
        return made
    head = RedHead(issuers=(report.author,), number=dress.number, letter=dress.letter)
    if dress.letter:
        return replace(made, contents=None, red_head=head)
    printed = chinese_date(facts.issued_on) if facts.issued_on else _NO_DATE
    imprint = Imprint(office=facts.bodies.named("office"), printed_on=printed, copies=dress.copies)
    return replace(made, contents=None, red_head=head, imprint=imprint)


def bodies_in(text: str) -> tuple[str, ...]:
    """Bodies typed in one line, parted by any comma."""
    parts = text.replace("、", "，").replace(",", "，").replace("；", "，").split("，")
    return tuple(part.strip() for part in parts if part.strip())
