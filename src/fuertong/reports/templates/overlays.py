"""A place's own changes to a template (本地模板改动): laid over it by block id, so that they outlive upgrades.

An overlay names the template (`base`) and only what differs. For each field it replaces it keeps the value it
replaced (`was`), and the ids it knew (`known`); when an upgrade changes or drops one of them, or adds a block, the
place's word still holds and a finding says what changed.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding, Place, Severity
from fuertong.reports.templates.reading import Chapter, Template, chapter_of

_TOP = ("name", "title", "subtitle", "contents", "issuer", "pages", "landscape")
_OWN = ("id", "after", "leave_out", "was")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Changes to one template: top fields, blocks by id (changed, left out, added `after` another), order by ids.

    `wording` are changes to the words (as in wording.toml), `layout` to the layout, both tables of their own.
    """

    base: str
    top: Mapping[str, Any] = field(default_factory=dict)
    blocks: tuple[Mapping[str, Any], ...] = ()
    order: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    wording: Mapping[str, Any] = field(default_factory=dict)
    layout: Mapping[str, Any] = field(default_factory=dict)

    def over(self, base: Template) -> tuple[Template, tuple[Finding, ...]]:
        """The template with the changes, and what the place should know of the upgrade."""
        findings = list(_upstream(self, base))
        chapters = {chapter.id: chapter for chapter in base.chapters}
        places = [chapter.id for chapter in base.chapters]
        for row in self.blocks:
            key = str(row["id"])
            if row.get("leave_out"):
                chapters.pop(key, None)
            elif key in chapters:
                chapters[key] = _changed(chapters[key], row)
            elif "block" in row:
                chapters[key] = chapter_of({name: value for name, value in row.items() if name not in _OWN[1:]})
                places.insert(_after(places, str(row.get("after", ""))), key)
        ordered = [key for key in _ordered(places, self.order) if key in chapters]
        made = replace(base, chapters=tuple(chapters[key] for key in ordered), **self.top)
        return made, tuple(findings)

    def text(self) -> str:
        """The overlay as TOML, to be kept by the place."""
        rows = [f"base = {_toml(self.base)}"]
        rows += [f"{name} = {_toml(value)}" for name, value in self.top.items()]
        rows += [
            f"{name} = {_toml(list(value))}" for name, value in (("order", self.order), ("known", self.known)) if value
        ]
        for block in self.blocks:
            rows += ["", "[[chapter]]", *(f"{name} = {_toml(value)}" for name, value in block.items())]
        for name, table in (("wording", self.wording), ("layout", self.layout)):
            if table:
                rows += ["", f"[{name}]", *_table(table)]
        return "\n".join(rows) + "\n"


def overlay_file(path: Path) -> Overlay:
    """A place's overlay; FuertongError when it cannot be read."""
    return parsed_overlay(path.read_text(encoding="utf-8"), name=path.name)


def parsed_overlay(text: str, *, name: str) -> Overlay:
    """Read an overlay's TOML text."""
    try:
        data = tomllib.loads(text)
        blocks = tuple(data.pop("chapter", ()))
        if any("id" not in row for row in blocks):
            raise KeyError("id")
        made = Overlay(
            base=data.pop("base"),
            blocks=blocks,
            order=tuple(data.pop("order", ())),
            known=tuple(data.pop("known", ())),
            wording=data.pop("wording", {}),
            layout=data.pop("layout", {}),
            top={key: data.pop(key) for key in _TOP if key in data},
        )
        if data:
            raise KeyError(next(iter(data)))
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise FuertongError(f"本地报告样式《{name}》无法读取：{error}。请对照说明检查写法。") from error
    return made


def overlay_of(base: Template, wanted: Template, **more: Mapping[str, Any]) -> Overlay:
    """The overlay that makes `wanted` out of `base`; `more` may be wording and layout."""
    before = {chapter.id: chapter for chapter in base.chapters}
    after = [chapter.id for chapter in wanted.chapters]
    blocks: list[dict[str, Any]] = []
    for place, chapter in enumerate(wanted.chapters):
        if chapter.id not in before:
            own = {"id": chapter.id, "block": chapter.block, "after": after[place - 1] if place else ""}
            blocks.append(own | {name: value for name, value in _fields(chapter).items() if value != ""})
            continue
        old, new = _fields(before[chapter.id]), _fields(chapter)
        differing = {name: value for name, value in new.items() if old.get(name) != value}
        if differing:
            was = {name: old[name] for name in differing if name in old}
            blocks.append({"id": chapter.id, **differing, "was": was})
    blocks += [{"id": key, "leave_out": True} for key in before if key not in after]
    top = {name: getattr(wanted, name) for name in _TOP if getattr(wanted, name) != getattr(base, name)}
    kept = [key for key in before if key in after]
    order = tuple(after) if [key for key in after if key in before] != kept else ()
    return Overlay(base=base.code, top=top, blocks=tuple(blocks), order=order, known=tuple(before), **more)


def _fields(chapter: Chapter) -> dict[str, Any]:
    return {"heading": chapter.heading, "when": chapter.when, **chapter.options}


def _changed(chapter: Chapter, row: Mapping[str, Any]) -> Chapter:
    new = {name: value for name, value in row.items() if name not in (*_OWN, "block")}
    heading, when = new.pop("heading", chapter.heading), new.pop("when", chapter.when)
    return replace(chapter, heading=heading, when=when, options={**chapter.options, **new})


def _after(places: list[str], key: str) -> int:
    return places.index(key) + 1 if key in places else (0 if not key else len(places))


def _ordered(places: list[str], order: tuple[str, ...]) -> list[str]:
    """The ids of `order` change places among themselves; every other block stays where it stands."""
    wanted = iter([key for key in order if key in places])
    return [next(wanted) if key in order else key for key in places]


def _upstream(overlay: Overlay, base: Template) -> Iterator[Finding]:
    """What the upgrade changed under the place's own words."""
    chapters = {chapter.id: chapter for chapter in base.chapters}
    for row in overlay.blocks:
        key = str(row["id"])
        if key not in chapters:
            if "block" not in row:
                yield _told("template.block_gone", key, f"自带模板已不再有版块“{key}”，本地对它的改动没有用上。")
            continue
        now = _fields(chapters[key])
        for name, was in dict(row.get("was", {})).items():
            if now.get(name) != was:
                change = f"已由“{was}”改为“{now.get(name, '')}”，报告仍用本地的“{row.get(name)}”"
                yield _told("template.block_changed", key, f"自带模板版块“{key}”的{name}{change}。")
    for key in chapters:
        if overlay.known and key not in overlay.known:
            yield _told("template.block_new", key, f"自带模板新增了版块“{key}”，报告中已加入。", Severity.INFO)


def _told(code: str, key: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(
        severity=severity,
        code=code,
        message=message,
        where=Place(field=key),
        remedy="请决定是否沿用本地写法，并更新本地报告样式。",
    )


def _table(table: Mapping[str, Any]) -> Iterator[str]:
    return (f"{name} = {_toml(value)}" for name, value in table.items())


def _toml(value: Any) -> str:
    """A value in TOML; tables within a line."""
    if isinstance(value, Mapping):
        return (
            "{ " + ", ".join(f"{json.dumps(str(k), ensure_ascii=False)} = {_toml(v)}" for k, v in value.items()) + " }"
        )
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_toml(item) for item in value)}]"
    return json.dumps(value, ensure_ascii=False)
