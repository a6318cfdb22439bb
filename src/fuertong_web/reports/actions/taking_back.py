"""The edited Word file comes back (收回修改稿): looked at first, then a version of its own; nothing is silent."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from fuertong.errors import FuertongError
from fuertong.reports.dressing import Dress, dressed
from fuertong.reports.facts import Facts
from fuertong.reports.storing import from_data
from fuertong.reports.taking_back import Edits, refused
from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.places.actions import store_file
from fuertong_web.reports.actions.making import composed, write_version
from fuertong_web.reports.actions.moving import require_writer
from fuertong_web.reports.files_apart import taken_apart
from fuertong_web.reports.gathering import report_facts
from fuertong_web.reports.life_models import ReturnedFile
from fuertong_web.reports.models import ReportVersion
from fuertong_web.reports.styles import current_style
from fuertong_web.ui.downloads import DOCX


def read_returned(*, by: Actor, version: ReportVersion, name: str, content: bytes) -> ReturnedFile:
    """Read an edited file of this version against what the version was made from and against today's data."""
    require_writer(by, version.report)
    then = from_data(Facts, version.facts)
    now = _now(by, version, then)
    dress = replace(from_data(Dress, version.dress), sources=False)
    before = dressed(composed(version.report, then, style=version.style), then, dress)
    style = current_style(version.report.plan.place, version.report.kind)
    today = dressed(composed(version.report, now, style=style), now, dress)
    seen = taken_apart(content, name=name, then=before, now=today)
    edits = seen.pop("edits")
    with transaction.atomic():
        file = store_file(by=by, place=version.report.plan.place, name=name, content=content, media_type=DOCX)
        made = ReturnedFile.objects.create(
            version=version, file=file, edits=edits, seen=seen, by=by.label, at=timezone.now()
        )
        record(by=by, action="reports.read_returned", target=version, after={"sha256": file.sha256})
    return made


@transaction.atomic
def take_returned(
    *,
    by: Actor,
    returned: ReturnedFile,
    undone: Collection[str] = (),
    mended: Mapping[str, str] | None = None,
    refuse: Collection[str] = (),
) -> ReportVersion:
    """Make the file a version: `undone` edits become the generator's text again, `mended` ones get another text.

    `refuse` are whole changes (paragraphs changed, added, deleted, moved) that are not taken over.
    """
    report = returned.version.report
    require_writer(by, report)
    returned = ReturnedFile.objects.select_for_update().get(pk=returned.pk)
    if returned.made_id:
        raise FuertongError("这份修改稿已经收回，另有修改的请重新上传。")
    edits = from_data(Edits, returned.edits)
    for key, text in (mended or {}).items():
        edits = edits.mended(key, text)
    edits = refused(edits.without(set(undone)), set(refuse))
    then = from_data(Facts, returned.version.facts)
    version = write_version(
        by=by,
        report=report,
        facts=_now(by, returned.version, then),
        edits=edits,
        dress=from_data(Dress, returned.version.dress),
        known_on=returned.version.known_on,
    )
    version.is_taken_back = True
    version.save(update_fields=["is_taken_back"])
    returned.made = version
    returned.save(update_fields=["made"])
    record(
        by=by,
        action="reports.take_back",
        target=version,
        after={"no": version.no, "undone": len(undone), "mended": len(mended or {}), "refused": len(refuse)},
    )
    return version


def _now(by: Actor, version: ReportVersion, then: Facts) -> Facts:
    """Today's facts of the same report, dated as the version was; the values of its cut-off where one was chosen."""
    report = version.report
    return report_facts(
        by, report.plan, report.data_year, kind=report.kind, issued_on=then.issued_on, known_on=version.known_on
    )
