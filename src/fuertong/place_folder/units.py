"""Units (责任单位) and people (联络员等) of a place folder."""

from dataclasses import dataclass
from pathlib import Path

from fuertong.catalogue.tables import Row, read_rows, refuse_duplicates
from fuertong.errors import FuertongError
from fuertong.model.organisation import Unit, UnitKind, is_region_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person with one role in one unit; `account` is the name of an example account, "" for none."""

    unit: str
    role: str
    name: str
    phone: str = ""
    account: str = ""


def read_units(path: Path) -> tuple[Unit, ...]:
    """The rows of units.csv; successors must be units of the same file."""
    rows = read_rows(
        path,
        needed=("code", "name"),
        allowed=("short", "aliases", "kind", "valid_from", "valid_to", "successors"),
    )
    refuse_duplicates(rows, ("code",))
    refuse_duplicates(rows, ("name",))
    units = tuple(_unit(row) for row in rows)
    codes = {unit.code for unit in units}
    for row, unit in zip(rows, units, strict=True):
        for successor in unit.successors:
            if successor not in codes:
                row.fail("successors", f"的“{successor}”不在本表中", "请先为承接单位加一行")
    return units


def _unit(row: Row) -> Unit:
    code = row.needed("code")
    region, _, slug = code.partition("-")
    if not is_region_code(region) or not slug:
        row.fail("code", f"的“{code}”写法有误", "请写成地区代码-单位简码，如371500-wjw")
    return Unit(
        code=code,
        name=row.needed("name"),
        short=row.text("short"),
        aliases=row.names("aliases"),
        kind=row.choice("kind", UnitKind, UnitKind.GOVERNMENT),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        successors=row.names("successors"),
    )


def read_people(path: Path) -> tuple[Person, ...]:
    """The rows of people.csv: work contacts only."""
    rows = read_rows(path, needed=("unit", "role", "name"), allowed=("phone", "account"))
    refuse_duplicates(rows, ("unit", "role", "name"))
    return tuple(
        Person(
            unit=row.needed("unit"),
            role=row.needed("role"),
            name=row.needed("name"),
            phone=row.text("phone"),
            account=row.text("account"),
        )
        for row in rows
    )


def unit_named(units: tuple[Unit, ...], name: str) -> Unit:
    """The unit with this code, name, short name or alias; FuertongError when there is none."""
    for unit in units:
        if name in (unit.code, unit.name, unit.short, *unit.aliases):
            return unit
    raise FuertongError(f"没有名为“{name}”的责任单位，请在units.csv中补一行或加为别名。")
