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
def apply_workbook(*, by: Actor, form: Form, entries: Sequence[Entry], workbooks: Sequence[StoredFile]) -> Outcome:
    """Write the entries of returned workbooks into the form's cells, all or nothing; not yet 报送.

    The log names the files, which keeps them as proof.
    """
    outcome = set_cells(by=by, form=form, entries=entries)
    if outcome.conflicts:
        raise NotNow("核对期间有人改动了这份报表，没有导入。请重新核对变动后再确认。")
    record(
        by=by,
        action="collection.upload",
        target=form,
        after={
            "file": "、".join(book.name for book in workbooks),
            "file_uid": "、".join(str(book.uid) for book in workbooks),
            "cells": len(outcome.changed),
        },
    )
    return outcome
