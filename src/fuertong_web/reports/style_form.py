"""The page of a place's own style (样式页): a template under its overlay as rows to fill in, and the overlay back."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding
from fuertong.reports.layout import Layout
from fuertong.reports.templates import Chapter, overlay_of, parsed_overlay, template
from fuertong.reports.wording import default_wording
from fuertong_web.reports.styles import Form, form_with

_WORDS = {
    "phrases": "常用语",
    "verdicts": "认定用语",
    "directions": "方向用语",
    "groups": "分组名称",
}
_LAYOUT = (
    ("page_numbers", "页码位置", (("outside", "外侧（单页居右、双页居左）"), ("centre", "居中"), ("none", "不印页码"))),
    ("imprint_place", "版记位置", (("last", "末页底部"), ("even", "另起偶数页"))),
    ("footnote_marks", "脚注编号", (("circle", "①②③，每页重编"), ("decimal", "1、2、3，全文连续"))),
)
_PLACES = re.compile(r"\{(\w+)\}")
_FONTS = (("title", "标题字体"), ("body", "正文字体"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterRow:
    """One block of the report on the page; `own` was added by the place."""

    id: str
    order: int
    heading: str
    ours: str
    left_out: bool
    paragraphs: str | None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """One word of the sentences: ours, and the place's."""

    key: str
    title: str
    ours: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleRows:
    """Everything on the page."""

    title: str
    ours: str
    chapters: tuple[ChapterRow, ...]
    words: tuple[WordRow, ...]
    layout: tuple[dict[str, Any], ...]
    fonts: tuple[dict[str, str], ...]
    findings: tuple[Finding, ...] = ()


def style_rows(kind: str, text: str) -> StyleRows:
    """The page of a style; "" is the template as it came with us."""
    base = template(kind)
    overlay = parsed_overlay(text, name="样式") if text else None
    form = form_with(base, overlay)
    return StyleRows(
        title=form.template.title,
        ours=base.title,
        chapters=tuple(_chapters(form)),
        words=tuple(_words(form)),
        layout=tuple(
            {"key": key, "title": title, "choices": choices, "value": getattr(form.layout, key)}
            for key, title, choices in _LAYOUT
        ),
        fonts=tuple(
            {
                "key": key,
                "title": title,
                "value": getattr(form.layout, key).east_asia,
                "ours": getattr(Layout(), key).east_asia,
            }
            for key, title in _FONTS
        ),
        findings=form.findings,
    )


def _chapters(form: Form) -> Iterator[ChapterRow]:
    ours = {chapter.id: chapter for chapter in template(form.template.code).chapters}
    used = [chapter.id for chapter in form.template.chapters]
    for order, chapter in enumerate(form.template.chapters, 1):
        yield _chapter(order * 10, chapter, ours.get(chapter.id), left_out=False)
    for key, chapter in ours.items():
        if key not in used:
            yield _chapter(len(used) * 10 + 10, chapter, chapter, left_out=True)


def _chapter(order: int, chapter: Chapter, ours: Chapter | None, *, left_out: bool) -> ChapterRow:
    paragraphs = chapter.options.get("paragraphs")
    takes = paragraphs is not None or (chapter.block == "text" and "asks" not in chapter.options)
    return ChapterRow(
        id=chapter.id,
        order=order,
        heading=chapter.heading,
        ours=ours.heading if ours else "",
        left_out=left_out,
        paragraphs="\n".join(paragraphs or ()) if takes else None,
        own=ours is None,
    )


def _words(form: Form) -> Iterator[WordRow]:
    ours, now = default_wording(), form.wording or default_wording()
    for table, title in _WORDS.items():
        for name, word in getattr(ours, table).items():
            yield WordRow(key=f"{table}.{name}", title=title, ours=word, word=getattr(now, table).get(name, word))


def overlay_text(kind: str, given: Mapping[str, str]) -> str:
    """The overlay the filled-in page stands for, "" where it is the template as it came with us."""
    base = template(kind)
    ours = {chapter.id: chapter for chapter in base.chapters}
    rows: list[tuple[int, Chapter]] = []
    for key in [name.removeprefix("order-") for name in given if name.startswith("order-")]:
        if given.get(f"out-{key}"):
            continue
        known = ours.get(key)
        lines = tuple(line.strip() for line in given.get(f"text-{key}", "").splitlines() if line.strip())
        heading = given.get(f"heading-{key}", "").strip()
        if known is None:
            if heading or lines:
                rows.append(
                    (
                        _order(given, key),
                        Chapter(block="text", id=key, heading=heading, options={"paragraphs": list(lines)}),
                    )
                )
            continue
        options = {**known.options, "paragraphs": list(lines)} if f"text-{key}" in given else known.options
        if options.get("paragraphs") == [] and "paragraphs" not in known.options:
            options = known.options
        rows.append((_order(given, key), replace(known, heading=heading or known.heading, options=options)))
    rows += _added(given, {*ours, *(chapter.id for _, chapter in rows)})
    chapters = tuple(chapter for _, chapter in sorted(rows, key=lambda row: row[0]))
    if not chapters:
        raise FuertongError("报告至少要保留一个部分。")
    wanted = replace(base, title=given.get("title", "").strip() or base.title, chapters=chapters)
    overlay = overlay_of(base, wanted, wording=_wording(given), layout=_layout(given))
    empty = not (overlay.top or overlay.blocks or overlay.order or overlay.wording or overlay.layout)
    return "" if empty else overlay.text()


def _order(given: Mapping[str, str], key: str) -> int:
    text = given.get(f"order-{key}", "").strip()
    if not text.isdigit():
        raise FuertongError(f"次序请填数字，“{given.get(f'heading-{key}', key)}”的次序“{text}”不是数字。")
    return int(text)


def _added(given: Mapping[str, str], taken: set[str]) -> Iterator[tuple[int, Chapter]]:
    """Parts the place adds: a heading and its paragraphs."""
    heading = given.get("new-heading", "").strip()
    lines = [line.strip() for line in given.get("new-text", "").splitlines() if line.strip()]
    if not (heading or lines):
        return
    key = next(f"own-{number}" for number in range(1, 100) if f"own-{number}" not in taken)
    after = given.get("new-order", "").strip()
    yield (
        int(after) if after.isdigit() else 10_000,
        Chapter(block="text", id=key, heading=heading, options={"paragraphs": lines}),
    )


def _wording(given: Mapping[str, str]) -> dict[str, Any]:
    ours, made = default_wording(), dict[str, Any]()
    for table in _WORDS:
        changed = {
            name: said
            for name, word in getattr(ours, table).items()
            if (said := given.get(f"word-{table}.{name}", "").strip()) and said != word
        }
        for name, said in changed.items():
            _same_places(getattr(ours, table)[name], said)
        if changed:
            made[table] = changed
    return made


def _same_places(ours: str, said: str) -> None:
    """The braces in a word are filled by the report: none may be lost, none added."""
    if sorted(_PLACES.findall(ours)) != sorted(_PLACES.findall(said)) or said.count("{") != said.count("}"):
        raise FuertongError(f"“{said}”里花括号的内容由系统填写，请保留原样：{ours}")


def _layout(given: Mapping[str, str]) -> dict[str, Any]:
    ours, made = Layout(), dict[str, Any]()
    for key, _, choices in _LAYOUT:
        said = given.get(f"layout-{key}", "")
        if said in dict(choices) and said != getattr(ours, key):
            made[key] = said
    for key, _ in _FONTS:
        said = given.get(f"layout-{key}", "").strip()
        if said and said != getattr(ours, key).east_asia:
            made[key] = said
    return made
