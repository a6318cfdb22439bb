"""A round beside the place's files: forms in their states, cells with their answers."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fuertong.errors import FuertongError
from fuertong.model.observation import Absence
from fuertong.place_folder import FormState, load

ROUND = "[round]\nwork_year = 2026\ndata_year = 2025\nopened_on = 2026-03-02\ncloses_on = 2026-04-30\n"


def test_a_round_may_begin_without_forms(folder: Path) -> None:
    """round.toml alone is enough."""
    (folder / "round.toml").write_text(ROUND, encoding="utf-8")
    opened = load(folder).round
    assert opened is not None
    assert (opened.opened_on, opened.closes_on) == (date(2026, 3, 2), date(2026, 4, 30))
    assert (opened.forms, opened.cells) == ((), ())


def test_forms_and_cells_are_read(folder: Path) -> None:
    """State, dates and 代录 of a form; what was typed, its parts, its absence and why it came back."""
    (folder / "round.toml").write_text(ROUND, encoding="utf-8")
    (folder / "forms.csv").write_text(
        "unit,state,submitted_on,entered_offline\n999602-wjj,returned,2026-04-20,true\n", encoding="utf-8"
    )
    (folder / "cells.csv").write_text(
        "unit,indicator,breakdown,raw,numerator,denominator,absence,returned_reason\n"
        "999602-wjj,mm,,40.3,1,2480,,\n999602-wjj,cs,,0.61,,,,请核对单位\n999602-wjj,cs,sex=F,,,,survey_year,\n",
        encoding="utf-8",
    )
    opened = load(folder).round
    assert opened is not None
    form = opened.forms[0]
    assert (form.state, form.submitted_on, form.accepted_on, form.entered_offline) == (
        FormState.RETURNED,
        date(2026, 4, 20),
        None,
        True,
    )
    counted, slip, absent = opened.cells
    assert (counted.raw, counted.numerator, counted.denominator) == ("40.3", Decimal(1), Decimal(2480))
    assert (slip.raw, slip.returned_reason) == ("0.61", "请核对单位")
    assert (absent.raw, absent.absence) == ("", Absence.SURVEY_YEAR)


def test_states_have_their_chinese_words() -> None:
    """One word a state."""
    assert [state.label for state in FormState] == ["未开始", "填报中", "待单位审核", "待统计审核", "已退回", "已通过"]


def test_a_round_needs_its_days(folder: Path) -> None:
    """A round without closing day is none."""
    (folder / "round.toml").write_text(ROUND.replace("closes_on = 2026-04-30", "closes_on = 4"), encoding="utf-8")
    with pytest.raises(FuertongError, match=r"《round\.toml》缺少round\.closes_on"):
        load(folder)
