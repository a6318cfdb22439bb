"""Addresses of reports."""

from django.urls import path

from fuertong_web.reports import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/make/", views.report_make, name="report_make"),
    path("reports/preview/<str:code>/", views.report_preview, name="report_preview"),
    path("reports/<uuid:uid>/", views.report_version, name="report_version"),
    path("reports/<uuid:uid>/word/", views.report_download, name="report_download"),
    path("reports/<uuid:uid>/finish/", views.report_finish, name="report_finish"),
]
