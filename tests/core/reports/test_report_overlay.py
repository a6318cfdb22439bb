"""A place's own template changes: wording, order, layout; kept through upgrades, with a word where upstream changed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fuertong.errors import FuertongError
from fuertong.reports import Facts, compose
from fuertong.reports.layout import layout_with
from fuertong.reports.templates import Overlay, overlay_of, parsed, parsed_overlay, template
from fuertong.reports.wording import default_wording, merged

OWN = """
base = "monitoring"
title = "{place}{year}年监测报告"
order = ["opening", "problems", "overall"]

[[chapter]]
id = "problems"
heading = "问题和不足"
was = { heading = "存在的主要问题" }

[[chapter]]
id = "background"
leave_out = true

[[chapter]]
id = "thanks"
block = "text"
after = "proposals"
heading = "致谢"
paragraphs = ["感谢各单位支持{year}年监测工作。"]

[wording.phrases]
early = "提前实现目标"

[layout]
page_numbers = "centre"
body = "仿宋"
"""


def test_words_order_and_blocks_of_a_place_are_used(facts: Facts) -> None:
    overlay = parsed_overlay(OWN, name="own.toml")
    form, findings = overlay.over(template("monitoring"))
    assert findings == ()
    report = compose(form, facts, wording=merged(default_wording(), overlay.wording))
    lines = report.text.split("\n")
    assert lines[0] == "示例县2025年监测报告"
    heads = [line for line in lines if line[1:2] == "、" or line[2:3] == "、"]
    assert heads == [
        "一、问题和不足",
        "二、妇女与健康",
        "三、妇女与教育",
        "四、总体实施情况",
        "五、对策建议",
        "六、致谢",
    ]
    assert "感谢各单位支持2025年监测工作。" in report.text
    assert "提前实现目标" in report.text
    layout = layout_with(overlay.layout)
    assert (layout.page_numbers, layout.body.east_asia) == ("centre", "仿宋")


def test_an_upgrade_keeps_the_places_words_and_says_what_changed() -> None:
    overlay = replace(parsed_overlay(OWN, name="own.toml"), known=tuple(c.id for c in template("monitoring").chapters))
    chapters = [replace(c, heading="主要问题") if c.id == "problems" else c for c in template("monitoring").chapters]
    newer = replace(template("monitoring"), chapters=(*chapters, replace(chapters[0], id="extra", block="text")))
    form, findings = overlay.over(newer)
    assert next(c for c in form.chapters if c.id == "problems").heading == "问题和不足"
    assert [finding.code for finding in findings] == ["template.block_changed", "template.block_new"]
    assert "“存在的主要问题”改为“主要问题”" in findings[0].message
    assert "extra" in [c.id for c in form.chapters]
    gone = replace(newer, chapters=tuple(c for c in chapters if c.id != "problems"))
    assert [finding.code for finding in overlay.over(gone)[1]] == ["template.block_gone"]


def test_an_edited_template_becomes_the_smallest_overlay_and_back() -> None:
    base = template("midterm")
    first, *rest = base.chapters
    wanted = replace(
        base,
        title="{place}中期报告",
        chapters=(
            first,
            *[replace(c, options={**c.options, "charts": 4}) if c.id == "domains" else c for c in rest[1:]],
            replace(first, id="own", block="text", heading="附言", options={"paragraphs": ["一。"]}),
        ),
    )
    overlay = overlay_of(base, wanted)
    assert {row["id"] for row in overlay.blocks} == {"domains", "own", rest[0].id}
    read = parsed_overlay(overlay.text(), name="own.toml")
    assert read == overlay
    made, findings = read.over(base)
    assert (made, findings) == (wanted, ())


def test_a_moved_block_is_an_order() -> None:
    base = template("monitoring")
    moved = replace(base, chapters=(base.chapters[1], base.chapters[0], *base.chapters[2:]))
    assert overlay_of(base, moved).over(base)[0] == moved


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("title = '甲'", "base"),
        ("base = 'monitoring'\nheading = '甲'", "heading"),
        ("base = 'monitoring'\n[[chapter]]\nheading = '甲'", "id"),
        ("base = ", "无法读取"),
    ],
)
def test_a_slip_in_an_overlay_is_named(text: str, words: str) -> None:
    with pytest.raises(FuertongError, match=words):
        parsed_overlay(text, name="own.toml")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"margin": 3}, "margin"),
        ({"top": "37"}, "类型"),
        ({"page_numbers": "left"}, "outside"),
    ],
)
def test_a_layout_setting_that_is_none_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(FuertongError, match=words):
        layout_with(changes)


def test_wording_is_laid_over_word_by_word() -> None:
    own = merged(default_wording(), {"change": {"nearly_flat": "2.0", "words": {"point": ["上升", "下降"]}}})
    assert (own.nearly_flat, own.rise["point"], own.fall["count"]) == (Decimal("2.0"), "上升", "减少")
    with pytest.raises(FuertongError, match="verdict"):
        merged(default_wording(), {"verdict": {}})
    with pytest.raises(FuertongError, match="phrases"):
        merged(default_wording(), {"phrases": {"erly": "提前"}})


def test_unknown_conditions_and_ids_twice_are_refused(facts: Facts) -> None:
    twice = 'code = "x"\nname = "x"\ntitle = "x"\n[[chapter]]\nblock = "opening"\n[[chapter]]\nblock = "opening"'
    with pytest.raises(FuertongError, match="重复"):
        parsed(twice, name="x.toml")
    base = template("monitoring")
    odd = replace(base, chapters=(replace(base.chapters[0], when="has_money"),))
    with pytest.raises(FuertongError, match="has_money"):
        compose(odd, facts)
    assert Overlay(base="monitoring").over(base) == (base, ())
