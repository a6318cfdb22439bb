"""Regions (行政区划) as data: the provinces of GB/T 2260, and the table form in which a place lists its own."""

from dataclasses import dataclass
from pathlib import Path

from fuertong.catalogue.tables import read_rows, refuse_duplicates
from fuertong.model.organisation import Level, is_region_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A region and the region it belongs to ("" for the top of its table)."""

    code: str
    name: str
    level: Level
    short: str = ""
    parent: str = ""


def read_regions(path: Path) -> tuple[Region, ...]:
    """The rows of a table of regions; codes are unique."""
    rows = read_rows(path, needed=("code", "name", "level"), allowed=("short", "parent"))
    refuse_duplicates(rows, ("code",))
    for row in rows:
        if not is_region_code(row.needed("code")):
            row.fail("code", f"的“{row.text('code')}”写法有误", "请填6位、9位或12位地区代码")
    return tuple(
        Region(
            code=row.needed("code"),
            name=row.needed("name"),
            level=row.choice("level", Level),
            short=row.text("short"),
            parent=row.text("parent"),
        )
        for row in rows
    )
