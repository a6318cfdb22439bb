"""Addresses of the lists below the place (名录)."""

from django.urls import path

from fuertong_web.collection.views import entities, member_import

urlpatterns = [
    path("settings/lists/", entities.entities, name="entities"),
    path("settings/lists/<uuid:uid>/", entities.entity_list, name="entity_list"),
    path("settings/lists/<uuid:uid>/template/", member_import.entity_template, name="entity_template"),
    path("settings/lists/<uuid:uid>/import/", member_import.entity_import, name="entity_import"),
    path("settings/lists/<uuid:uid>/import/<uuid:file>/", member_import.entity_preview, name="entity_preview"),
    path("settings/members/<uuid:uid>/", entities.entity, name="entity"),
]
