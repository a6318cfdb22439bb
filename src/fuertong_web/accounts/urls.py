"""Addresses of signing in, persons and roles."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from fuertong_web.accounts import views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", views.password, name="password"),
    path("switch/place/<uuid:uid>/", views.place_switch, name="place_switch"),
    path("switch/audience/<str:audience>/", views.audience_switch, name="audience_switch"),
    path("ping/", views.ping, name="ping"),
    path("settings/persons/", views.persons, name="persons"),
    path("settings/persons/<uuid:uid>/", views.person, name="person"),
    path("settings/roles/<uuid:uid>/revoke/", views.grant_revoke, name="grant_revoke"),
]
