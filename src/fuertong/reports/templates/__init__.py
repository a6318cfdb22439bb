"""Report templates (报告模板) as data: chapters, order, conditions."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fuertong.errors import FuertongError


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter: the builder's name, its heading, the condition it depends on, and its options."""

    block: str
    heading: str = ""
    when: str = ""
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A report template; `title` and headings may hold {year}, {plan}, {place}."""

    code: str
    name: str
    title: str
    subtitle: str = ""
    chapters: tuple[Chapter, ...]


@cache
def template(code: str) -> Template:
    """The template that comes with the product under `code`; FuertongError when there is none."""
    source = files(__name__).joinpath(f"{code}.toml")
    if not source.is_file():
        known = "、".join(
            sorted(entry.name[:-5] for entry in files(__name__).iterdir() if entry.name.endswith(".toml"))
        )
        raise FuertongError(f"没有名为“{code}”的报告模板，现有模板：{known}。")
    return parsed(source.read_text(encoding="utf-8"), name=f"{code}.toml")


def template_file(path: Path) -> Template:
    """A place's own template; FuertongError when it cannot be read."""
    return parsed(path.read_text(encoding="utf-8"), name=path.name)


def parsed(text: str, *, name: str) -> Template:
    """Read a template's TOML text."""
    try:
        data = tomllib.loads(text)
        chapters = tuple(_chapter(dict(row)) for row in data.pop("chapter"))
        return Template(chapters=chapters, **data)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise FuertongError(f"报告模板《{name}》无法读取：{error}。请对照自带模板检查写法。") from error


def _chapter(row: dict[str, Any]) -> Chapter:
    return Chapter(block=row.pop("block"), heading=row.pop("heading", ""), when=row.pop("when", ""), options=row)
