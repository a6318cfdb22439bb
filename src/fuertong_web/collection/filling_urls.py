"""Addresses of the filling side: one value, parts, evidence, questions, check codes."""

from django.urls import path

from fuertong_web.collection.views import cell, page_codes, parts, practice, questions

urlpatterns = [
    path("forms/<uuid:uid>/cells/<uuid:cell>/", cell.cell_page, name="cell_page"),
    path("forms/<uuid:uid>/many/", parts.form_many, name="form_many"),
    path("forms/<uuid:uid>/parts/", parts.form_parts, name="form_parts"),
    path("forms/<uuid:uid>/parts/merge/", parts.parts_merge, name="parts_merge"),
    path("forms/<uuid:uid>/parts/done/", parts.part_done, name="part_done"),
    path("forms/<uuid:uid>/parts/<int:part>/code/", parts.part_code, name="part_code"),
    path("forms/<uuid:uid>/page-codes/", page_codes.page_codes, name="page_codes"),
    path("forms/<uuid:uid>/verification/", questions.verification_sheet, name="verification_sheet"),
    path("forms/<uuid:uid>/practice/", practice.form_practice, name="form_practice"),
    path("evidence/<uuid:uid>/", cell.evidence_file, name="evidence_file"),
    path("questions/", questions.questions, name="questions"),
]
