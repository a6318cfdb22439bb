"""The county's indicators: one phrase a person bound, one official explanation handed in."""

from tests.web import world_plans
from tests.web.world import World

from fuertong.reading.explanations import Explanation
from fuertong_web.indicators.explaining import keep_explanations
from fuertong_web.indicators.models import Phrase
from fuertong_web.indicators.phrases import PhraseAnswer, remember_phrases

ENTRIES = [
    Explanation(
        name="孕产妇死亡率",
        definition="指一年内每十万例活产的孕产妇死亡数。",
        numerator="孕产妇死亡人数",
        denominator="活产数",
        unit="/10万",
        where="第3页",
    ),
    Explanation(
        name="孕产妇系统管理率", definition="接受系统管理的产妇与产妇总数之比。", denominator="产妇总数", where="第4页"
    ),
    Explanation(name="人均地区生产总值", definition="按常住人口平均的地区生产总值。", where="第9页"),
]


def build(world: World) -> None:
    """Called by the fixture of the web tests."""
    world_plans.ensure(world)
    by = world.actor("statistician")
    code = world.things["indicator"].code
    remember_phrases(by=by, answers=[PhraseAnswer(written="产妇死亡水平", code=code)])
    world.things["phrase"] = Phrase.objects.get(written="产妇死亡水平")
    world.things["explanation_file"] = keep_explanations(
        by=by, title="《统计监测指标解释》（示例）", name="解释.txt", content="解释".encode(), entries=ENTRIES
    )
