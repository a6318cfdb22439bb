"""Addresses of what comes from elsewhere: day one, forms of the upper office, source systems."""

from django.urls import path

from fuertong_web.collection.views import day_one

urlpatterns = [
    path("day-one/", day_one.day_one, name="day_one"),
    path("day-one/<uuid:uid>/", day_one.day_one_sheet, name="day_one_sheet"),
    path("day-one/<uuid:uid>/import/", day_one.day_one_import, name="day_one_import"),
]
