"""A second version of the report, a unit asked about it, an opinion on it, and the first one handed in again."""

from datetime import timedelta

from django.utils import timezone
from tests.web.world import World
from tests.web.world_review import YEAR

from fuertong.reports.facts import Facts
from fuertong.reports.storing import from_data, to_data
from fuertong.reports.taking_back import Edits
from fuertong.reports.unit_reports import Occasion, Returned
from fuertong_web.reports.actions.consulting import Opinion, comment, consult
from fuertong_web.reports.actions.making import composed, make_report
from fuertong_web.reports.life_models import ReturnedFile, UnitReport
from fuertong_web.reports.writing_models import ReportRun


def build(world: World) -> None:
    """Called by the fixture of the web tests, after the review's world."""
    statistician = world.actor("statistician")
    version = make_report(by=statistician, plan=world.things["plan"], data_year=YEAR, without_gaps=True)
    consult(by=statistician, version=version, units=[world.health], due=timezone.localdate() + timedelta(days=10))
    first = world.things["version"]
    seen = {name: [] for name in ("numbers", "diffs", "added", "deleted", "moved", "comments", "findings")}
    edits = Edits(previous=composed(first.report, from_data(Facts, first.facts)))
    user = statistician.user
    world.things["report_run"] = ReportRun.objects.create(
        plan=world.things["plan"], kind="evaluation-midterm", data_year=YEAR, user=user, by="示例", at=timezone.now()
    )
    world.things["returned"] = ReturnedFile.objects.create(
        version=first, file=first.file, edits=to_data(edits), seen=seen, by=statistician.label, at=timezone.now()
    )
    world.things["lead"] = world.health
    world.things["unit_report"] = UnitReport.objects.create(
        place=world.place,
        unit=world.health,
        occasion="annual",
        year=YEAR + 1,
        file=first.file,
        seen=to_data(Returned(unit=world.health.name, occasion=Occasion.ANNUAL, year=YEAR + 1, answers=())),
        by=statistician.label,
        at=timezone.now(),
    )
    world.things["version2"] = version
    world.things["consultation"] = version.consultations.get()
    world.things["opinion"] = comment(
        by=statistician, version=version, opinion=Opinion(passage="一、", text="示例意见")
    )
