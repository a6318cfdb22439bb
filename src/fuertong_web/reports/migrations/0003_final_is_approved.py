"""Versions made final before the states existed stand at 已定稿."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def final_ones_are_approved(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the state the older field says."""
    apps.get_model("reports", "ReportVersion").objects.filter(is_final=True).update(state="approved")


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_life")]

    operations = [migrations.RunPython(final_ones_are_approved, migrations.RunPython.noop)]
