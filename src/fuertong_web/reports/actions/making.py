"""Making a report from stored values: each making is a version of its own; what people wrote is kept."""

from dataclasses import asdict, dataclass, replace
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong import __version__, reports
from fuertong.errors import FuertongError
from fuertong.model.findings import Finding
from fuertong.reports.blocks import Paragraph
from fuertong.reports.blocks import Report as Composed
from fuertong.reports.dressing import Dress, dressed
from fuertong.reports.facts import Facts
from fuertong.reports.storing import from_data, to_data
from fuertong.reports.taking_back import Diff, Edits, reapply
from fuertong.reports.writer import Progress
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import Unit
from fuertong_web.places.selectors import setting
from fuertong_web.plans.models import Plan
from fuertong_web.reports.gathering import report_facts
from fuertong_web.reports.kinds import may_write, writer_words
from fuertong_web.reports.models import FINAL_STATES, Report, ReportVersion
from fuertong_web.reports.styles import Form, current_style, form_of
from fuertong_web.reports.writing_models import ReportStyle
from fuertong_web.ui.downloads import DOCX

_COMPOSED = 0.4
"""The share of the work that is done when the text is composed; the rest is Word and its charts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text with people's edits in it, what the generator found, and kept sentences that rest on other numbers now."""

    report: Composed
    form: Form
    findings: tuple[Finding, ...]
    outdated: tuple[Diff, ...] = ()


def make_report(
    *,
    by: Actor,
    plan: Plan,
    data_year: int,
    kind: str = Report.Kind.MONITORING,
    unit: Unit | None = None,
    without_gaps: bool = False,
    keep_edits: bool = True,
    dress: Dress | None = None,
    known_on: date | None = None,
    progress: Progress | None = None,
) -> ReportVersion:
    """Write a report of a plan and year as a new version; earlier versions stay as they are. `unit` for 部门简报.

    `without_gaps` leaves out the paragraphs that wait for a unit's cause or proposal; `keep_edits` writes what people
    changed in the last version into this one too. `known_on` takes the values as known on that day (数据截止). The text
    is written before the transaction begins, so that others can save meanwhile.
    """
    if not may_write(by, kind) or plan.place != by.place:
        raise PermissionDenied(writer_words(kind))
    if known_on is not None and known_on > timezone.localdate():
        raise FuertongError("数据截止日期不能晚于今天。")
    facts = report_facts(by, plan, data_year, kind=kind, known_on=known_on)
    wanted = Report(plan=plan, kind=kind, data_year=data_year, unit=unit)
    title = composed(wanted, facts, style=current_style(plan.place, kind)).title
    report, _ = Report.objects.get_or_create(
        plan=plan, kind=kind, data_year=data_year, unit=unit, defaults={"title": title}
    )
    last = last_edited(report) if keep_edits else None
    edits = edits_of(last)
    return write_version(
        by=by,
        report=report,
        facts=facts,
        edits=edits,
        without_gaps=without_gaps,
        dress=dress,
        known_on=known_on,
        progress=progress,
    )


def edits_of(version: ReportVersion | None) -> Edits | None:
    """What people changed in a version by hand, None where nothing."""
    return from_data(Edits, version.edits) if version is not None and version.edits else None


def last_edited(report: Report) -> ReportVersion | None:
    """The newest version, where people edited it."""
    last = report.versions.order_by("-no").first() if report.pk else None
    return last if last is not None and last.edits else None


