"""The desk (编写台): what the chapters of one report share while it is composed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fuertong.errors import FuertongError
from fuertong.reports.blocks import Block, Heading
from fuertong.reports.facts import Facts
from fuertong.reports.figures import chinese_number
from fuertong.reports.pen import Pen
from fuertong.reports.templates import Chapter


@dataclass(slots=True, kw_only=True)
class Desk:
    """The disclosed facts, the pen, and the running numbers of headings and charts."""

    facts: Facts
    pen: Pen
    _chapters: int = field(default=0)
    _sections: int = field(default=0)
    _charts: int = field(default=0)

    def heading(self, text: str) -> Heading:
        """A numbered heading of level 1: 一、总体实施情况."""
        self._chapters += 1
        self._sections = 0
        return Heading(1, f"{chinese_number(self._chapters)}、{text}")

    def section(self, text: str) -> Heading:
        """A numbered heading of level 2: （一）12项指标已达到目标要求."""
        self._sections += 1
        return Heading(2, f"（{chinese_number(self._sections)}）{text}")

    def chart_title(self, text: str) -> str:
        """A numbered chart title: 图1  孕产妇死亡率."""
        self._charts += 1
        return f"图{self._charts}  {text}"

    @property
    def short_plan(self) -> str:
        """《规划》 or 《纲要》, as the plan calls itself."""
        return "《纲要》" if "纲要" in self.facts.plan.title else "《规划》"

    def filled(self, text: str, **extra: str) -> str:
        """A title of the template with its places filled."""
        facts = self.facts
        return text.format(year=facts.year, plan=quoted(facts.plan.title), place=facts.place.name, **extra)


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
