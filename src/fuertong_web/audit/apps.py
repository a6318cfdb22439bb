"""Registration of the app with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """操作日志"""

    name = "fuertong_web.audit"
    verbose_name = "操作日志"
