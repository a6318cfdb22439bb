"""Registration of the app with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """界面"""

    name = "fuertong_web.ui"
    verbose_name = "界面"
