"""The methods of others (通行方法) as data: names, sources, thresholds and classes in their own words."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from fuertong.errors import FuertongError


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A class of a method: its words, the original, the least value it takes, and the word of ours it stands for."""

    code: str
    words: str
    original: str
    signal: str
    least: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method; `number` and `no_number` are its classes, best first, for targets with and without a number.

    `settings` holds what only this method knows; `measure` says in a sentence what is compared with the thresholds.
    """

    code: str
    label: str
    publisher: str
    edition: str
    url: str
    measure: str
    number: tuple[Class, ...]
    no_number: tuple[Class, ...]
    settings: dict[str, Any]

    def classes(self) -> dict[str, Class]:
        """All classes by `number:code` or `no_number:code`."""
        found = {f"number:{each.code}": each for each in self.number}
        return found | {f"no_number:{each.code}": each for each in self.no_number}


_TEXTS = ("code", "label", "publisher", "edition", "url", "measure")


@cache
def methods() -> dict[str, Method]:
    """All methods by code, in the order they are shown."""
    text = resources.files("fuertong.assess.methods").joinpath("methods.toml").read_text("utf-8")
    return {row["code"]: _method(row) for row in tomllib.loads(text)["method"]}


def chosen(codes: tuple[str, ...] | None) -> list[Method]:
    """The methods asked for, all when None; FuertongError names unknown ones."""
    known = methods()
    unknown = [code for code in codes or () if code not in known]
    if unknown:
        raise FuertongError(f"没有评估方法{'、'.join(unknown)}。可选：{'、'.join(known)}。")
    return [known[code] for code in (codes if codes is not None else tuple(known))]


def _method(row: dict[str, Any]) -> Method:
    settings = {key: value for key, value in row.items() if key not in (*_TEXTS, "number", "no_number")}
    return Method(
        **{key: row[key] for key in _TEXTS},
        number=tuple(_class(each) for each in row.get("number", [])),
        no_number=tuple(_class(each) for each in row.get("no_number", [])),
        settings=settings,
    )


def _class(row: dict[str, Any]) -> Class:
    return Class(
        code=row["code"],
        words=row["words"],
        original=row["original"],
        signal=row["signal"],
        least=row.get("from"),
    )
