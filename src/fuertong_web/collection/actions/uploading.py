"""Taking in a returned workbook (导入报表): kept as received while a person looks at it, then applied as a whole."""

from collections.abc import Sequence

from django.db import transaction

from fuertong_web.accounts.actor import Actor
from fuertong_web.audit.actions import record
from fuertong_web.collection.actions.cells import Entry, Outcome, set_cells
from fuertong_web.collection.errors import NotNow
from fuertong_web.collection.models import Form
from fuertong_web.places.models import StoredFile


@transaction.atomic
def apply_workbook(*, by: Actor, form: Form, entries: Sequence[Entry], workbook: StoredFile) -> Outcome:
    """Write the entries of a workbook into the form's cells, all or nothing; not yet 报送."""
    outcome = set_cells(by=by, form=form, entries=entries)
    if outcome.conflicts:
        raise NotNow("核对期间有人改动了这份报表，没有导入。请重新核对变动后再确认。")
    record(
        by=by,
        action="collection.upload",
        target=form,
        after={"file": workbook.name, "file_uid": str(workbook.uid), "cells": len(outcome.changed)},
    )
    return outcome
