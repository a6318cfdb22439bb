"""Remembered corrections (上次的改法): what the place's people changed in earlier readings is made again in a new one.

Nothing is stored beside the corrections themselves, which are only ever added to: the lessons are what stands changed
in the place's drafts, the latest last. Taking one back in a later draft takes the lesson back.
"""

from django.db import transaction

from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.places.models import Place
from fuertong_web.plans.lessons import LEFT_OUT, WAS, Lesson, Lessons, learn
from fuertong_web.plans.memories import lesson_key, standing
from fuertong_web.plans.memory_models import Memory
from fuertong_web.plans.models import Correction, PlanDraft
from fuertong_web.plans.reading_tree import Node, find, goals
from fuertong_web.plans.reviewing import as_read, standing_corrections

REMEMBERED, ANNEX, CARRIED = "remembered", "annex", "carried"
_LATEST_DRAFTS = 30


def lessons_of(place: Place, *, before: PlanDraft | None = None) -> Lessons:
    """What the corrections in the place's latest drafts teach; `before` leaves out a draft and those after it."""
    return Lessons(_taught(place, before=before))


def standing_lessons(place: Place) -> list[Lesson]:
    """The lessons that would be applied to the next document, the oldest first."""
    return Lessons(_taught(place)).standing()


def _taught(place: Place, *, before: PlanDraft | None = None) -> list[Lesson]:
    """Lesson by lesson, without those taken back after the draft that taught them."""
    drafts = PlanDraft.objects.filter(place=place, corrections__isnull=False).distinct().order_by("-pk")
    if before is not None:
        drafts = drafts.filter(pk__lt=before.pk)
    rows: list[Lesson] = []
    off = {key: row.draft_id for key, row in standing(place, Memory.Kind.LESSON_OFF).items()}
    for draft in reversed(drafts.only("plan", "place")[:_LATEST_DRAFTS]):
        again = draft.corrections.filter(after__has_key=REMEMBERED).values_list("path", flat=True)
        found = learn(_given(draft), draft.plan, retaught=again)
        rows += [row for row in found if (off.get(lesson_key(row)) or 0) < draft.pk]
    return rows


def _given(draft: PlanDraft) -> Node:
    """The reading with what annexes filled in and what was carried over: neither is taught by this draft."""
    plan = as_read(draft)
    standing, _ = standing_corrections(draft)
    for row in standing:
        node = row.after.get("node")
        goal = find(plan, row.path) if (ANNEX in row.after or CARRIED in row.after) and node else None
        if goal is None or "targets" not in goal or "targets" not in node:
            continue
        before = {target["id"]: target for target in row.before["node"]["targets"]}
        own = {target["id"]: target for target in goal["targets"]}
        for target in row.after["node"]["targets"]:
            was, read = before.get(target["id"]), own.get(target["id"])
            if was is None:
                goal["targets"].append(dict(target))
            elif read is not None:
                read.update({name: value for name, value in target.items() if was.get(name) != value})
    return plan


@transaction.atomic
def apply_lessons(*, by: Actor, draft: PlanDraft, lessons: Lessons, only: set[str]) -> int:
    """Make remembered corrections in the goals `only` of a fresh draft, each logged and undoable; how many goals."""
    changed: list[Correction] = []
    for path, domain, goal in list(goals(draft.plan)) if lessons else []:
        if path not in only:
            continue
        after = lessons.taught(goal)
        if after is goal:
            continue
        position = domain["goals"].index(goal)
        domain["goals"][position] = after
        changed.append(
            Correction(
                draft=draft,
                path=path,
                before={"node": goal, "position": position},
                after={"node": after, REMEMBERED: True},
                by=by.label,
            )
        )
    if changed:
        Correction.objects.bulk_create(changed)
        draft.save(update_fields=["plan", "changed_at"])
        record(by=by, action="plans.remembered", target=draft, after={"paths": [row.path for row in changed]})
    return len(changed)


def forgotten(goal: Node, target_id: str) -> Node:
    """The goal with one remembered correction taken back: the target as read, or none where it had been added."""
    kept = []
    for target in goal["targets"]:
        was = target.get(WAS)
        if target["id"] != target_id or was is None:
            kept.append(target)
        elif was:
            kept.append(was)
    restored = [row for row in goal.get(LEFT_OUT, []) if row["id"] == target_id]
    rest = [row for row in goal.get(LEFT_OUT, []) if row["id"] != target_id]
    after = {name: value for name, value in goal.items() if name != LEFT_OUT} | {"targets": [*kept, *restored]}
    return after | ({LEFT_OUT: rest} if rest else {})


def remembered_count(plan: Node) -> int:
    """How many targets of a draft stand as an earlier correction has it."""
    return sum(
        sum(WAS in target for target in goal["targets"]) + len(goal.get(LEFT_OUT, [])) for _, _, goal in goals(plan)
    )


def is_left_out(plan: Node, path: str) -> bool:
    """Whether a path names a target that a remembered correction left out."""
    goal = find(plan, "/".join(path.split("/")[:2]))
    return goal is not None and any(row["id"] == path.split("/")[-1] for row in goal.get(LEFT_OUT, []))
