"""Address of the home page."""

from django.urls import path

from fuertong_web.home import views

urlpatterns = [path("", views.home, name="home")]
