"""What the addresses of accounts and places need."""

from tests.web.world import World


def build(world: World) -> None:
    """The county itself, its liaison and the liaison's role."""
    world.things["place"] = world.place
    world.things["health"] = world.health
    world.things["liaison"] = world.users["liaison"]
    world.things["grant"] = world.users["liaison"].grants.get()