def write_version(
    *,
    by: Actor,
    report: Report,
    facts: Facts,
    edits: Edits | None = None,
    without_gaps: bool = False,
    dress: Dress | None = None,
    known_on: date | None = None,
    progress: Progress | None = None,
) -> ReportVersion:
    """Compose, write people's edits in, and store Word, facts and edits as the next version of the report."""
    style = current_style(report.plan.place, report.kind)
    mark = "内部资料" if setting(report.plan.place, "reports.internal_mark", plan=report.plan) else ""
    worn = replace(dress or Dress(), mark=mark)
    made = written(report, facts, style=style, edits=edits, without_gaps=without_gaps, progress=progress)
    content = printed(made, facts, worn, progress=progress)
    with transaction.atomic():
        Report.objects.select_for_update().get(pk=report.pk)  # two at once get two numbers
        no = report.versions.count() + 1
        name = f"{report.title}（第{no}稿）.docx"
        file = store_file(by=by, place=report.plan.place, name=name, content=content, media_type=DOCX)
        version = ReportVersion.objects.create(
            report=report,
            no=no,
            file=file,
            facts=to_data(facts),
            edits=to_data(edits) if edits is not None else None,
            outdated=[asdict(diff) for diff in made.outdated],
            findings=[finding.as_dict() for finding in made.findings],
            gaps=list(made.report.gaps),
            cutoff=facts.cutoff,
            known_on=known_on,
            dress=to_data(worn),
            style=style,
            without_gaps=without_gaps,
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


def written(
    report: Report,
    facts: Facts,
    *,
    style: ReportStyle | None = None,
    edits: Edits | None = None,
    without_gaps: bool = False,
    progress: Progress | None = None,
) -> Written:
    """The text of a version: in the place's own way, gaps left out where wanted, edits of people written in."""
    form = form_of(report.kind, style)
    part = None if progress is None else (lambda share, words: progress(share * _COMPOSED, words))
    made = composed(report, facts, style=style, progress=part)
    findings = (*form.findings, *made.findings)
    if without_gaps:
        made = _without_gaps(made)
    if edits is None:
        return Written(report=made, form=form, findings=findings)
    merged = reapply(edits, made)
    return Written(report=merged.report, form=form, findings=findings, outdated=merged.diffs)


def printed(made: Written, facts: Facts, dress: Dress, *, progress: Progress | None = None) -> bytes:
    """The Word file of a text as it is sent."""
    part = None if progress is None else (lambda share, words: progress(_COMPOSED + share * (1 - _COMPOSED), words))
    layout = replace(made.form.layout, mark=dress.mark)
    return reports.docx(dressed(made.report, facts, dress), layout, progress=part)


def printed_again(version: ReportVersion, *, public: bool = False) -> bytes:
    """The Word file of a stored version from what is stored with it; `public` without mark and without gaps.

    The same bytes as the stored file where the program is the version's own.
    """
    facts = from_data(Facts, version.facts)
    dress = from_data(Dress, version.dress)
    made = written(
        version.report,
        facts,
        style=version.style,
        edits=edits_of(version),
        without_gaps=public or version.without_gaps,
    )
    return printed(made, facts, replace(dress, mark="") if public else dress)


def composed(
    report: Report, facts: Facts, *, style: ReportStyle | None = None, progress: Progress | None = None
) -> Composed:
    """The report as its template writes it from these facts, without what people changed.

    FuertongError when it cannot be written, as a supplement without a final report to compare with.
    """
    unit = report.unit.name if report.unit else ""
    form = form_of(report.kind, style)
    return reports.compose(
        form.template, facts, wording=form.wording, unit=unit, earlier=earlier_of(report), progress=progress
    )


def earlier_of(report: Report) -> Facts | None:
    """The facts of the final report that a supplement is compared with, None for other kinds."""
    if report.kind != Report.Kind.SUPPLEMENT:
        return None
    rows = ReportVersion.objects.filter(
        report__plan=report.plan, report__kind=Report.Kind.FINAL, state__in=FINAL_STATES
    )
    last = rows.order_by("-at", "-no").first()
    if last is None:
        raise FuertongError("还没有定稿的终期监测报告，不能生成补充稿。")
    return from_data(Facts, last.facts)


def _without_gaps(made: Composed) -> Composed:
    kept = (b for b in made.blocks if not (isinstance(b, Paragraph) and any(run.gap for run in b.runs)))
    return replace(made, blocks=tuple(kept))
