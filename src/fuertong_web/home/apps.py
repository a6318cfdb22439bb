"""Registration of the app with Django."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """首页"""

    name = "fuertong_web.home"
    verbose_name = "首页"
