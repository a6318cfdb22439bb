"""A table of members against a list (名录导入核对): what importing it would add, rename and end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fuertong.workbooks.members import MemberLine
from fuertong_web.collection.filling_models import Entity, EntityList
from fuertong_web.places.models import Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one line of the table does to the list: `what` is 新增, 更名, 终止 or 不变; `problem` why it cannot."""

    what: str
    line: MemberLine
    entity: Entity | None = None
    problem: str = ""

    @property
    def before(self) -> str:
        """The name on the list now where the table renames it."""
        return self.entity.region.name if self.what == "更名" and self.entity is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the table would do, and the members on the list that the table does not have."""

    steps: tuple[Step, ...]
    absent: tuple[Entity, ...]

    def count(self, what: str) -> int:
        """How many lines do that and have no problem."""
        return sum(step.what == what and not step.problem for step in self.steps)

    @property
    def changes(self) -> int:
        """How many lines change anything."""
        return sum(step.what != "不变" and not step.problem for step in self.steps)

    @property
    def problems(self) -> int:
        """How many lines cannot be taken."""
        return sum(bool(step.problem) for step in self.steps)


def propose(found: EntityList, lines: Sequence[MemberLine]) -> Proposal:
    """The steps in the order of the table; code first, then name, then former name; three queries."""
    members = list(found.members.select_related("region").prefetch_related("region__former_names"))
    by_code = {row.region.code: row for row in members if row.region.valid_to is None}
    by_name = {row.region.name: row for row in members if row.until is None}
    former = {old.name: row for row in members if row.until is None for old in row.region.former_names.all()}
    codes = {line.code for line in lines if line.code}
    taken = {row.code: row for row in Region.objects.filter(code__in=codes, valid_to=None)}
    steps = []
    for line in lines:
        entity = by_code.get(line.code) if line.code else None
        entity = entity or by_name.get(line.name) or former.get(line.name)
        steps.append(_step(line, entity, taken.get(line.code), found, set(former)))
    told = {step.entity.pk for step in steps if step.entity is not None}
    return Proposal(
        steps=tuple(steps), absent=tuple(row for row in members if row.until is None and row.pk not in told)
    )


def _step(line: MemberLine, entity: Entity | None, other: Region | None, found: EntityList, former: set[str]) -> Step:
    if entity is None:
        parent = found.place.region_id
        if other is not None and (other.parent_id != parent or other.name != line.name):
            return Step(what="新增", line=line, problem=f"代码{line.code}已经用于“{other.name}”，请核对。")
        return Step(what="新增", line=line)
    if line.until is not None and entity.until is None:
        since = entity.since
        problem = f"名录中自{since.isoformat()}起，终止日期早于这一天。" if _before(line.until, since) and since else ""
        return Step(what="终止", line=line, entity=entity, problem=problem)
    if entity.region.name != line.name and line.name not in former:
        return Step(what="更名", line=line, entity=entity)
    return Step(what="不变", line=line, entity=entity)


def _before(day: date, other: date | None) -> bool:
    return other is not None and day < other
