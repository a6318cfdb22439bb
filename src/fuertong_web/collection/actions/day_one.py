"""Files of day one (历年材料): kept as they are, names answered, values picked, the grid imported."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from fuertong.catalogue import normal_name
from fuertong.errors import FuertongError
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.importing import ImportResult, import_series
from fuertong_web.collection.day_one import SKIP, rows_of, sheet_of
from fuertong_web.collection.models_intake import Intake, IntakeFile
from fuertong_web.indicators.phrases import PhraseAnswer, remember_phrases
from fuertong_web.places.actions import store_file
from fuertong_web.places.models import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file and what the child process read from it."""

    name: str
    content: bytes
    reading: Mapping[str, Any]


def intake_place(by: Actor) -> Place:
    """The place whose values the actor may import; PermissionDenied otherwise."""
    if by.place is None or not (by.can(Permission.VALUES_PROXY) and by.can(Permission.ACCEPT)):
        raise PermissionDenied("只有统计人员可以导入历年材料。")
    return by.place


@transaction.atomic
def take_files(*, by: Actor, files: Sequence[ReadFile], intake: Intake | None = None) -> Intake:
    """Keep files and what was read from them, in a new intake or beside those of one; the same file once."""
    place = intake_place(by)
    if intake is None:
        intake = Intake.objects.create(place=place, by=by.label)
    _refuse_done(intake, place)
    kept = set(intake.files.values_list("document__sha256", flat=True))
    for file in files:
        stored = store_file(
            by=by, place=place, name=file.name, content=file.content, media_type="application/octet-stream"
        )
        if stored.sha256 in kept:
            stored.delete()
            continue
        kept.add(stored.sha256)
        IntakeFile.objects.create(
            intake=intake,
            document=stored,
            year=file.reading["year"],
            values=file.reading["values"],
            findings=file.reading["findings"],
        )
    names = [file.name for file in files]
    record(by=by, action="collection.take_files", target=intake, after={"files": names})
    return intake


@transaction.atomic
def answer_names(*, by: Actor, intake: Intake, answers: Mapping[str, str]) -> int:
    """Keep what names mean: a written name → indicator code, `SKIP` for names not wanted; "" leaves one open."""
    place = intake_place(by)
    _refuse_done(intake, place)
    given = [PhraseAnswer(written=name, code=code) for name, code in answers.items() if code and code != SKIP]
    remembered = remember_phrases(by=by, answers=given)
    before = set(intake.picks.get("skip", ()))
    skipped = before | {normal_name(name) for name, code in answers.items() if code == SKIP}
    skipped -= {normal_name(answer.written) for answer in given}
    if skipped != before:
        intake.picks["skip"] = sorted(skipped)
        intake.save(update_fields=["picks"])
        record(by=by, action="collection.skip_names", target=intake, after={"skip": len(skipped)})
    return remembered + len(skipped - before)


@transaction.atomic
def pick_values(*, by: Actor, intake: Intake, picks: Mapping[str, str]) -> None:
    """Keep which value a person takes where files disagree: slot → `str(where)`; "" goes back to the year's own."""
    _refuse_done(intake, intake_place(by))
    cells = {slot: where for slot, where in (intake.picks.get("cells", {}) | dict(picks)).items() if where}
    if cells != intake.picks.get("cells", {}):
        intake.picks["cells"] = cells
        intake.save(update_fields=["picks"])
        record(by=by, action="collection.pick_values", target=intake, after={"cells": len(cells)})


@transaction.atomic
def import_intake(*, by: Actor, intake: Intake) -> ImportResult:
    """Import what the grid takes as 历史导入（未复核）, each value with its file, sheet and cell; all or nothing.

    What the place has accepted already stays as it is.
    """
    place = intake_place(by)
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    _refuse_done(intake, place)
    sheet = sheet_of(intake)
    documents = {file.document.name: file.document for file in intake.files.select_related("document")}
    by_file = defaultdict(list)
    for cell in sheet.fresh:
        by_file[cell.taken.where.file].append(cell)
    if not by_file:
        raise FuertongError("没有可以导入的数据。请先为名称选定指标，或添加文件。")
    revisions = accepted = unchanged = 0
    years: set[int] = set()
    for number, (name, cells) in enumerate(by_file.items(), start=1):
        result = import_series(
            by=by,
            rows=rows_of(cells, sheet.indicators),
            document=documents.get(name),
            reason="历年材料",
            judge=number == len(by_file),
        )
        revisions, accepted = revisions + result.revisions, accepted + result.accepted
        unchanged, years = unchanged + result.unchanged, years | set(result.years)
    intake.imported_at, intake.imported = timezone.now(), revisions
    intake.save(update_fields=["imported_at", "imported"])
    record(by=by, action="collection.import_intake", target=intake, after={"revisions": revisions})
    return ImportResult(revisions=revisions, unchanged=unchanged, accepted=accepted, years=tuple(sorted(years)))


def _refuse_done(intake: Intake, place: Place) -> None:
    if intake.place_id != place.pk:
        raise PermissionDenied("只能办理本地区的材料。")
    if intake.imported_at is not None:
        raise FuertongError("这批材料已经导入，不能再改。请另外上传一批。")
