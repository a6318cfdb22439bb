"""Facts (报告用数): everything a report may say, and nothing else.

Filled by whoever holds the data (the web from its database, `from_folder` from a place folder). Frozen, without
queries: a report composed twice from the same facts is the same report. The machine's signal (研判信号) and its
probability have no field here, because only the verdict (认定) of a person may leave the office.

Numbers are Decimal as published. `uid` and `revision` texts lead back from a printed number to its stored value.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fuertong.model.indicator import Kind, Polarity, Sensitivity
from fuertong.model.observation import Absence, ValueStatus
from fuertong.model.organisation import Level
from fuertong.model.plan import Audience, Strength, TargetKind
from fuertong.model.verdict import Verdict
from fuertong.reports.facts_evaluation import OutlookFacts, StrategyFacts, TextFacts, WarningFacts


class NoteKind(StrEnum):
    """What a unit (责任单位) wrote about its target or goal: why, what next, what was done, how it sees itself."""

    CAUSE = "cause"
    PROPOSAL = "proposal"
    WORK = "work"
    VIEW = "view"


class ChangeKind(StrEnum):
    """Why something differs from last year's report (practice 25): the world changed, or only the data did."""

    REAL = "real"
    REVISION = "revision"

    @property
    def label(self) -> str:
        """The words shown to readers."""
        return {"real": "实际变化", "revision": "数据修订"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """The place a report speaks of; `we` is how the report calls it (我县), derived from the level when empty."""

    name: str
    level: Level
    code: str = ""
    we: str = ""

    @property
    def short(self) -> str:
        """我县, 我市, 我省; the name itself (全国) where no level has a word."""
        words = {Level.PROVINCE: "我省", Level.CITY: "我市", Level.COUNTY: "我县", Level.TOWN: "我镇"}
        return self.we or words.get(self.level, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """The plan (规划) under monitoring; `period` is (first year, last year)."""

    title: str
    audience: Audience
    period: tuple[int, int]
    uid: str = ""
    code: str = ""
    document_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFacts:
    """Whose names stand on the report: who issues it, the committee, and the group that gives the verdicts.

    `committee` is e.g. 示例县人民政府妇女儿童工作委员会, `group` the place's setting (监测组, 领导小组, 协调组),
    `office` the committee's office (妇儿工委办).
    """

    issuer: str
    committee: str = ""
    group: str = "监测组"
    statistics: str = "统计局"
    office: str = ""

    def named(self, role: str) -> str:
        """The body of that role (issuer, committee, office, group); the issuer where it has no name."""
        names = {"committee": self.committee, "office": self.office, "group": self.group}
        return names.get(role) or self.issuer


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFacts:
    """The indicator (指标) of a target, as it is printed.

    `per` is 100 for %, 1000 for ‰, 100000 for /10万; `decimals` the declared precision; `subject` replaces the name
    in running text where the name alone reads badly; `sealed_until` the day an embargo ends (Sensitivity.SEALED);
    `freq` years between two observations (普查、届、调查).
    """

    name: str
    unit: str
    kind: Kind
    code: str = ""
    per: int | None = None
    decimals: int = 1
    freq: int = 1
    polarity: Polarity | None = None
    sensitivity: Sensitivity = Sensitivity.OPEN
    sealed_until: date | None = None
    statistical_year: str = "calendar"
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointFacts:
    """One year of a series: a value, or the reason (缺数原因) why there is none.

    `decimals` is set where the value was written with other decimals than declared; `adjusted` when the figure
    differs from the one printed in last year's report (上年数为调整数). `withheld`: there is a value, but it may not
    be printed (small counts); set by the selector that fills the facts, and again by `disclosure`.
    """

    year: int
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    decimals: int | None = None
    status: ValueStatus = ValueStatus.FINAL
    absence: Absence | None = None
    reason: str = ""
    source: str = ""
    revision: str = ""
    break_before: bool = False
    adjusted: bool = False
    withheld: bool = False
    unit: str = ""
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakdownFacts:
    """The series of one group: `breakdown` is the code (residence=rural), `label` the printed word (农村)."""

    breakdown: str
    label: str
    points: tuple[PointFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledFacts:
    """A rate pooled over several years (小样本合并计算): value in the indicator's unit, and the years it holds.

    `first_year` None: the years are not known to the report (近年).
    """

    value: Decimal
    last_year: int
    first_year: int | None = None
    meets_target: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsFacts:
    """How the units below stand where each must pass (以乡镇为单位): `word` is their kind, `known` those with a value.

    `failing` counts the values that do not reach the target in the data year: data, not a signal.
    """

    word: str
    known: int
    failing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """A cause or a proposal in the words of the unit that answers for the target; the unit is named in print."""

    kind: NoteKind
    unit: str
    text: str
    uid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFacts:
    """One target (指标值): its indicator, what is asked, the series, and the verdict of the year.

    `number` is the printed number in the report's annex ("" = counted by the report). `comparator` >= <= > < = ~,
    `value`, `value2` as printed in the plan; `asked` is the plan's own wording, used where comparator and value
    cannot say it (逐年提高, 不低于男性). For kind CHANGE `value` is the change asked for, with its own `unit` (%,
    个百分点), and `required` the number that follows from it. `direction` is up, down or hold. `quantified` is
    derived: a number is asked for. `direction_word` is the word of method.md section 9 for targets without number.
    `flags` are method.md's; a report uses only those that data alone give. `previous_verdict` is last year's. `due`
    says when the last value is expected (到期待数). `decided_by`, `decided_on`, `remark` document the verdict. `key`
    marks a main indicator (own chart). `sealed`: under embargo at the cut-off, so neither value nor verdict may be
    printed. `units` where every unit below must pass. `numeric` overrides `quantified` where the number asked for is
    another indicator's (不低于男性): then `required` is that number of the year, None where it may not be printed.
    `outlook` holds a word, never a probability; `warning` is there only when a person let it out.
    """

    uid: str
    indicator: IndicatorFacts
    kind: TargetKind
    text: str = ""
    number: str = ""
    comparator: str | None = None
    value: Decimal | None = None
    value2: Decimal | None = None
    unit: str = ""
    base_year: int | None = None
    deadline: int | None = None
    direction: str | None = None
    required: Decimal | None = None
    asked: str = ""
    strength: Strength = Strength.BINDING
    points: tuple[PointFacts, ...] = ()
    breakdowns: tuple[BreakdownFacts, ...] = ()
    verdict: Verdict = Verdict.OPEN
    previous_verdict: Verdict | None = None
    direction_word: Verdict | None = None
    flags: tuple[str, ...] = ()
    pooled: PooledFacts | None = None
    due: str = ""
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    decided_by: str = ""
    decided_on: date | None = None
    remark: str = ""
    notes: tuple[NoteFacts, ...] = ()
    key: bool = False
    sealed: bool = False
    numeric: bool | None = None
    units: UnitsFacts | None = None
    outlook: OutlookFacts | None = None
    warning: WarningFacts | None = None

    @property
    def quantified(self) -> bool:
        """Whether a number is asked for, so that the target belongs in the denominator of a 达标率."""
        if self.numeric is not None:
            return self.numeric
        if self.kind in (TargetKind.TREND, TargetKind.MILESTONE):
            return False
        return self.value is not None or self.required is not None

    def point(self, year: int) -> PointFacts | None:
        """The point of `year`, value or not."""
        return next((point for point in self.points if point.year == year), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFacts:
    """One 主要目标: its text, its targets, and its own verdict (待认定 until a person gave one).

    A goal without targets is qualitative (定性): its verdict is 已建立, 推进中, 未启动 or still open. `commitments` are
    targets out of strategies (策略措施) that serve the goal: watched and listed, never counted in a verdict or a rate.
    """

    no: int
    text: str
    uid: str = ""
    verdict: Verdict = Verdict.OPEN
    targets: tuple[TargetFacts, ...] = ()
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    notes: tuple[NoteFacts, ...] = ()
    commitments: tuple[TargetFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainFacts:
    """One 领域 in the plan's order."""

    no: int
    title: str
    goals: tuple[GoalFacts, ...] = ()
    strategies: tuple[StrategyFacts, ...] = ()

    @property
    def targets(self) -> tuple[TargetFacts, ...]:
        """Every target of the domain's goals in the plan's order."""
        return tuple(target for goal in self.goals for target in goal.targets)

    @property
    def commitments(self) -> tuple[TargetFacts, ...]:
        """The targets out of the domain's strategies, which count nowhere."""
        return tuple(target for goal in self.goals for target in goal.commitments)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackgroundFacts:
    """One line of the background (基本情况): population, share of women, GDP, spending."""

    uid: str
    indicator: IndicatorFacts
    points: tuple[PointFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFacts:
    """One difference from last year's report: `before` and `after` are verdict words or figures with unit."""

    kind: ChangeKind
    target: str
    name: str
    before: str
    after: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYearFacts:
    """Last year's rate as it was published: met and judged targets with a number (practice 28)."""

    year: int
    met: int
    judged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All a report may say about one plan of one place in one year.

    `year` is the data year, `work_year` the year the work is done in, `cutoff` the 数据截止 that freezes the values.
    `nearly_met_counts`: whether 基本达标 counts in the 达标率 (a setting, off). `issued_on` None leaves the date of
    the signature open. `example` marks invented data (示例数据) on the first page,
    `notice` replaces the words of that mark. `texts` are the parts of a report only people can write.
    """

    place: PlaceFacts
    plan: PlanFacts
    bodies: BodyFacts
    year: int
    work_year: int
    cutoff: date
    domains: tuple[DomainFacts, ...] = ()
    background: tuple[BackgroundFacts, ...] = ()
    changes: tuple[ChangeFacts, ...] = ()
    last_year: LastYearFacts | None = None
    method_version: str = ""
    issued_on: date | None = None
    nearly_met_counts: bool = False
    example: bool = False
    notice: str = ""
    texts: tuple[TextFacts, ...] = ()

    @property
    def targets(self) -> Iterator[TargetFacts]:
        """Every target in the plan's order."""
        return (target for domain in self.domains for target in domain.targets)

    @property
    def goals(self) -> Iterator[GoalFacts]:
        """Every goal in the plan's order."""
        return (goal for domain in self.domains for goal in domain.goals)
