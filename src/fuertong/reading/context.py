"""What the clauses before gave (上文): subjects a later clause leaves out."""

import re
from dataclasses import dataclass, field

from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.found import Found
from fuertong.reading.wordlists import rows

_VERB = re.compile(
    r"^(?:(?:基本)?普及|推进|推动|加强|指导|完善|健全|建立|加快|建设|设立|开展|实施|支持|鼓励|落实|强化|提升|构建|做好|扩大|发展|大力|全面|进一步|逐步|县级|积极)+"
)
_NOUN = re.compile(r"(?:建设|工作|发展|力度|体系|服务|落实|全面推进|推进|开展|要求|规定)$")
_INNER = re.compile(r"设立|建立|配备|建设|建成|设置")
_BARE = re.compile(
    r"^(?:县级|市级|乡级|村级|城乡|总体|平均|全县|全市|全省|全州|全区)?(?:[\u4e00-\u9fff]{1,2}(?:率|比例|数量|人数|占比)|[毛净][入升][学园]率)$"
    r"|^(?:达标|合格|优良|优秀)[\u4e00-\u9fff]{0,3}率$"
)


_SETTLED = re.compile(
    r"(?:逐步|基本|保持|趋于|趋向|实现|更加|进一步)*(?:正常|平衡|均衡|合理|稳定|提高|降低|下降|改善)$"
)
_BARE_RATE = re.compile(r"^[\u4e00-\u9fff]{2}率$")
_MOVED = re.compile(
    rf"^(?P<thing>.{{2,}}?)(?:覆盖面|服务水平|能力|水平|体系|机制|服务|质量)?(?:{phrases.ADVERB}){{0,4}}"
    rf"(?:{phrases.UP}|{phrases.DOWN}|健全|完善|增强|加强|优化|普及|拓宽)$"
)
_THESE = re.compile(r"^(?:此类|这类|该类|上述|此项|该项)")
_DEEDS = re.compile(r"(?:违法犯罪|犯罪|违法)?(?:活动|行为|现象)$")
_RATE_END = re.compile(r"(?:的[^的]*|早诊断?早治疗?|人群筛查|定期筛查|[\u4e00-\u9fff]{2})率$")
_POINTING = ("担任正职", "任正职", "其中", "正职", "担任党政正职", "担任主要负责人")


_GENERAL = ("占比", "比例", "比重", "人数", "数量", "所占比例", "所占比重")
_CONDITIONS = tuple(
    row["word"] for row in rows("kinds.csv", key="word+kind") if row["kind"] in ("disease", "condition")
)


def _is_condition(name: str) -> bool:
    """贫血率, 生长迟缓率: a state of health of the group named before."""
    return name.endswith(("率", "患病率", "发生率")) and name.startswith(_CONDITIONS)


def _body(indicator: str) -> str:
    """Whose share an indicator is: the words before 中的女干部比例."""
    return re.split(r"中的?女|中的?男|女干部|女性", indicator, maxsplit=1)[0]


