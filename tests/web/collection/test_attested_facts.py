"""A verdict attested without a figure counts as judged in what dashboards and reports are made of."""

from datetime import date

from django.utils import timezone
from tests.web import world_review
from tests.web.world import World

from fuertong.model.verdict import Verdict
from fuertong_web.assessment.facts import Gathering
from fuertong_web.collection.enums import Cause
from fuertong_web.collection.models import Observation, Revision

YEAR = world_review.YEAR


def test_an_attested_verdict_is_a_verdict_by_its_department(world: World) -> None:
    target = world_review.target(world, "适龄妇女乳腺癌人群筛查率")
    key = {"indicator": target.indicator, "region": world.region, "period": str(YEAR), "breakdown": target.breakdown}
    revision = Revision.objects.create(
        **key,
        data_year=YEAR,
        status="attested",
        cause=Cause.SUBMIT,
        entered_by="示例",
        at=timezone.now(),
        attested="met",
        attested_by="县委组织部",
        attested_document="组函8号",
        attested_on=date(2026, 3, 2),
    )
    Observation.objects.update_or_create(
        **key, defaults={"data_year": YEAR, "revision": revision, "accepted_at": timezone.now()}
    )
    facts = Gathering(world.actor("office"), world.things["plan"], YEAR).facts()
    (told,) = [
        one for domain in facts.domains for goal in domain.goals for one in goal.targets if one.uid == str(target.uid)
    ]
    assert (told.verdict, told.decided_by, told.decided_on) == (Verdict.MET, "县委组织部", date(2026, 3, 2))
    assert "无数字" in told.remark
