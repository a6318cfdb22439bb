"""Addresses of 评估预警."""

from django.urls import path

from fuertong_web.assessment.views import goal_verdicts, standing, target, verdicts, warnings

urlpatterns = [
    path("standing/", standing.standing, name="standing"),
    path("verdicts/", verdicts.verdicts, name="verdicts"),
    path("verdicts/green/", verdicts.verdicts_green, name="verdicts_green"),
    path("verdicts/quality/", goal_verdicts.verdicts_quality, name="verdicts_quality"),
    path("verdicts/quality/same/", goal_verdicts.verdicts_same, name="verdicts_same"),
    path("verdicts/goals/", goal_verdicts.verdicts_goals, name="verdicts_goals"),
    path("verdicts/goals/all/", goal_verdicts.verdicts_goals_all, name="verdicts_goals_all"),
    path("targets/<path:code>/verdict/", target.target_verdict, name="target_verdict"),
    path("targets/<path:code>/answer/", target.target_answer, name="target_answer"),
    path("targets/<path:code>/", target.target, name="target"),
    path("warnings/", warnings.warnings, name="warnings"),
    path("warnings/<uuid:uid>/", warnings.warning_decide, name="warning_decide"),
]
