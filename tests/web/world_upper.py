"""An upper plan kept by the county, and a plan of the years before with a successor in force."""

from tests.web import world_plans
from tests.web.world import World

from fuertong_web.plans.models import UpperPlan
from fuertong_web.plans.upper import keep_upper_plans

CITY = """上级市妇女发展规划（2021—2030年）
（一）妇女与健康
主要目标：
1.孕产妇死亡率控制在10/10万以下，城乡差距逐步缩小。
2.适龄妇女宫颈癌人群筛查率达到70%以上。
3.孕产妇系统管理率达到90%以上。
4.妇女健康素养水平逐步提高。
策略措施：
1.健全网络。完善体系。
"""


def ensure(world: World) -> UpperPlan:
    """The city's plan for women, read in this process."""
    if "upper_plan" not in world.things:
        world_plans.ensure(world)
        office = world.actor("office")
        assert office.place is not None
        reading = world_plans.reading_of(CITY, "上级市规划.txt")
        rows = keep_upper_plans(
            by=office,
            place=office.place,
            name="上级市",
            file_name="上级市规划.txt",
            content=CITY.encode(),
            plans=reading.plans,
        )
        world.things["upper_plan"] = rows[0]
    found = world.things["upper_plan"]
    assert isinstance(found, UpperPlan)
    return found


def build(world: World) -> None:
    """Called by the fixture of the web tests."""
    ensure(world)
