"""Templates read from TOML: those that come with the product, and a place's own files."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fuertong.errors import FuertongError

PACKAGE = "fuertong.reports.templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One chapter: its id (once a template), the builder's name, its heading, the condition, and its options."""

    block: str
    id: str = ""
    heading: str = ""
    when: str = ""
    options: Mapping[str, Any]

    def flag(self, name: str) -> bool:
        """An option that is on or off; off where the template does not name it."""
        return bool(self.options.get(name, False))

    def count(self, name: str, default: int = 0) -> int:
        """An option that is a whole number."""
        return int(self.options.get(name, default))

    def text(self, name: str, default: str = "") -> str:
        """An option that is a text."""
        return str(self.options.get(name, default))


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A report template; `title` and headings may hold {year}, {plan}, {place}, {first}, {last}, {unit}.

    `contents` is how many levels of headings the generated contents list (0: none), `issuer` whose name stands under
    it (issuer, office, committee, group), `pages` how many pages it may fill (0: any; lists are then cut short and say
    so), `needs` what else must be given (unit, earlier).
    """

    code: str
    name: str
    title: str
    subtitle: str = ""
    contents: int = 0
    issuer: str = "issuer"
    pages: int = 0
    needs: str = ""
    landscape: bool = False
    chapters: tuple[Chapter, ...]


def template_codes() -> tuple[str, ...]:
    """The codes of the templates that come with the product."""
    return tuple(sorted(entry.name[:-5] for entry in files(PACKAGE).iterdir() if entry.name.endswith(".toml")))


@cache
def template(code: str) -> Template:
    """The template that comes with the product under `code`; FuertongError when there is none."""
    if code not in template_codes():
        raise FuertongError(f"没有名为“{code}”的报告模板，现有模板：{'、'.join(template_codes())}。")
    return parsed(files(PACKAGE).joinpath(f"{code}.toml").read_text(encoding="utf-8"), name=f"{code}.toml")


def template_file(path: Path) -> Template:
    """A place's own template; FuertongError when it cannot be read."""
    return parsed(path.read_text(encoding="utf-8"), name=path.name)


def parsed(text: str, *, name: str) -> Template:
    """Read a template's TOML text; FuertongError for what cannot be read or an id that stands twice."""
    try:
        data = tomllib.loads(text)
        chapters = tuple(chapter_of(dict(row)) for row in data.pop("chapter"))
        made = Template(chapters=chapters, **data)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise FuertongError(f"报告模板《{name}》无法读取：{error}。请对照自带模板检查写法。") from error
    twice = [key for key, count in Counter(chapter.id for chapter in chapters).items() if count > 1]
    if twice:
        raise FuertongError(f"报告模板《{name}》中版块编号“{twice[0]}”重复，请给其中一个另起编号（id）。")
    return made


def chapter_of(row: dict[str, Any]) -> Chapter:
    """A chapter out of its TOML table; the id is the block's name unless given."""
    block = row.pop("block")
    key = row.pop("id", block)
    return Chapter(block=block, id=key, heading=row.pop("heading", ""), when=row.pop("when", ""), options=row)
