"""Acts of the yearly round (年度监测各项办理): each one transaction, one audit event; autosave alone writes none."""

from fuertong_web.collection.actions.accepting import accept_form, reopen_form, return_form
from fuertong_web.collection.actions.autosaving import Typed, save_cell, save_typed
from fuertong_web.collection.actions.cells import Entry, Outcome, Saved, set_cells
from fuertong_web.collection.actions.codes import issue_code, name_filler, redeem_code
from fuertong_web.collection.actions.importing import ImportResult, import_series
from fuertong_web.collection.actions.proxying import Paper, proxy_form
from fuertong_web.collection.actions.rounds import close_round, extend_form, open_round
from fuertong_web.collection.actions.schemes import (
    LineEdit,
    approve_scheme,
    approve_scheme_offline,
    draft_scheme,
    edit_scheme,
    return_scheme,
    submit_scheme,
    take_base,
)
from fuertong_web.collection.actions.submitting import (
    Head,
    Offline,
    refuse_form,
    sign_form,
    sign_offline,
    submit_form,
    take_back_form,
)
from fuertong_web.collection.actions.uploading import apply_workbook

__all__ = [
    "Entry",
    "Head",
    "ImportResult",
    "LineEdit",
    "Offline",
    "Outcome",
    "Paper",
    "Saved",
    "Typed",
    "accept_form",
    "apply_workbook",
    "approve_scheme",
    "approve_scheme_offline",
    "close_round",
    "draft_scheme",
    "edit_scheme",
    "extend_form",
    "import_series",
    "issue_code",
    "name_filler",
    "open_round",
    "proxy_form",
    "redeem_code",
    "refuse_form",
    "reopen_form",
    "return_form",
    "return_scheme",
    "save_cell",
    "save_typed",
    "set_cells",
    "sign_form",
    "sign_offline",
    "submit_form",
    "submit_scheme",
    "take_back_form",
    "take_base",
]
