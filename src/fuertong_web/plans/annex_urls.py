"""Addresses of annexes, the plan's own rules, base values and strategies' targets."""

from django.urls import path

from fuertong_web.plans.views import annexes, bases, commitments, proposals

urlpatterns = [
    path("plans/drafts/<uuid:uid>/annex/", annexes.draft_annex, name="draft_annex"),
    path("plans/<str:code>/rules/", proposals.plan_rules, name="plan_rules"),
    path("plans/<str:code>/bases/", bases.plan_bases, name="plan_bases"),
    path("plans/<str:code>/strategies/take/", commitments.strategy_target, name="strategy_target"),
]
