"""Short ways to fill the county's health form."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests.web.world import World

from fuertong_web.accounts.actor import Actor
from fuertong_web.collection.actions import Entry, accept_form, set_cells, sign_form, submit_form
from fuertong_web.collection.models import Cell, Form

FULL = {
    "coverage": {"numerator": "475", "denominator": "500"},
    "deaths": {"numerator": "1", "denominator": "3900"},
    "beds": {"value": "126"},
}


@dataclass
class Desk:
    """The health form and the people who work on it."""

    world: World
    liaison: Actor
    reviewer: Actor
    statistician: Actor

    @property
    def form(self) -> Form:
        """The form as it is now."""
        return Form.objects.select_related("round__place__region", "unit").get(pk=self.world.things["form"].pk)

    def cell(self, code: str) -> Cell:
        """The form's cell of an indicator."""
        return Cell.objects.select_related("indicator").get(form=self.form, indicator__code=code)

    def fill(self, **texts: dict[str, str]) -> None:
        """Write into the cells by indicator code."""
        entries = [Entry(cell=str(self.cell(code).uid), **fields) for code, fields in texts.items()]
        set_cells(by=self.liaison, form=self.form, entries=entries)

    def submitted(self, **texts: dict[str, str]) -> None:
        """Fill everything, submit and sign."""
        self.fill(**(FULL | texts))
        submit_form(by=self.liaison, form=self.form)
        sign_form(by=self.reviewer, form=self.form)

    def accepted(self, **texts: dict[str, str]) -> None:
        """Fill, submit, sign and accept."""
        self.submitted(**texts)
        accept_form(by=self.statistician, form=self.form)


@pytest.fixture
def desk(world: World) -> Desk:
    """The health form with its liaison, reviewer and the statistician."""
    return Desk(world, world.actor("liaison"), world.actor("reviewer"), world.actor("statistician"))


@pytest.fixture
def make_full() -> Callable[[], dict[str, dict[str, str]]]:
    """A copy of entries that leave nothing open."""
    return lambda: {code: dict(fields) for code, fields in FULL.items()}
