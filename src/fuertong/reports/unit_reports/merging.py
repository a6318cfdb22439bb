"""Unit reports in the office's draft (并入汇总稿): goal by goal, the unit named, gaps marked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fuertong.reports.blocks import Block, Heading, Paragraph, Report, Run, plain
from fuertong.reports.desk import quoted
from fuertong.reports.facts import Facts, GoalFacts, NoteFacts, NoteKind, TargetFacts
from fuertong.reports.figures import chinese_number
from fuertong.reports.unit_reports.occasions import Occasion, about, behind
from fuertong.reports.unit_reports.returning import Returned
from fuertong.reports.unit_reports.tasks import Task, leading

_NOTES = {
    "state": NoteKind.VIEW,
    "work": NoteKind.WORK,
    "cause": NoteKind.CAUSE,
    "plan": NoteKind.PROPOSAL,
}
_NOTHING = ("无", "没有", "无。")


def with_notes(facts: Facts, returned: Sequence[Returned]) -> Facts:
    """The facts with what the units reported: notes of every goal, causes and proposals at the targets that are behind.

    What a unit reported earlier of the same kind is replaced; a report composed from these facts names the unit.
    """
    domains = tuple(
        replace(domain, goals=tuple(_goal(facts, domain.no, goal, returned) for goal in domain.goals))
        for domain in facts.domains
    )
    return replace(facts, domains=domains)


def _goal(facts: Facts, domain: int, goal: GoalFacts, returned: Sequence[Returned]) -> GoalFacts:
    uid = goal.uid or f"{facts.plan.audience.value}/d{domain}/g{goal.no}"
    notes = tuple(_notes(uid, returned))
    if not notes:
        return goal
    late = {target.uid for target in behind(goal)}
    targets = tuple(_target(target, notes) if target.uid in late else target for target in goal.targets)
    return replace(goal, notes=_replaced(goal.notes, notes), targets=targets)


def _notes(uid: str, returned: Sequence[Returned]) -> Iterator[NoteFacts]:
    for report in returned:
        for slot, kind in _NOTES.items():
            text = report.text(uid, slot)
            if text and text not in _NOTHING:
                yield NoteFacts(kind=kind, unit=report.unit, text=_one_paragraph(text), uid=uid)


def _target(target: TargetFacts, notes: tuple[NoteFacts, ...]) -> TargetFacts:
    fitting = tuple(note for note in notes if note.kind in (NoteKind.CAUSE, NoteKind.PROPOSAL))
    return replace(target, notes=_replaced(target.notes, fitting))


def _replaced(old: tuple[NoteFacts, ...], new: tuple[NoteFacts, ...]) -> tuple[NoteFacts, ...]:
    said = {(note.unit, note.kind) for note in new}
    return (*(note for note in old if (note.unit, note.kind) not in said), *new)


def _one_paragraph(text: str) -> str:
    parts = [part.strip() for part in text.split("\n") if part.strip()]
    return "".join(part if part.endswith(("。", "；", "！", "？")) else f"{part}。" for part in parts)


def gathered_report(plans: Sequence[Facts], returned: Sequence[Returned], occasion: Occasion, *, year: int) -> Report:
    """The office's draft: every goal that a unit leads, under it each unit's words; gaps where nothing came in."""
    place = plans[0].place.name
    blocks: list[Block] = [Paragraph(plain(_summary(plans, returned)))]
    chapter = 0
    for facts in plans:
        for domain in facts.domains:
            chapter += 1
            blocks.append(Heading(1, f"{chinese_number(chapter)}、{domain.title}"))
            for number, goal in enumerate(domain.goals, start=1):
                blocks.append(Heading(2, f"（{chinese_number(number)}）{goal.text.rstrip('。；')}"))
                blocks += _reported(
                    Task(audience=facts.plan.audience, domain=domain, goal=goal), returned, occasion, year
                )
    titles = "".join(quoted(facts.plan.title) for facts in plans)
    return Report(
        title=f"{place}{about(occasion).name}汇总",
        subtitle=f"（{titles}）" if len(plans) == 1 else "",
        blocks=tuple(blocks),
        author=plans[0].bodies.committee or plans[0].bodies.issuer,
        day=plans[0].cutoff.isoformat(),
    )


def _summary(plans: Sequence[Facts], returned: Sequence[Returned]) -> str:
    goals = [goal for facts in plans for goal in facts.goals]
    units = dict.fromkeys(leading(goal)[0] for goal in goals if leading(goal))
    text = f"应报送单位{len(units)}个，已交回{len(returned)}个，涉及主要目标{len(goals)}条。"
    open_ones = [report for report in returned if report.missing]
    if open_ones:
        listed = "、".join(f"{report.unit}{len(report.missing)}处" for report in open_ones)
        text += f"交回的报告中尚未填写完整的有：{listed}。"
    return text


def _reported(task: Task, returned: Sequence[Returned], occasion: Occasion, year: int) -> Iterator[Block]:
    words = {"year": str(year), "next": str(year + 1), "unit": "", "plans": ""}
    mine = [report for report in returned if any(answer.goal == task.uid for answer in report.answers)]
    for report in mine:
        for slot in about(occasion).slots:
            text = report.text(task.uid, slot.key)
            if text:
                said = f"{report.unit}报告{slot.label.format(**words)}：{_one_paragraph(text)}"
                yield Paragraph(plain(said))
    for one in (one for report in returned for one in report.missing if one.goal == task.uid):
        unit = next(report.unit for report in returned if one in report.missing)
        yield Paragraph((Run(f"【{one.label}待{unit}补充】", gap=True),))
    if not mine and not any(one.goal == task.uid for report in returned for one in report.missing):
        unit = next(iter(leading(task.goal)), "责任单位")
        yield Paragraph((Run(f"【落实情况待{unit}报送】", gap=True),))
