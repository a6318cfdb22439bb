"""Addresses of what comes from elsewhere: day one, forms of the upper office, source systems."""

from django.urls import path

from fuertong_web.collection.views import day_one, outside, upper_forms

urlpatterns = [
    path("day-one/", day_one.day_one, name="day_one"),
    path("day-one/<uuid:uid>/", day_one.day_one_sheet, name="day_one_sheet"),
    path("day-one/<uuid:uid>/import/", day_one.day_one_import, name="day_one_import"),
    path("upper-forms/", upper_forms.upper_forms, name="upper_forms"),
    path("upper-forms/<uuid:uid>/", upper_forms.upper_form, name="upper_form"),
    path("upper-forms/<uuid:uid>/file/", upper_forms.upper_form_file, name="upper_form_file"),
    path("sources/", outside.sources, name="sources"),
    path("sources/<uuid:uid>/", outside.source, name="source"),
    path("deliveries/<uuid:uid>/", outside.delivery, name="delivery"),
    path("deliveries/<uuid:uid>/import/", outside.delivery_import, name="delivery_import"),
]
