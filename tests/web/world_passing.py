"""A city above the two counties of the tests: its statistician, one unit, a round passed down to the first county."""

from datetime import date

from tests.web import world_collection
from tests.web.world import World, make_user

from fuertong_web.accounts.roles import Role
from fuertong_web.accounts.selectors import actor_for
from fuertong_web.collection.actions import open_round
from fuertong_web.collection.actions.passing import pass_down
from fuertong_web.indicators.models import Indicator
from fuertong_web.places.models import Place, Unit

LEVELS = ["city", "county"]


def build(world: World) -> None:
    """The city asks for a rate with parts, a number of beds, and one the counties do not know yet."""
    world_collection.ensure(world)
    assert world.region.parent is not None
    city = Place.objects.create(region=world.region.parent, short_name="我市", is_example=True)
    bureau = Unit.objects.create(place=city, code="999900-health", name="市卫生健康委", order=1)
    world.users["city"] = make_user("city-passing", "示例市统计员", city, Role.STATISTICIAN)
    rate = {"unit": "%", "kind": "pct", "per": 100, "decimals": 1, "numerator": "接受服务人数"}
    for code, name, extra in (
        ("coverage", "示例管理率", rate | {"denominator": "应服务人数"}),
        ("beds", "示例床位数", {"unit": "张", "kind": "count", "decimals": 0}),
        ("classes", "示例家长学校数", {"unit": "所", "kind": "count", "decimals": 0}),
    ):
        Indicator.objects.create(place=city, code=code, name=name, levels=LEVELS, source_unit=bureau, **extra)
    by = actor_for(world.users["city"])
    opened = open_round(
        by=by,
        work_year=2026,
        data_year=2025,
        title="示例市2025年度统计监测",
        opens_on=date(2026, 9, 1),
        deadline=date(2027, 1, 31),
    )
    world.things["city_round"] = opened
    world.things["passed"] = pass_down(by=by, round=opened, regions=[world.region])[0]
