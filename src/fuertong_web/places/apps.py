"""Registration of the app with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """地区与单位"""

    name = "fuertong_web.places"
    verbose_name = "地区与单位"
