"""Settings (设置) of a place folder: append-only rows as in decision D8."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fuertong.errors import FuertongError
from fuertong.place_folder.profile import read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One value of one setting from a day on; `plan` "" means the whole place."""

    key: str
    value: str | int | float | bool
    valid_from: date
    plan: str = ""
    by: str = ""
    reason: str = ""


def read_settings(path: Path) -> tuple[SettingRow, ...]:
    """The `[[settings]]` rows of settings.toml; the same key, plan and day may stand only once."""
    rows: list[SettingRow] = []
    for number, row in enumerate(read_toml(path).get("settings", []), start=1):
        key, value, day = row.get("key"), row.get("value"), row.get("valid_from")
        if not isinstance(key, str) or not key:
            raise FuertongError(f"《{path.name}》第{number}项设置没有key，请补填。")
        if not isinstance(value, str | int | float | bool):
            raise FuertongError(f"《{path.name}》设置“{key}”没有value或写法有误，请补填。")
        if not isinstance(day, date):
            raise FuertongError(f"《{path.name}》设置“{key}”没有valid_from，请填生效日期，如2022-06-30。")
        rows.append(
            SettingRow(
                key=key,
                value=value,
                valid_from=day,
                plan=str(row.get("plan", "")),
                by=str(row.get("by", "")),
                reason=str(row.get("reason", "")),
            )
        )
    keys = [(row.key, row.plan, row.valid_from) for row in rows]
    if len(set(keys)) != len(keys):
        raise FuertongError(f"《{path.name}》中同一设置在同一天出现了两次，请删去一项。")
    return tuple(rows)
