"""All addresses: each app brings its own; every name stands in the permission matrix of the tests."""

from django.urls import include, path

APPS = ["accounts", "places", "plans", "indicators", "collection", "assessment", "reports", "audit", "ui", "home"]

urlpatterns = [path("", include(f"fuertong_web.{app}.urls")) for app in APPS]

handler400 = "fuertong_web.ui.errors.bad_request"
handler403 = "fuertong_web.ui.errors.forbidden"
handler404 = "fuertong_web.ui.errors.not_found"
handler500 = "fuertong_web.ui.errors.broken"
