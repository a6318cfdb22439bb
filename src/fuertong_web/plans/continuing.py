"""Going on where earlier work stopped (沿用以前的核对): a new document of a plan already read keeps what people did.

First the work on the earlier document of the same plan (carrying), then the corrections remembered from all readings
(remembering); each is a correction of the new draft, logged and undoable.
"""

from copy import deepcopy

from django.db import transaction

from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.plans.carrying import Carried, carry
from fuertong_web.plans.confirming import UNIT_CHOICES
from fuertong_web.plans.models import Correction, PlanDraft
from fuertong_web.plans.reading_tree import Node, find, goals
from fuertong_web.plans.remembering import apply_lessons, lessons_of
from fuertong_web.plans.reviewing import as_read

CARRIED = "carried"


def go_on(*, by: Actor, drafts: list[PlanDraft]) -> None:
    """Bring earlier work into the drafts of one new document."""
    lessons = lessons_of(drafts[0].place, before=drafts[0])
    for draft in drafts:
        earlier = earlier_of(draft, others=drafts)
        untouched = carry_work(by=by, draft=draft, earlier=earlier) if earlier else set(_paths(draft))
        apply_lessons(by=by, draft=draft, lessons=lessons, only=untouched)


def earlier_of(draft: PlanDraft, *, others: list[PlanDraft]) -> PlanDraft | None:
    """The last reading of the same plan (audience and years) that is open or confirmed."""
    states = (PlanDraft.State.OPEN, PlanDraft.State.CONFIRMED)
    rows = PlanDraft.objects.filter(place=draft.place, audience=draft.audience, state__in=states, pk__lt=draft.pk)
    period = draft.plan.get("period")
    for row in rows.exclude(pk__in=[other.pk for other in others]).order_by("-pk"):
        if not period or not row.plan.get("period") or row.plan["period"] == period:
            return row
    return None


@transaction.atomic
def carry_work(*, by: Actor, draft: PlanDraft, earlier: PlanDraft) -> set[str]:
    """Carry the work on the earlier reading over; the paths of the goals it left as read."""
    carried = carry(as_read(earlier), earlier.plan, list(earlier.checked), draft.plan)
    rows = [*_titles(draft, carried, by.label), *_goals(draft, carried, by.label)]
    Correction.objects.bulk_create(rows)
    draft.earlier, draft.checked = earlier, carried.checked
    if earlier.plan.get(UNIT_CHOICES):
        draft.plan[UNIT_CHOICES] = deepcopy(earlier.plan[UNIT_CHOICES])
    draft.save(update_fields=["earlier", "checked", "plan", "changed_at"])
    after = {"from": earlier.title, "changed": len(rows), "checked": len(carried.checked)}
    record(by=by, action="plans.carried", target=draft, after=after)
    return set(_paths(draft)) - set(carried.goals)


def _paths(draft: PlanDraft) -> list[str]:
    return [path for path, _, _ in goals(draft.plan)]


def _titles(draft: PlanDraft, carried: Carried, by: str) -> list[Correction]:
    rows = []
    for path, title in carried.titles.items():
        node = find(draft.plan, path)
        if node is not None:
            rows.append(_row(draft, path, {"title": node["title"]}, {"title": title}, None, by))
            node["title"] = title
    return rows


def _goals(draft: PlanDraft, carried: Carried, by: str) -> list[Correction]:
    rows = []
    for path, after in carried.goals.items():
        domain = find(draft.plan, path.split("/")[0])
        goal = find(draft.plan, path)
        if domain is None or goal is None:
            continue
        position = domain["goals"].index(goal)
        rows.append(_row(draft, path, goal, after, position, by))
        if after is None:
            del domain["goals"][position]
        else:
            domain["goals"][position] = after
    return rows


def _row(draft: PlanDraft, path: str, was: Node, after: Node | None, position: int | None, by: str) -> Correction:
    before = {"node": deepcopy(was), "position": position}
    return Correction(draft=draft, path=path, before=before, after={"node": deepcopy(after), CARRIED: True}, by=by)


def open_twin(draft: PlanDraft) -> PlanDraft | None:
    """Another open reading of the same plan that this one goes on from."""
    rows = PlanDraft.objects.filter(later=draft, state=PlanDraft.State.OPEN)
    return rows.defer("lines", "plan").first()
