"""Addresses of indicators."""

from django.urls import path

from fuertong_web.indicators import views

urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators.xlsx", views.indicators_xlsx, name="indicators_xlsx"),
    path("indicators/polarity/", views.polarity_questions, name="polarity_questions"),
    path("indicators/<uuid:uid>/", views.indicator, name="indicator"),
    path("indicators/<uuid:uid>/edit/", views.indicator_edit, name="indicator_edit"),
    path("indicators/<uuid:uid>/redefine/", views.indicator_redefine, name="indicator_redefine"),
]
