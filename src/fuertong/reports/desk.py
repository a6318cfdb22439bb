"""The desk (编写台): what the chapters of one report share while it is composed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from fuertong.errors import FuertongError
from fuertong.reports.blocks import Block, Heading, Paragraph, ParagraphKind, plain
from fuertong.reports.facts import Facts
from fuertong.reports.figures import chinese_number
from fuertong.reports.pen import Pen
from fuertong.reports.templates import Chapter


@dataclass(slots=True, kw_only=True)
class Desk:
    """The disclosed facts, the pen, and the running numbers of headings, charts and tables.

    `issuer` is the body in whose name the report stands, `earlier` are the facts of the report this one replaces or
    goes on from, `unit` is the addressee of a paper for one unit, `limit` how many entries a list may have where the
    paper must fit its pages (0: all).
    """

    facts: Facts
    pen: Pen
    issuer: str = ""
    earlier: Facts | None = None
    unit: str = ""
    limit: int = 0
    _chapters: int = field(default=0)
    _sections: int = field(default=0)
    _points: int = field(default=0)
    _charts: int = field(default=0)
    _tables: int = field(default=0)

    def heading(self, text: str) -> Heading:
        """A numbered heading of level 1: 一、总体实施情况."""
        self._chapters += 1
        self._sections = 0
        return Heading(1, f"{chinese_number(self._chapters)}、{text}")

    def section(self, text: str) -> Heading:
        """A numbered heading of level 2: （一）12项指标已达到目标要求."""
        self._sections += 1
        self._points = 0
        return Heading(2, f"（{chinese_number(self._sections)}）{text}")

    def point(self, text: str) -> Heading:
        """A numbered heading of level 3: 1. 孕产妇系统管理率已提前达到目标要求."""
        self._points += 1
        return Heading(3, f"{self._points}. {text}")

    def chart_title(self, text: str) -> str:
        """A numbered chart title: 图1  孕产妇死亡率."""
        self._charts += 1
        return f"图{self._charts}  {text}"

    def table_title(self, text: str, anchor: str = "") -> Paragraph:
        """A numbered table title over its table: 表1  各领域监测指标达标情况."""
        self._tables += 1
        return Paragraph(plain(f"表{self._tables}  {text}"), ParagraphKind.CAPTION, anchor)

    def listed(self, names: Sequence[str]) -> str:
        """甲、乙、丙; where the paper is short, 甲、乙等5项."""
        if self.limit and len(names) > self.limit:
            return f"{'、'.join(names[: self.limit])}等{len(names)}项"
        return "、".join(names)

    @property
    def short_plan(self) -> str:
        """《规划》 or 《纲要》, as the plan calls itself."""
        return "《纲要》" if "纲要" in self.facts.plan.title else "《规划》"

    def filled(self, text: str, **extra: str) -> str:
        """A title of the template with its places filled."""
        facts = self.facts
        first, last = facts.plan.period
        known = {"year": facts.year, "plan": quoted(facts.plan.title), "place": facts.place.name, "unit": self.unit}
        try:
            return text.format(**{**known, "first": first, "last": last, **extra})
        except (KeyError, IndexError, ValueError) as error:
            raise FuertongError(f"报告模板中“{text}”的花括号内容无法填写，可用的有：{'、'.join(known)}。") from error


Builder = Callable[[Desk, Chapter], Iterator[Block]]
_BUILDERS: dict[str, Builder] = {}


def chapter(name: str) -> Callable[[Builder], Builder]:
    """Register a chapter builder under the name templates use; a name taken twice is a mistake."""

    def register(builder: Builder) -> Builder:
        if name in _BUILDERS:
            raise FuertongError(f"报告版块“{name}”重复登记。")
        _BUILDERS[name] = builder
        return builder

    return register


def builder(name: str) -> Builder:
    """The builder of that name; FuertongError for a name no chapter has."""
    try:
        return _BUILDERS[name]
    except KeyError:
        raise FuertongError(f"报告模板中的版块“{name}”不存在，可用的有：{'、'.join(sorted(_BUILDERS))}。") from None


def quoted(title: str) -> str:
    """The plan's title in book marks, once."""
    return title if title.startswith("《") else f"《{title}》"
