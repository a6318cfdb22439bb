"""Addresses of reports."""

from django.urls import path

from fuertong_web.reports.views import consulting, life, pages, returned, unit_reports, yearbook

urlpatterns = [
    path("reports/", pages.reports, name="reports"),
    path("reports/make/", pages.report_make, name="report_make"),
    path("reports/preview/", pages.report_preview_chosen, name="report_preview_chosen"),
    path("reports/preview/<str:code>/", pages.report_preview, name="report_preview"),
    path("reports/<uuid:uid>/", pages.report_version, name="report_version"),
    path("reports/<uuid:uid>/word/", pages.report_download, name="report_download"),
    path("reports/<uuid:uid>/against/<uuid:other>/", pages.report_compare, name="report_compare"),
    path("reports/<uuid:uid>/submit/", life.report_submit, name="report_submit"),
    path("reports/<uuid:uid>/return/", life.report_return, name="report_return"),
    path("reports/<uuid:uid>/finish/", life.report_finish, name="report_finish"),
    path("reports/<uuid:uid>/offline/", life.report_offline, name="report_offline"),
    path("reports/<uuid:uid>/issue/", life.report_issue, name="report_issue"),
    path("reports/<uuid:uid>/publish/", life.report_publish, name="report_publish"),
    path("reports/<uuid:uid>/archive/", life.report_archive, name="report_archive"),
    path("reports/<uuid:uid>/consult/", consulting.report_consult, name="report_consult"),
    path("reports/<uuid:uid>/comment/", consulting.report_comment, name="report_comment"),
    path("reports/<uuid:uid>/opinions/", consulting.report_opinions, name="report_opinions"),
    path("reports/check/", returned.report_check, name="report_check"),
    path("reports/<uuid:uid>/check/", returned.report_check_version, name="report_check_version"),
    path("reports/<uuid:uid>/take-back/", returned.report_take_back, name="report_take_back"),
    path("reports/returned/<uuid:uid>/", returned.report_returned, name="report_returned"),
    path("reports/reply/<uuid:uid>/", consulting.report_reply, name="report_reply"),
    path("reports/answer/<uuid:uid>/", consulting.report_answer, name="report_answer"),
    path("unit-reports/", unit_reports.unit_reports, name="unit_reports"),
    path("unit-reports/all/", unit_reports.unit_reports_zip, name="unit_reports_zip"),
    path("unit-reports/draft/", unit_reports.unit_reports_draft, name="unit_reports_draft"),
    path("unit-reports/blank/<str:code>/", unit_reports.unit_report_blank, name="unit_report_blank"),
    path("unit-reports/<uuid:uid>/", unit_reports.unit_report_file, name="unit_report_file"),
    path("yearbook/", yearbook.yearbook, name="yearbook"),
    path("yearbook/<str:kind>/", yearbook.yearbook_file, name="yearbook_file"),
]
