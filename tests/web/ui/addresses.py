"""The addresses the frame links to, so that the look is tested without any other app."""

from django.urls import path

from fuertong_web.ui.views import gallery

urlpatterns = [path(f"{name}/", gallery, name=name) for name in ("ui", "search", "logout")]
