"""The lines of a version as rows of a page (监测方案各行), and what a person typed into them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fuertong.errors import FuertongError
from fuertong_web.collection.actions.schemes import LineEdit
from fuertong_web.collection.scheme_models import SchemeLine, SchemeVersion
from fuertong_web.collection.seasons import month_day
from fuertong_web.collection.selectors.entities import asking_lists
from fuertong_web.collection.selectors.schemes import breakdown_codes, breakdown_words, lines_of, unit_words
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Unit

DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line with the texts of its inputs; `unit` is the unit that answers, named here or by the indicator."""

    line: SchemeLine
    unit: str
    groups: str
    month: str
    due: str
    members: str = ""

    @property
    def uid(self) -> str:
        """The line's uid as text."""
        return str(self.line.uid)

    @property
    def name(self) -> str:
        """The indicator's name."""
        return self.line.indicator.name

    @property
    def code(self) -> str:
        """The indicator's code."""
        return self.line.indicator.code

    @property
    def flags(self) -> str:
        """重点监测、评估 or 状况."""
        words = [word for word, on in (("重点监测", self.line.is_key), ("评估", self.line.is_evaluation)) if on]
        return "、".join([*(words or ["状况"]), *(["下级也报"] if self.line.from_below else [])])

    @property
    def origin(self) -> str:
        """Whether the line comes from the upper scheme."""
        if not self.line.version.base_title:
            return ""
        return "上级方案" if self.line.is_inherited else "本地增加"

    def fits(self, only: str) -> bool:
        """Whether the row belongs to a choice of the list."""
        line = self.line
        return {
            "": True,
            "key": line.is_key,
            "evaluation": line.is_evaluation,
            "status": not (line.is_key or line.is_evaluation),
            "open": self.unit == "未定",
        }.get(only, True)

    def typed(self, texts: Mapping[str, str]) -> "Row":
        """The row with what a person typed, kept when another entry was wrong."""
        line = self.line
        for name in ("is_key", "is_evaluation", "flash_first", "from_below"):
            setattr(line, name, f"{name}-{self.uid}" in texts)
        return replace(
            self,
            unit=texts.get(f"unit-{self.uid}", self.unit),
            groups=texts.get(f"groups-{self.uid}", self.groups),
            month=texts.get(f"month-{self.uid}", self.month),
            due=texts.get(f"due-{self.uid}", self.due),
        )


def rows_of(version: SchemeVersion) -> list[Row]:
    """The rows of a version in its order."""
    found = []
    asked = asking_lists(version.place)
    for line in lines_of(version):
        line.version = version
        found.append(
            Row(
                line=line,
                unit=unit_words(line),
                groups=breakdown_words(line.breakdowns),
                month=str(line.expected_month or ""),
                due=line.due,
                members="、".join(asked.get(line.indicator.code, ())),
            )
        )
    return found


def edits_of(
    texts: Mapping[str, str], rows: Sequence[Row], units: Sequence[Unit]
) -> tuple[dict[str, LineEdit], list[str]]:
    """The edits and the lines to drop as typed; FuertongError names the indicator and what cannot be understood."""
    names = {name: unit for unit in units for name in (unit.name, unit.short) if name}
    edits: dict[str, LineEdit] = {}
    drop: list[str] = []
    for row in rows:
        if f"unit-{row.uid}" not in texts:
            continue
        if f"drop-{row.uid}" in texts:
            drop.append(row.uid)
            continue
        edits[row.uid] = LineEdit(
            unit=_unit(row, texts[f"unit-{row.uid}"].strip(), names),
            breakdowns=_groups(row, texts.get(f"groups-{row.uid}", "")),
            is_key=f"is_key-{row.uid}" in texts,
            is_evaluation=f"is_evaluation-{row.uid}" in texts,
            expected_month=_month(row, texts.get(f"month-{row.uid}", "")),
            due=_due(row, texts.get(f"due-{row.uid}", "")),
            flash_first=f"flash_first-{row.uid}" in texts,
            from_below=f"from_below-{row.uid}" in texts,
        )
    return edits, drop


def named_indicators(text: str, known: Iterable[Indicator]) -> list[Indicator]:
    """The indicators written one a line by name, other name or code; FuertongError lists what is not known."""
    by_name: dict[str, Indicator] = {}
    for row in known:
        for name in (row.name, row.code, *row.aliases):
            by_name.setdefault(name.strip(), row)
    wanted = [line.strip() for line in text.splitlines() if line.strip()]
    unknown = [name for name in wanted if name not in by_name]
    if unknown:
        raise FuertongError(f"没有找到这些指标：{'、'.join(unknown[:10])}。请核对名称，或先在“指标”中新增。")
    return list({by_name[name].code: by_name[name] for name in wanted}.values())


def _unit(row: Row, text: str, names: Mapping[str, Unit]) -> Unit | None:
    own = row.line.indicator.source_unit
    if not text or text == "未定" or (own is not None and text == own.name and row.line.unit_id is None):
        return None
    if text in names:
        return names[text]
    if row.line.unit is not None and text == row.line.unit.name:
        return row.line.unit
    raise FuertongError(f"“{row.name}”的责任单位“{text}”不在单位名单中。请从列表中选择，或先在“单位”中登记。")


def _groups(row: Row, text: str) -> tuple[str, ...]:
    codes, unknown = breakdown_codes(text)
    if unknown:
        raise FuertongError(f"“{row.name}”的分组“{'、'.join(unknown)}”不认识。请填写性别、城乡等，用顿号隔开。")
    return tuple(codes)


def _month(row: Row, text: str) -> int | None:
    plain = text.strip().removesuffix("月")
    if not plain:
        return None
    if not plain.isdigit() or not 1 <= int(plain) <= DECEMBER:
        raise FuertongError(f"“{row.name}”的产生月份“{text.strip()}”请填1至12的数。")
    return int(plain)


def _due(row: Row, text: str) -> str:
    try:
        return month_day(text)
    except FuertongError as error:
        raise FuertongError(f"“{row.name}”：{error}") from None
