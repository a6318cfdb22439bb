"""The county's list of townships: three of them, no indicator asked for one by one."""

from tests.web.world import World

from fuertong_web.collection.actions.entities import MemberRow, add_members, create_list
from fuertong_web.collection.enums import EntityKind
from fuertong_web.collection.filling_models import Entity

TOWNS = (("城东镇", "999901101"), ("城西镇", "999901102"), ("北山乡", "999901201"))


def build(world: World) -> None:
    """A list with its members."""
    by = world.actor("statistician")
    found = create_list(by=by, name="乡镇（街道）", kind=EntityKind.TOWN)
    add_members(by=by, found=found, rows=[MemberRow(name=name, code=code) for name, code in TOWNS])
    world.things["entity_list"] = found
    world.things["entity"] = Entity.objects.get(list=found, region__code="999901101")
