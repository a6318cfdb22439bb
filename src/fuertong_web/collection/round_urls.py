"""Addresses of schemes and of opening rounds."""

from django.urls import path

from fuertong_web.collection.views import opening, schemes

urlpatterns = [
    path("collection/open/", opening.round_open, name="round_open"),
    path("scheme/", schemes.schemes, name="schemes"),
    path("scheme/new/", schemes.scheme_new, name="scheme_new"),
    path("scheme/<uuid:uid>/", schemes.scheme, name="scheme"),
    path("scheme/<uuid:uid>/edit/", schemes.scheme_edit, name="scheme_edit"),
    path("scheme/<uuid:uid>/base/", schemes.scheme_base, name="scheme_base"),
    path("scheme/<uuid:uid>/act/", schemes.scheme_act, name="scheme_act"),
    path("scheme/<uuid:uid>/offline/", schemes.scheme_offline, name="scheme_offline"),
    path("scheme/<uuid:uid>/export/", schemes.scheme_xlsx, name="scheme_xlsx"),
]
