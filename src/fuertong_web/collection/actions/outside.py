"""Source systems (数据源): registered, a delivery taken, its codes mapped, its values imported."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.model.observation import ValueStatus
from fuertong.outside import Mapping, OutsideTable
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.day_one import intake_place
from fuertong_web.collection.actions.importing import ImportResult, import_series
from fuertong_web.collection.models_intake import SourceDelivery, SourceSystem
from fuertong_web.collection.outside import mapping_row, preview_of
from fuertong_web.collection.outside_apart import table_row
from fuertong_web.places.actions import store_file

FIELDS = ("name", "owner", "delivers", "rhythm")


@transaction.atomic
def save_source(*, by: Actor, fields: dict[str, str], system: SourceSystem | None = None) -> SourceSystem:
    """Register a source system or change its particulars; FuertongError for a name that stands already or is empty."""
    place = intake_place(by)
    is_new = system is None
    system = system or SourceSystem(place=place)
    if system.place_id != place.pk:
        raise FuertongError("只能修改本地区的数据源。")
    before = {name: getattr(system, name) for name in FIELDS}
    for name in FIELDS:
        setattr(system, name, fields.get(name, "").strip())
    try:
        system.full_clean()
    except ValidationError as error:
        raise FuertongError("数据源没有保存：" + "".join(error.messages) + "请核对名称。") from None
    system.save()
    action = "collection.source_register" if is_new else "collection.source_change"
    record(by=by, action=action, target=system, before=before, after={name: getattr(system, name) for name in FIELDS})
    return system


@transaction.atomic
def take_delivery(*, by: Actor, system: SourceSystem, name: str, content: bytes, table: OutsideTable) -> SourceDelivery:
    """Keep an export of the system and what was read from it."""
    place = intake_place(by)
    stored = store_file(by=by, place=place, name=name, content=content, media_type="application/octet-stream")
    made = SourceDelivery.objects.create(system=system, document=stored, table=table_row(table), by=by.label)
    record(by=by, action="collection.source_deliver", target=system, after={"file": name, "rows": len(table.rows)})
    return made


@transaction.atomic
def map_source(*, by: Actor, system: SourceSystem, mapping: Mapping) -> None:
    """Remember what the system's dimensions and codes mean."""
    intake_place(by)
    system.mapping = mapping_row(mapping)
    system.save(update_fields=["mapping"])
    record(by=by, action="collection.source_map", target=system, after={"roles": system.mapping["roles"]})


@transaction.atomic
def import_delivery(*, by: Actor, delivery: SourceDelivery, status: ValueStatus, accept: bool) -> ImportResult:
    """Import what is understood of a delivery with its source; all or nothing, once."""
    intake_place(by)
    delivery = SourceDelivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.imported_at is not None:
        raise FuertongError("这份数据已经导入。请上传新的文件。")
    rows = preview_of(delivery).rows
    if not rows:
        raise FuertongError("没有可以导入的数据。请先选定对应关系。")
    result = import_series(
        by=by, rows=rows, document=delivery.document, status=status, accept=accept, reason=delivery.system.name
    )
    delivery.imported_at, delivery.imported = timezone.now(), result.revisions
    delivery.save(update_fields=["imported_at", "imported"])
    record(by=by, action="collection.source_import", target=delivery.system, after={"revisions": result.revisions})
    return result
