"""Addresses of plans, their drafts, goals and targets."""

from django.urls import include, path

from fuertong_web.plans.views import browsing, changing, completing, duties, importing, review

urlpatterns = [
    path("", include("fuertong_web.plans.annex_urls")),
    path("plans/", browsing.plans, name="plans"),
    path("plans/import/", importing.plan_import, name="plan_import"),
    path("plans/drafts/<uuid:uid>/", review.draft, name="draft"),
    path("plans/drafts/<uuid:uid>/change/", review.draft_change, name="draft_change"),
    path("plans/drafts/<uuid:uid>/check/", review.draft_check, name="draft_check"),
    path("plans/drafts/<uuid:uid>/undo/", review.draft_undo, name="draft_undo"),
    path("plans/drafts/<uuid:uid>/head/", completing.draft_head, name="draft_head"),
    path("plans/drafts/<uuid:uid>/units/", completing.draft_units, name="draft_units"),
    path("plans/drafts/<uuid:uid>/confirm/", completing.draft_confirm, name="draft_confirm"),
    path("plans/drafts/<uuid:uid>/drop/", completing.draft_drop, name="draft_drop"),
    path("duties/", duties.duties, name="duties"),
    path("duties.xlsx", duties.duties_xlsx, name="duties_xlsx"),
    path("plans/<str:code>/", browsing.plan, name="plan"),
    path("plans/<str:code>/strategies/", browsing.plan_strategies, name="plan_strategies"),
    path("plans/<str:code>/parts/", browsing.plan_parts, name="plan_parts"),
    path("plans/<str:code>/health/", duties.plan_health, name="plan_health"),
    path("goals/<path:code>/units/", changing.goal_units, name="goal_units"),
    path("goals/<path:code>/", browsing.goal, name="goal"),
    path("targets/<path:code>/edit/", changing.target_edit, name="target_edit"),
]
