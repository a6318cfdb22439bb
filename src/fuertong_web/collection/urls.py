"""Addresses of the collection."""

from django.urls import path

from fuertong_web.collection import entity_urls, filling_urls, intake_urls, round_urls, value_urls
from fuertong_web.collection.views import (
    autosaving,
    codes,
    filling,
    gaps,
    importing,
    reviewing,
    rounds,
    signing,
    values,
    workbooks,
)

urlpatterns = [
    path("collection/", rounds.round_now, name="round_now"),
    path("collection/rounds/<uuid:uid>/", rounds.round_board, name="round"),
    path("collection/rounds/<uuid:uid>/codes/", rounds.round_codes, name="round_codes"),
    path("collection/rounds/<uuid:uid>/close/", rounds.round_close, name="round_close"),
    path("code/", codes.code_entry, name="code_entry"),
    path("code/filler/", codes.code_filler, name="code_filler"),
    path("forms/", filling.forms, name="forms"),
    path("forms/<uuid:uid>/", filling.form_fill, name="form_fill"),
    path("forms/<uuid:uid>/cell/", autosaving.cell_save, name="cell_save"),
    path("forms/<uuid:uid>/submit/", filling.form_submit, name="form_submit"),
    path("forms/<uuid:uid>/take-back/", filling.form_take_back, name="form_take_back"),
    path("forms/<uuid:uid>/sign/", signing.form_sign, name="form_sign"),
    path("forms/<uuid:uid>/review/", reviewing.form_review, name="form_review"),
    path("forms/<uuid:uid>/reopen/", reviewing.form_reopen, name="form_reopen"),
    path("forms/<uuid:uid>/offline/", reviewing.form_offline, name="form_offline"),
    path("forms/<uuid:uid>/scan/<int:number>/", reviewing.form_file, name="form_file"),
    path("forms/<uuid:uid>/code/", rounds.form_code, name="form_code"),
    path("forms/<uuid:uid>/extend/", rounds.form_extend, name="form_extend"),
    path("forms/<uuid:uid>/workbook/", workbooks.form_workbook, name="form_workbook"),
    path("forms/<uuid:uid>/upload/", workbooks.form_upload, name="form_upload"),
    path("forms/<uuid:uid>/upload/<uuid:file>/", workbooks.form_upload_confirm, name="form_upload_confirm"),
    path("forms/<uuid:uid>/proxy/", workbooks.form_proxy, name="form_proxy"),
    path("forms/<uuid:uid>/proxy/paper/", workbooks.form_proxy_paper, name="form_proxy_paper"),
    path("forms/<uuid:uid>/proxy/<uuid:file>/", workbooks.form_proxy_confirm, name="form_proxy_confirm"),
    path("values/", values.values, name="values"),
    path("values/export/", values.values_export, name="values_export"),
    path("values/gaps/", gaps.gaps, name="gaps"),
    path("values/gaps/export/", gaps.gaps_export, name="gaps_export"),
    path("values/<uuid:uid>/<str:period>/", values.value_history, name="value_history"),
    path("series/", importing.series_import, name="series_import"),
    path("series/template/", importing.series_template, name="series_template"),
    path("series/<uuid:file>/", importing.series_preview, name="series_preview"),
    *filling_urls.urlpatterns,
]
urlpatterns += round_urls.urlpatterns + intake_urls.urlpatterns + entity_urls.urlpatterns + value_urls.urlpatterns
