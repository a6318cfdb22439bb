"""Addresses of the set-up, the beginning, units and settings."""

from django.urls import path

from fuertong_web.places import views

urlpatterns = [
    path("setup/", views.setup, name="setup"),
    path("start/", views.start, name="start"),
    path("settings/units/", views.units, name="units"),
    path("settings/units/<uuid:uid>/", views.unit, name="unit"),
    path("settings/", views.settings_page, name="settings"),
]
