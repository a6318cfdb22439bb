"""Addresses of the app."""

from django.urls import path

from fuertong_web.ui import views

urlpatterns = [path("ui/", views.gallery, name="ui")]
