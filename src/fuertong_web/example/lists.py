"""The examples' lists of what is below (名录): townships or counties, asked one by one where there are values."""

from fuertong.model.organisation import Level
from fuertong.place_folder import PlaceFolder
from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.actions.entities import change_list, create_list
from fuertong_web.collection.enums import EntityKind

NOTE = "示例名录：均为虚构"
KINDS = {
    Level.COUNTY: (EntityKind.TOWN, Level.TOWN, "乡镇"),
    Level.CITY: (EntityKind.REGION, Level.COUNTY, "县（市、区）"),
}


def keep_lists(office: Actor, folder: PlaceFolder) -> None:
    """A list of the regions below; what they have values of is filled in region by region."""
    if office.place is None or folder.profile.level not in KINDS:
        return
    kind, level, name = KINDS[folder.profile.level]
    below = {region.code for region in folder.regions if region.level is level and region.code != folder.profile.code}
    if not below:
        return
    asked = {row.key.indicator for row in folder.observations if row.key.region in below}
    made = create_list(by=office, name=name, kind=kind, note=NOTE)
    chosen = office.place.indicators.filter(code__in=asked)
    change_list(by=office, found=made, name=made.name, words=[], note=NOTE, indicators=chosen)
