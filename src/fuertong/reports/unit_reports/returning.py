"""A unit's report that came back (单位报告交回): read goal by goal, what is missing listed, changed values named.

A goal is known by the bookmarks of its labels, else by its heading; a slot by its label. What stands under a label
until the next one is the unit's answer, whatever program saved the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding, Place, Severity
from fuertong.model.organisation import Unit
from fuertong.model.verdict import Verdict
from fuertong.reports.disclosure import disclosed
from fuertong.reports.facts import Facts
from fuertong.reports.returned_word import WordFile, WordParagraph, read_word
from fuertong.reports.taking_back.likeness import likeness, normal, unnumbered
from fuertong.reports.taking_back.numbers import ChangedNumber
from fuertong.reports.taking_back.taking import take_back
from fuertong.reports.traces import Traces
from fuertong.reports.unit_reports.occasions import Occasion, Slot, about
from fuertong.reports.unit_reports.tasks import Task, names_of, tasks_of
from fuertong.reports.unit_reports.writing import SIGNATURES, label_of, slot_mark, unit_report

_ALIKE = 0.8
_SAME = "同上年"
_GOAL = re.compile(r".{2,20}第\d+条|配合的目标")
_STATES = {"已建立": Verdict.BUILT, "推进中": Verdict.UNDER_WAY, "未启动": Verdict.NOT_BEGUN}
_ALL_STATES = re.compile(r"已建立\s*[／/、]\s*推进中\s*[／/、]\s*未启动")
_TITLES = {
    Occasion.ANNUAL: re.compile(r"^(?P<unit>.+?)(?P<year>\d{4})年度.*落实情况及\d{4}年工作安排$"),
    Occasion.MIDTERM: re.compile(r"^(?P<unit>.+?)(?:妇女儿童|妇女|儿童)发展(?:规划|纲要)中期自评报告$"),
    Occasion.FINAL: re.compile(r"^(?P<unit>.+?)(?:妇女儿童|妇女|儿童)发展(?:规划|纲要)终期自评报告$"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the unit wrote under one label of one goal; `same` for 同上年, `state` for a goal without indicator."""

    goal: str
    slot: str
    text: str
    same: bool = False
    state: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A label left empty: the goal's uid and heading, the slot and its label."""

    goal: str
    heading: str
    slot: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A unit's report as it came back. `numbers` are values changed in the file: they are not taken over."""

    unit: str
    occasion: Occasion
    year: int
    answers: tuple[Answer, ...]
    missing: tuple[Missing, ...] = ()
    numbers: tuple[ChangedNumber, ...] = ()
    signed: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    def text(self, goal: str, slot: str) -> str:
        """What was answered, "" for nothing."""
        return next((answer.text for answer in self.answers if (answer.goal, answer.slot) == (goal, slot)), "")


def whose(document: bytes, units: Sequence[Unit]) -> tuple[Unit, Occasion, int | None]:
    """Whose report a file is, for which occasion and year, by its title; FuertongError when it does not say."""
    texts = [part.text for part in read_word(document).parts if isinstance(part, WordParagraph) and part.text.strip()]
    for text in texts[:8]:
        for occasion, pattern in _TITLES.items():
            if found := pattern.match(normal(text)):
                for unit in units:
                    if found["unit"] in {normal(name) for name in names_of(unit)}:
                        year = found.groupdict().get("year")
                        return unit, occasion, int(year) if year else None
    raise FuertongError("从文件标题看不出是哪个单位的哪份报告，请选择单位和报告种类后再交回。")


def read_unit_report(
    document: bytes, plans: Sequence[Facts], unit: Unit, occasion: Occasion, *, year: int | None = None
) -> Returned:
    """Read the file of one unit; `plans`, `unit`, `occasion` and `year` as it was written with."""
    shown = [disclosed(facts) for facts in plans]
    year = year or shown[0].work_year
    words = {"unit": unit.name, "year": str(year), "next": str(year + 1), "plans": ""}
    tasks = tasks_of(unit, shown).leads
    file = read_word(document)
    answers = _Walk(tasks, occasion, words).answers(file)
    missing = tuple(
        Missing(goal=task.uid, heading=task.heading, slot=slot.key, label=slot.label.format(**words))
        for task in tasks
        for slot in about(occasion).slots
        if slot.required and slot.asked_of(task.goal) and (task.uid, slot.key) not in answers
    )
    changed = take_back(document, unit_report(plans, unit, occasion, year=year)).numbers
    numbers = tuple(number for number in changed if number.sentence in _indicators(tasks))
    return Returned(
        unit=unit.name,
        occasion=occasion,
        year=year,
        answers=tuple(answers.values()),
        missing=missing,
        numbers=numbers,
        signed=_signed(file),
        findings=(*_missing_findings(unit, missing), *_number_findings(numbers)),
    )


