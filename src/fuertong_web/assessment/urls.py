"""Addresses of 评估预警."""

from django.urls import path

from fuertong_web.assessment.views import (
    backtest,
    comparison,
    goal_verdicts,
    judging,
    rates,
    standing,
    target,
    verdicts,
    warning_rules,
    warnings,
    what_if,
)

urlpatterns = [
    path("standing/", standing.standing, name="standing"),
    path("verdicts/", verdicts.verdicts, name="verdicts"),
    path("verdicts/green/", verdicts.verdicts_green, name="verdicts_green"),
    path("verdicts/quality/", goal_verdicts.verdicts_quality, name="verdicts_quality"),
    path("verdicts/quality/same/", goal_verdicts.verdicts_same, name="verdicts_same"),
    path("verdicts/files/<uuid:uid>/", goal_verdicts.verdict_file, name="verdict_file"),
    path("verdicts/goals/", goal_verdicts.verdicts_goals, name="verdicts_goals"),
    path("verdicts/goals/all/", goal_verdicts.verdicts_goals_all, name="verdicts_goals_all"),
    path("targets/<path:code>/what-if/", what_if.target_what_if, name="target_what_if"),
    path("targets/<path:code>/verdict/", target.target_verdict, name="target_verdict"),
    path("targets/<path:code>/answer/", target.target_answer, name="target_answer"),
    path("targets/<path:code>/", target.target, name="target"),
    path("warnings/", warnings.warnings, name="warnings"),
    path("warnings/list.docx", warnings.warnings_docx, name="warnings_docx"),
    path("warnings/list.xlsx", warnings.warnings_xlsx, name="warnings_xlsx"),
    path("warnings/rules/", warning_rules.warning_rules, name="warning_rules"),
    path("warnings/questions/", warnings.warning_questions, name="warning_questions"),
    path("warnings/<uuid:uid>/answer/", warnings.warning_answer, name="warning_answer"),
    path("rates/", rates.attainment_rates, name="attainment_rates"),
    path("rates/rates.xlsx", rates.attainment_rates_xlsx, name="attainment_rates_xlsx"),
    path("comparison/", comparison.comparison, name="comparison"),
    path("comparison/rows.xlsx", comparison.comparison_xlsx, name="comparison_xlsx"),
    path("judging/", judging.judging, name="judging"),
    path("judging/start/", judging.judging_start, name="judging_start"),
    path("judging/<uuid:uid>/", judging.judging_progress, name="judging_progress"),
    path("judging/<uuid:uid>/continue/", judging.judging_go_on, name="judging_go_on"),
    path("backtest/", backtest.backtest_page, name="backtest"),
    path("backtest/counts.xlsx", backtest.backtest_xlsx, name="backtest_xlsx"),
    path("warnings/decide/", warnings.warnings_decide, name="warnings_decide"),
]
