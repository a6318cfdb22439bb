"""The county's plans: the women's plan confirmed, the children's plan read and waiting for review."""

from copy import deepcopy
from functools import cache

from tests.web.world import World

from fuertong.reading import read
from fuertong_web.plans.actions import confirm_draft, keep_reading
from fuertong_web.plans.sandbox import RawReading

WOMEN = """示例县妇女发展规划（2021—2030年）

一、指导思想
坚持男女平等基本国策。
二、发展领域、主要目标和策略措施
（一）妇女与健康
主要目标：
1.孕产妇死亡率控制在12/10万以下，城乡差距逐步缩小。（牵头单位：县卫健委；责任单位：县教育局、县民政局）
2.适龄妇女宫颈癌人群筛查率达到70%以上，乳腺癌人群筛查率逐步提高。（牵头单位：县卫健局；责任单位：县妇联）
3.孕产妇系统管理率保持在95%以上。（牵头单位：县卫健局）
策略措施：
1.健全妇幼健康服务网。办好县妇幼保健院，村卫生室承担随访。
2.推进两癌早筛早诊。把免费检查列入民生实事。
（二）妇女与教育
主要目标：
1.高中阶段教育毛入学率达到92.5%以上，男女差距逐步缩小。（牵头单位：县教育局）
2.男女平等教育进课堂。（责任单位：县教育局、县妇联）
3.妇女之家示范活动开展率达到92.5%以上。（牵头单位：县妇联）
策略措施：
1.落实教育公平。保障女童平等接受教育。
三、组织实施
（一）坚持党的领导。把党的领导贯穿于规划实施全过程。
（二）落实经费。将经费列入预算。
"""
CHILDREN = (
    WOMEN.replace("妇女发展规划", "儿童发展规划")
    .replace("妇女与健康", "儿童与健康")
    .replace("妇女与教育", "儿童与教育")
    .replace("孕产妇死亡率控制在12/10万以下", "婴儿死亡率控制在5‰以下")
    .replace("孕产妇系统管理率保持在95%以上", "产前筛查率达到85%以上")
)


def reading_of(text: str, name: str = "规划.txt") -> RawReading:
    """What the reader makes of a text, in this process; each call gives a copy of its own."""
    return deepcopy(_read(text, name))


@cache
def _read(text: str, name: str) -> RawReading:
    found = read(text.encode(), name=name)
    rows = found.as_dict()
    return RawReading(plans=rows["plans"], findings=rows["findings"], lines=list(found.lines))


def ensure(world: World) -> None:
    """Both readings, the women's plan confirmed; other builders may call it first."""
    if "plan" in world.things:
        return
    office = world.actor("office")
    drafts = []
    for text, name in ((WOMEN, "妇女规划.txt"), (CHILDREN, "儿童规划.txt")):
        reading = reading_of(text, name)
        drafts += keep_reading(by=office, name=name, content=text.encode(), reading=reading)
    world.things["plan"] = confirm_draft(by=office, draft=drafts[0])
    world.things["draft"] = drafts[1]
    goal = world.things["plan"].domains.get(no=1).goals.get(no=1)
    world.things["goal"] = goal
    world.things["target"] = goal.targets.get(no=1)
    world.things["indicator"] = world.things["target"].indicator


def build(world: World) -> None:
    """Called by the fixture of the web tests."""
    ensure(world)
