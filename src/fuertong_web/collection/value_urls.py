"""Addresses of the data query and of later figures."""

from django.urls import path

from fuertong_web.collection.views import passing, revising, upward

urlpatterns = [
    path("values/unsettled/", revising.values_unsettled, name="values_unsettled"),
    path("values/changed/", revising.reports_changed, name="reports_changed"),
    path("values/changed/export/", revising.reports_changed_xlsx, name="reports_changed_xlsx"),
    path("values/below/<uuid:uid>/", passing.values_pull, name="values_pull"),
    path("values/upward/", upward.values_upward, name="values_upward"),
    path("values/<uuid:uid>/", upward.value_series, name="value_series"),
    path("values/<uuid:uid>/<str:period>/revise/", revising.value_revise, name="value_revise"),
]
