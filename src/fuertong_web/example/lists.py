"""The example's lists below the county (名录): its townships, asked one by one where the folder has their values."""

from fuertong.model.organisation import Level
from fuertong.place_folder import PlaceFolder
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.actions.entities import change_list, create_list
from fuertong_web.collection.enums import EntityKind

NOTE = "示例名录：乡镇为虚构"


def keep_lists(office: Actor, folder: PlaceFolder) -> None:
    """A list of the folder's townships; what they have values of is filled in by township."""
    towns = {region.code for region in folder.regions if region.level is Level.TOWN}
    if not towns or office.place is None:
        return
    asked = {row.key.indicator for row in folder.observations if row.key.region in towns}
    made = create_list(by=office, name="乡镇", kind=EntityKind.TOWN, note=NOTE)
    chosen = office.place.indicators.filter(code__in=asked)
    change_list(by=office, found=made, name=made.name, words=["街道"], note=NOTE, indicators=chosen)
