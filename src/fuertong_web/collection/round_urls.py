"""Addresses of schemes and of opening rounds."""

from django.urls import path

from fuertong_web.collection.views import bases, notices, opening, passing, quality, schemes

urlpatterns = [
    path("collection/open/", opening.round_open, name="round_open"),
    path("collection/rounds/<uuid:uid>/pass/", passing.round_pass, name="round_pass"),
    path("collection/tasks/", passing.upper_tasks, name="upper_tasks"),
    path("collection/tasks/<uuid:uid>/", passing.upper_task, name="upper_task"),
    path("collection/rounds/<uuid:uid>/export/", notices.round_xlsx, name="round_xlsx"),
    path("collection/rounds/<uuid:uid>/notice/", notices.round_notice, name="round_notice"),
    path("collection/rounds/<uuid:uid>/urging/", notices.round_urging, name="round_urging"),
    path("collection/rounds/<uuid:uid>/urged/", notices.round_urged, name="round_urged"),
    path("collection/rounds/<uuid:uid>/cutoff/", notices.round_cutoff, name="round_cutoff"),
    path("collection/rounds/<uuid:uid>/quality/", quality.round_quality, name="round_quality"),
    path("collection/rounds/<uuid:uid>/quality/word/", quality.round_quality_docx, name="round_quality_docx"),
    path("collection/rounds/<uuid:uid>/quality/export/", quality.round_quality_xlsx, name="round_quality_xlsx"),
    path("forms/<uuid:uid>/quality/", quality.form_quality, name="form_quality"),
    path("bases/", bases.bases, name="bases"),
    path("forms/<uuid:uid>/bases/", bases.form_bases, name="form_bases"),
    path("scheme/", schemes.schemes, name="schemes"),
    path("scheme/new/", schemes.scheme_new, name="scheme_new"),
    path("scheme/<uuid:uid>/", schemes.scheme, name="scheme"),
    path("scheme/<uuid:uid>/edit/", schemes.scheme_edit, name="scheme_edit"),
    path("scheme/<uuid:uid>/base/", schemes.scheme_base, name="scheme_base"),
    path("scheme/<uuid:uid>/act/", schemes.scheme_act, name="scheme_act"),
    path("scheme/<uuid:uid>/offline/", schemes.scheme_offline, name="scheme_offline"),
    path("scheme/<uuid:uid>/export/", schemes.scheme_xlsx, name="scheme_xlsx"),
]
