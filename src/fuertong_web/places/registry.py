"""The registry of settings (设置): each a class with key, type, default, scope, label and help (decisions D8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from fuertong.errors import FuertongError


class Scope(StrEnum):
    """Whether a setting belongs to the place alone or may differ by plan."""

    PLACE = "place"
    PLAN = "place+plan"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a setting with its label."""

    value: str
    label: str


class SettingType:
    """A registered setting; subclasses declare the fields, `parse` turns form text into the stored value."""

    key: ClassVar[str]
    label: ClassVar[str]
    help: ClassVar[str]
    group: ClassVar[str]
    default: ClassVar[Any]
    scope: ClassVar[Scope] = Scope.PLACE
    requirement: ClassVar[str] = ""
    choices: ClassVar[tuple[Choice, ...]] = ()

    @classmethod
    def parse(cls, text: str) -> Any:
        """The value of `text` in the type of the default; FuertongError says what is expected."""
        text = text.strip()
        if cls.choices:
            if text not in {choice.value for choice in cls.choices}:
                raise FuertongError(f"“{cls.label}”请从所列选项中选择。")
            return text
        if isinstance(cls.default, bool):
            return text in ("1", "true", "on", "是")
        if isinstance(cls.default, int):
            if not text.lstrip("-").isdigit():
                raise FuertongError(f"“{cls.label}”应填整数，现填“{text}”。")
            return int(text)
        if isinstance(cls.default, float):
            try:
                return float(text)
            except ValueError:
                raise FuertongError(f"“{cls.label}”应填数字，现填“{text}”。") from None
        if isinstance(cls.default, date):
            try:
                return date.fromisoformat(text).isoformat()
            except ValueError:
                raise FuertongError(f"“{cls.label}”应填日期，如2026-12-31。") from None
        return text

    @classmethod
    def show(cls, value: Any) -> str:
        """The value as users read it."""
        for choice in cls.choices:
            if choice.value == value:
                return choice.label
        if isinstance(value, bool):
            return "是" if value else "否"
        return str(value)


_registered: dict[str, type[SettingType]] = {}


def register(setting: type[SettingType]) -> type[SettingType]:
    """Add a setting; a key may be registered once."""
    if setting.key in _registered:
        raise ValueError(f"setting {setting.key} is registered twice")
    _registered[setting.key] = setting
    return setting


def registered() -> Iterator[type[SettingType]]:
    """Every setting in the order of registration."""
    return iter(_registered.values())


def by_key(key: str) -> type[SettingType]:
    """The setting of a key; FuertongError when there is none."""
    if key not in _registered:
        raise FuertongError(f"没有“{key}”这一设置项。")
    return _registered[key]
