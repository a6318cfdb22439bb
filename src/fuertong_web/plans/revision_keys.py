"""Where the rows of a plan stand (条目定位): by position for the comparison, by key for the person who chooses."""

from fuertong.planning.revision import GoalChange, TargetChange
from fuertong_web.plans.models import Goal, Plan, PlanDraft, Target
from fuertong_web.plans.reading_tree import Node
from fuertong_web.plans.selectors import goals_of


class Keys:
    """The rows of a plan by position, and the key of each change: the code that stands, else the draft's path."""

    def __init__(self, plan: Plan, draft: PlanDraft) -> None:
        self.tree: Node = draft.plan
        self.domains = list(plan.domains.prefetch_related("strategies").order_by("no"))
        places = {domain.pk: place for place, domain in enumerate(self.domains)}
        self.goals: dict[tuple[int, int], Goal] = {}
        self.targets: dict[tuple[int, int, int], Target] = {}
        counts: dict[int, int] = {}
        for goal in goals_of(plan):
            domain = places[goal.domain_id]
            place = counts.get(domain, 0)
            counts[domain] = place + 1
            self.goals[domain, place] = goal
            for third, target in enumerate(goal.targets.all()):
                self.targets[domain, place, third] = target
        self.strategies = {
            (one, two): row
            for one, domain in enumerate(self.domains)
            for two, row in enumerate(domain.strategies.all())
        }

    def path(self, at: tuple[int, ...]) -> str:
        """The draft's path of a position."""
        domain = self.tree["domains"][at[0]]
        goal = domain["goals"][at[1]]
        parts = [domain["id"], goal["id"], *([goal["targets"][at[2]]["id"]] if len(at) > 2 else [])]
        return "/".join(parts)

    def goal(self, change: GoalChange) -> str:
        """The key of a goal's change."""
        if change.old is not None:
            return self.goals[change.old.at].code
        return f"new:{self.path(change.new.at)}" if change.new else ""

    def target(self, change: TargetChange) -> str:
        """The key of a target's change."""
        if change.old is not None:
            return self.targets[change.old.at].code
        return f"new:{self.path(change.new.at)}" if change.new else ""
