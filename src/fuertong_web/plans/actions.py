"""What may be done to plans: the acts other apps, pages and the example loader call."""

from fuertong_web.plans.amending import amend_target
from fuertong_web.plans.confirming import confirm_draft
from fuertong_web.plans.intake import import_document, keep_reading
from fuertong_web.plans.reviewing import (
    change_domain_goals,
    change_draft_goal,
    change_draft_head,
    choose_draft_units,
    drop_draft,
    mark_checked,
    redo_correction,
    remember_place,
    undo_correction,
)
from fuertong_web.plans.revising import revise_plan

__all__ = [
    "amend_target",
    "change_domain_goals",
    "change_draft_goal",
    "change_draft_head",
    "choose_draft_units",
    "confirm_draft",
    "drop_draft",
    "import_document",
    "keep_reading",
    "mark_checked",
    "redo_correction",
    "remember_place",
    "revise_plan",
    "undo_correction",
]