@dataclass(slots=True)
class Context:
    """The clauses read so far and the targets they gave."""

    clauses: list[Clause] = field(default_factory=list)
    year: int | None = None
    each: str | None = None
    years: tuple[int, ...] = ()
    found: list[Found] = field(default_factory=list)

    def complete(self, name: str, clause: Clause) -> tuple[str, bool]:
        """A name that can stand alone, and whether something was supplied."""
        if not name:
            return self._last_name(clause), True
        place = self._place_before(clause)
        if place:
            return place + name, True
        if found := _THESE.match(name):
            return _DEEDS.sub("", self.thing_before(clause)) + name[found.end() :], True
        if name.startswith(_POINTING):
            return self._body_before(clause) + name, True
        if name in _GENERAL and self.found:
            return self.found[-1].raw or self.found[-1].indicator, True
        if (_BARE.match(name) and not _is_condition(name)) or name == "待遇水平":
            return self._with_thing(name, clause)
        return self._with_group(name, clause)

    def bodies(self, name: str, clause: Clause) -> list[str]:
        """The full names of an indicator that points back (担任正职的女干部占同级…): one for each body named before."""
        last = self._last_target(clause)
        if last is None or not name.startswith(_POINTING):
            return []
        before = [item.indicator for item in self.found if item.clause == last.clause]
        return [_body(indicator) + name for indicator in before]

    def members(self, name: str, clause: Clause) -> list[str]:
        """降低死亡率 after 宫颈癌和乳腺癌早诊早治率: the bare measure goes for each member of the list before."""
        last = self._last_target(clause)
        if last is None or not _BARE_RATE.match(name):
            return []
        before = [item.indicator for item in self.found if item.clause == last.clause and item.raw == last.raw]
        bases = [_RATE_END.sub("", indicator) for indicator in before]
        rates = all(indicator.endswith("率") for indicator in before)
        return [base + name for base in bases] if rates and len(set(bases)) == len(bases) > 1 else []

    def _place_before(self, clause: Clause) -> str:
        """后备干部队伍中，女干部比例…: the clause before only says among whom."""
        last = self.clauses[-1] if self.clauses else None
        if last is None or last.sentence != clause.sentence or not last.text.endswith("中"):
            return ""
        passing = re.search(r"过程中|工作中|发展中|建设中|其中|当中", last.text)
        return "" if passing else phrases.clean(last.text).name

    def _body_before(self, clause: Clause) -> str:
        last = self._last_target(clause)
        if last is not None:
            return _body(last.raw or last.indicator)
        return self.clauses[-1].text if self.clauses and len(self.clauses[-1].text) <= 24 else ""

    def _last_name(self, clause: Clause) -> str:
        before = [item for item in self.found if item.clause < len(self.clauses)]
        if before and (before[-1].raw or before[-1].indicator):
            return before[-1].indicator
        return self.thing_before(clause)

    def _with_thing(self, name: str, clause: Clause) -> tuple[str, bool]:
        last = self._last_target(clause)
        if last is not None:
            short = 0 if last.indicator.endswith("数量") else 2
            measure = re.search(rf"[\u4e00-\u9fff]{{0,{short}}}{phrases.MEASURE}$", last.indicator)
            base = last.indicator[: measure.start()] if measure and len(last.indicator) > 5 else last.indicator
            return base.rstrip("的") + name, True
        thing = self.thing_before(clause)
        return (thing + name, True) if thing else (name, True)

    def _with_group(self, name: str, clause: Clause) -> tuple[str, bool]:
        """乳腺癌人群筛查率 after 适龄妇女宫颈癌人群筛查率: the group goes for both when the measure is the same."""
        last = self._last_target(clause)
        if last is None or phrases.group_of(name) or "女" in name:
            return name, False
        group = phrases.group_of(last.indicator)
        measure = phrases.measure_of(name)
        if (
            not group
            or not measure
            or len(name) >= len(last.indicator)
            or len(group) == len(last.indicator) - len(measure)
        ):
            return name, False
        same = (last.indicator.endswith(measure[-3:]) and len(measure) >= 3) or _is_condition(name)
        return (group + name, True) if same else (name, False)

    def _last_target(self, clause: Clause) -> Found | None:
        index = len(self.clauses)
        if (
            self.found
            and self.found[-1].clause == index - 1
            and self.clauses
            and self.clauses[-1].sentence == clause.sentence
        ):
            return self.found[-1]
        return None

    def topic(self, clause: Clause) -> str:
        """The indicator a clause before sets out without a value (后备干部中的女性比例，市级…); empty without one."""
        if not self.clauses or self.clauses[-1].sentence != clause.sentence:
            return ""
        if self.found and self.found[-1].clause == len(self.clauses) - 1:
            return ""
        name = _SETTLED.sub("", phrases.clean(self.clauses[-1].text).name)
        return name if len(name) > 2 and phrases.is_countable(name) else ""

    def repeated(self, unit: str | None, count: int) -> tuple[str, ...]:
        """The indicators of the clause before, to which a clause without a name gives `count` values of this unit."""
        last = self.found[-1] if self.found else None
        if last is None or last.clause != len(self.clauses) - 1:
            return ()
        before = tuple(item.indicator for item in self.found if item.clause == last.clause)
        if last.value is None and count == 1:
            return tuple(item.indicator for item in self.found if item.clause == last.clause and item.raw == last.raw)
        if last.value is None or (count > 1 and len(before) == count):
            return before if len(before) == count else ()
        return tuple(
            item.indicator
            for item in self.found
            if item.clause == last.clause and item.raw == last.raw and item.unit == last.unit == unit
        )

    def thing_before(self, clause: Clause) -> str:
        """The thing the clause before speaks of: 推进未成年人救助保护中心建设 → 未成年人救助保护中心."""
        if not self.clauses:
            return ""
        text = phrases.tidy(self.clauses[-1].text)
        if moved := _MOVED.match(text):
            text = moved["thing"]
        text = _VERB.sub("", text)
        return _NOUN.sub("", _INNER.sub("", _NOUN.sub("", text))).strip("，、的")

    def rates_before(self, clause: Clause) -> list[str]:
        """The indicators of the sentence so far, for a gap that names none."""
        same = [item for item in self.found if self.clauses[item.clause].sentence == clause.sentence]
        if not same and self.found and self.found[-1].clause == len(self.clauses) - 1:
            same = [self.found[-1]]
        return list(dict.fromkeys(item.raw or item.indicator for item in same if not item.gap))
