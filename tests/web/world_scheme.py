"""The county's scheme: one draft made from its indicators."""

from tests.web import world_collection
from tests.web.world import World

from fuertong_web.collection.actions import draft_scheme


def build(world: World) -> None:
    """A first version that nobody has submitted yet."""
    world_collection.ensure(world)
    world.things["scheme"] = draft_scheme(by=world.actor("statistician"))