class _Walk:
    """Walks down the file with the goal and the label it stands under."""

    def __init__(self, tasks: Sequence[Task], occasion: Occasion, words: dict[str, str]) -> None:
        self._slots = {slot.key: slot for slot in about(occasion).slots}
        self._labels = {normal(label_of(slot, words)).rstrip(":"): slot for slot in about(occasion).slots}
        self._hints = {normal(slot.hint) for slot in about(occasion).slots}
        self._marks = {
            Traces().name(slot_mark(task, slot)).rpartition("_")[0]: (task, slot)
            for task in tasks
            for slot in about(occasion).slots
        }
        self._tasks = tasks
        self._task: Task | None = None
        self._slot: Slot | None = None
        self._found: dict[tuple[str, str], list[str]] = {}

    def answers(self, file: WordFile) -> dict[tuple[str, str], Answer]:
        """Every answer by goal and slot."""
        for part in file.parts:
            if isinstance(part, WordParagraph) and part.text.strip():
                self._paragraph(part)
            elif not isinstance(part, WordParagraph):
                self._table(part.rows)
        return {key: _answer(*key, lines) for key, lines in self._found.items() if lines}

    def _paragraph(self, part: WordParagraph) -> None:
        text = part.text.strip()
        marked = next((self._marks[m] for m in map(_stem, part.bookmarks) if m in self._marks), None)
        if marked is not None:
            self._task, self._slot = marked
            label = self._label(text)
            self._add(text if label is None else label[1])
            return
        if self._heading(part) or self._is_end(text):
            return
        label = self._label(text)
        if label is not None:
            self._slot, rest = label
            self._add(rest)
            return
        self._add(text)

    def _heading(self, part: WordParagraph) -> bool:
        """Whether it is the heading of a goal or the next chapter."""
        words = unnumbered(part.text)
        if part.level is None and not _GOAL.match(words):
            return False
        scores = {n: likeness(words, task.heading, least=_ALIKE) for n, task in enumerate(self._tasks)}
        best = max(scores, key=lambda n: scores[n], default=None)
        if best is not None and scores[best] >= _ALIKE:
            same = [n for n in scores if normal(self._tasks[n].heading) == normal(words)]
            self._task, self._slot = self._tasks[same[0] if same else best], None
            return True
        if part.level == 1 or words.startswith("配合的目标"):
            self._task, self._slot = None, None
            return True
        return False

    def _is_end(self, text: str) -> bool:
        if text.startswith(SIGNATURES) or text.endswith("（盖章）"):
            self._task, self._slot = None, None
            return True
        return False

    def _label(self, text: str) -> tuple[Slot, str] | None:
        head, colon, rest = re.sub("[:：]", "：", text, count=1).partition("：")
        slot = self._labels.get(re.sub(r"^[（(]?\d+[)）.、．]", "", normal(head)))
        return (slot, rest) if slot is not None and (colon or not rest) else None

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table the unit made under a label is part of its answer; ours stands before any label."""
        if self._slot is not None:
            for row in rows:
                self._add("　".join(cell for cell in row if cell))

    def _add(self, text: str) -> None:
        if self._task is None or self._slot is None:
            return
        for slot in self._slots.values():
            text = text.replace(slot.hint, "")
        text = text.strip()
        if not text or normal(text) in self._hints:
            return
        self._found.setdefault((self._task.uid, self._slot.key), []).append(text)


def _stem(bookmark: str) -> str:
    return bookmark.rpartition("_")[0]


def _answer(goal: str, slot: str, lines: list[str]) -> Answer:
    text = "\n".join(lines)
    plain = _ALL_STATES.sub("", text)
    states = [state for word, state in _STATES.items() if word in plain] if slot == "state" else []
    return Answer(
        goal=goal,
        slot=slot,
        text=text,
        same=normal(text).startswith(_SAME),
        state=states[0] if len(states) == 1 else None,
    )


def _indicators(tasks: Sequence[Task]) -> set[str]:
    return {normal(target.indicator.name) for task in tasks for target in task.goal.targets}


def _signed(file: WordFile) -> tuple[tuple[str, str], ...]:
    """单位负责人、填表人、联系电话、报出日期 as written at the foot."""
    found: dict[str, str] = {}
    for part in file.parts:
        if isinstance(part, WordParagraph):
            head, _, rest = part.text.strip().replace(":", "：").partition("：")
            if head in SIGNATURES and rest.strip():
                found[head] = rest.strip()
    return tuple((name, found[name]) for name in SIGNATURES if name in found)


def _missing_findings(unit: Unit, missing: Sequence[Missing]) -> list[Finding]:
    return [
        Finding(
            severity=Severity.WARNING,
            code="unit_report.missing",
            message=f"“{one.heading[:50]}”的“{one.label}”没有填写。",
            where=Place(field=one.goal),
            remedy=f"请{unit.name}补填。",
        )
        for one in missing
    ]


def _number_findings(numbers: Sequence[ChangedNumber]) -> list[Finding]:
    return [
        Finding(
            severity=Severity.WARNING,
            code="unit_report.number",
            message=f"表中“{one.sentence}”由{one.was}改成了{one.seen}，没有采用。",
            where=Place(line=one.line),
            seen=one.seen,
            expected=one.was,
            remedy="数据有误的，请在报表中更正，审核后再重新生成。",
        )
        for one in numbers
    ]
