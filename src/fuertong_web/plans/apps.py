"""Registration of the app with Django."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """规划"""

    name = "fuertong_web.plans"
    verbose_name = "规划"
