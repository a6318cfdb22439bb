"""Registration of the app with Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """报告"""

    name = "fuertong_web.reports"
    verbose_name = "报告"
