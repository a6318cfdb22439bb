"""Registration of the app with Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """指标"""

    name = "fuertong_web.indicators"
    verbose_name = "指标"
