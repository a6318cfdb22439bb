"""更正说明 of a version: the values it printed that are others today, with the verdicts then and now."""

from datetime import date

from fuertong.model.indicator import Sensitivity
from fuertong.reports.blocks import Report as Composed
from fuertong.reports.correction import Correction, correction_note
from fuertong.reports.facts import Facts
from fuertong.reports.storing import from_data
from fuertong_web.accounts.actor import Actor
from fuertong_web.reports.changed_values import ChangedReport, changed_reports
from fuertong_web.reports.gathering import report_facts
from fuertong_web.reports.models import ReportState, ReportVersion

_HIDDEN = "（不列示）"


def note_of(actor: Actor, version: ReportVersion, day: date) -> Composed | None:
    """The paper on a version that is final, None where nothing in it changed since."""
    if not version.is_final:
        return None
    found = next((one for one in changed_reports(actor) if one.version.pk == version.pk), None)
    if found is None:
        return None
    issued = version.steps.filter(step=ReportState.ISSUED).last()
    then = from_data(Facts, version.facts)
    now = report_facts(actor, version.report.plan, version.report.data_year)
    return correction_note(
        version.report.title,
        _corrections(found, then, now),
        issuer=then.bodies.issuer,
        document=issued.document if issued else "",
        day=day,
    )


def _corrections(found: ChangedReport, then: Facts, now: Facts) -> list[Correction]:
    known = {t.indicator.code: t for t in then.targets}
    after = {t.uid: t for t in now.targets}
    made = []
    for value in found.values:
        target = known.get(value.indicator_code)
        hidden = target is None or target.indicator.sensitivity is not Sensitivity.OPEN
        judged = target if value.year == then.year and not value.breakdown else None
        same = after.get(judged.uid) if judged is not None else None
        made.append(
            Correction(
                name=value.name,
                year=value.year,
                before=_HIDDEN if hidden else _printed(value.before, value.unit),
                after=_HIDDEN if hidden else _printed(value.after, value.unit),
                reason=value.reason,
                unit=value.supplier,
                verdict_before=judged.verdict.value if judged is not None else "",
                verdict_now=same.verdict.value if same is not None else "",
                sentences=() if hidden else value.sentences,
            )
        )
    return made


def _printed(text: str, unit: str) -> str:
    return f"{text}{unit}" if text[:1].isdigit() and "=" not in unit else text
