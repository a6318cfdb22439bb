"""Address of the log."""

from django.urls import path

from fuertong_web.audit import views

urlpatterns = [path("settings/log/", views.log, name="log")]
