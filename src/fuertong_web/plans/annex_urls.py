"""Addresses of annexes, the plan's own rules, base values and strategies' targets."""

from django.urls import path

from fuertong_web.plans.views import annexes, proposals

urlpatterns = [
    path("plans/drafts/<uuid:uid>/annex/", annexes.draft_annex, name="draft_annex"),
    path("plans/<str:code>/rules/", proposals.plan_rules, name="plan_rules"),
]
