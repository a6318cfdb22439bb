"""Registration of the app with Django."""

from django.apps import AppConfig


class CollectionConfig(AppConfig):
    """年度监测"""

    name = "fuertong_web.collection"
    verbose_name = "年度监测"
