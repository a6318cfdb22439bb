"""Making a report from stored values: each making is a version of its own; what people wrote is kept."""

from dataclasses import asdict, replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong import __version__, reports
from fuertong.errors import FuertongError
from fuertong.reports.blocks import Paragraph
from fuertong.reports.blocks import Report as Composed
from fuertong.reports.facts import Facts
from fuertong.reports.storing import from_data, to_data
from fuertong.reports.taking_back import Diff, Edits, reapply
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import Unit
from fuertong_web.places.selectors import setting
from fuertong_web.plans.models import Plan
from fuertong_web.reports.gathering import report_facts
from fuertong_web.reports.kinds import may_write, writer_words
from fuertong_web.reports.models import Report, ReportVersion
from fuertong_web.ui.downloads import DOCX


@transaction.atomic
def make_report(
    *,
    by: Actor,
    plan: Plan,
    data_year: int,
    kind: str = Report.Kind.MONITORING,
    unit: Unit | None = None,
    without_gaps: bool = False,
    keep_edits: bool = True,
) -> ReportVersion:
    """Write a report of a plan and year as a new version; earlier versions stay as they are. `unit` for 部门简报.

    `without_gaps` leaves out the paragraphs that wait for a unit's cause or proposal; `keep_edits` writes what people
    changed in the last version into this one too.
    """
    if not may_write(by, kind) or plan.place != by.place:
        raise PermissionDenied(writer_words(kind))
    facts = report_facts(by, plan, data_year)
    wanted = Report(plan=plan, kind=kind, data_year=data_year, unit=unit)
    title = composed(wanted, facts).title
    report, _ = Report.objects.get_or_create(
        plan=plan, kind=kind, data_year=data_year, unit=unit, defaults={"title": title}
    )
    last = report.versions.order_by("-no").first() if keep_edits else None
    edits = from_data(Edits, last.edits) if last and last.edits else None
    return write_version(by=by, report=report, facts=facts, edits=edits, without_gaps=without_gaps)


@transaction.atomic
def write_version(
    *, by: Actor, report: Report, facts: Facts, edits: Edits | None = None, without_gaps: bool = False
) -> ReportVersion:
    """Compose, write people's edits in, and store Word, facts and edits as the next version of the report."""
    Report.objects.select_for_update().get(pk=report.pk)  # two at once get two numbers
    made = composed(report, facts)
    if without_gaps:
        made = _without_gaps(made)
    findings = made.findings
    outdated: tuple[Diff, ...] = ()
    if edits is not None:
        merged = reapply(edits, made)
        made, outdated = merged.report, merged.diffs
    mark = "内部资料" if setting(report.plan.place, "reports.internal_mark", plan=report.plan) else ""
    content = reports.docx(made, reports.Layout(mark=mark))
    no = report.versions.count() + 1
    name = f"{report.title}（第{no}稿）.docx"
    file = store_file(by=by, place=report.plan.place, name=name, content=content, media_type=DOCX)
    version = ReportVersion.objects.create(
        report=report,
        no=no,
        file=file,
        facts=to_data(facts),
        edits=to_data(edits) if edits is not None else None,
        outdated=[asdict(diff) for diff in outdated],
        findings=[finding.as_dict() for finding in findings],
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
        after={"year": report.data_year, "no": no, "sha256": file.sha256, "method": facts.method_version},
    )
    return version


def public_content(version: ReportVersion) -> bytes:
    """A final version as the public reads it: the same text without the internal mark (a final one has no gaps)."""
    made = _without_gaps(composed(version.report, from_data(Facts, version.facts)))
    if version.edits:
        made = reapply(from_data(Edits, version.edits), made).report
    return reports.docx(made, reports.Layout())


def composed(report: Report, facts: Facts) -> Composed:
    """The report as its template writes it from these facts, without what people changed.

    FuertongError when it cannot be written, as a supplement without a final report to compare with.
    """
    unit = report.unit.name if report.unit else ""
    return reports.compose(report.kind, facts, unit=unit, earlier=earlier_of(report))


def earlier_of(report: Report) -> Facts | None:
    """The facts of the final report that a supplement is compared with, None for other kinds."""
    if report.kind != Report.Kind.SUPPLEMENT:
        return None
    rows = ReportVersion.objects.filter(report__plan=report.plan, report__kind=Report.Kind.FINAL, is_final=True)
    last = rows.order_by("-at", "-no").first()
    if last is None:
        raise FuertongError("还没有定稿的终期监测报告，不能生成补充稿。")
    return from_data(Facts, last.facts)


def _without_gaps(made: Composed) -> Composed:
    kept = (b for b in made.blocks if not (isinstance(b, Paragraph) and any(run.gap for run in b.runs)))
    return replace(made, blocks=tuple(kept))
