"""Registration of the app with Django."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """评估预警"""

    name = "fuertong_web.assessment"
    verbose_name = "评估预警"
