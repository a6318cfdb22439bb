"""Making a report from stored values: each making is a version of its own."""

import json
from dataclasses import asdict, replace

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from fuertong import __version__, reports
from fuertong.reports.blocks import Paragraph
from fuertong.reports.blocks import Report as Composed
from fuertong.reports.facts import Facts
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.facts import gather
from fuertong_web.audit.actions import record
from fuertong_web.places.actions import store_file
from fuertong_web.places.selectors import setting
from fuertong_web.plans.models import Plan
from fuertong_web.reports.models import Report, ReportVersion

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def make_report(*, by: Actor, plan: Plan, data_year: int, without_gaps: bool = False) -> ReportVersion:
    """Write the monitoring report of a plan and year as a new version; earlier versions stay as they are.

    `without_gaps` leaves out the paragraphs that wait for a unit's cause or proposal.
    """
    if not by.can(Permission.REPORT_WRITE_MONITORING) or plan.place != by.place:
        raise PermissionDenied("监测报告由统计人员编写。")
    facts = replace(gather(by, plan, data_year), issued_on=timezone.localdate())
    made = reports.compose("monitoring", facts)
    if without_gaps:
        made = _without_gaps(made)
    mark = "内部资料" if setting(plan.place, "reports.internal_mark", plan=plan) else ""
    content = reports.docx(made, reports.Layout(mark=mark))
    report, _ = Report.objects.get_or_create(
        plan=plan, kind=Report.Kind.MONITORING, data_year=data_year, defaults={"title": made.title}
    )
    Report.objects.select_for_update().get(pk=report.pk)  # two at once get two numbers
    no = report.versions.count() + 1
    file = store_file(by=by, place=plan.place, name=f"{made.title}（第{no}稿）.docx", content=content, media_type=DOCX)
    version = ReportVersion.objects.create(
        report=report,
        no=no,
        file=file,
        facts=_plain(facts),
        findings=[finding.as_dict() for finding in made.findings],
        gaps=list(made.gaps),
        cutoff=facts.cutoff,
        method_version=facts.method_version,
        generator_version=__version__,
        by=by.label,
        at=timezone.now(),
    )
    record(
        by=by,
        action="reports.make",
        target=version,
        after={"year": data_year, "no": no, "sha256": file.sha256, "method": facts.method_version},
    )
    return version


def _without_gaps(made: Composed) -> Composed:
    kept = (b for b in made.blocks if not (isinstance(b, Paragraph) and any(run.gap for run in b.runs)))
    return replace(made, blocks=tuple(kept))


def _plain(facts: Facts) -> object:
    return json.loads(json.dumps(asdict(facts), cls=DjangoJSONEncoder, ensure_ascii=False))
