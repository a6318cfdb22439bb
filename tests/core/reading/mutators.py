"""Damage that real plan documents carry: each mutator changes the print of a text and keeps its meaning."""

import random
import re
from collections.abc import Callable

ITEM = re.compile(
    r"^\s*(?:（(\d{1,2})）|\((\d{1,2})\)|(\d{1,2})[.．、](?!\d{1,2}(?:\.\d|\s*[\u4e00-\u9fff]{2,12}$)))\s*"
)
DOMAIN = re.compile(r"^\s*[（(]([一二三四五六七八九十]{1,2})[）)]\s*(?:妇女|儿童)(?:与|参与)\S{1,10}\s*$")
GOALS = re.compile(r"^\s*(?:\d[.．、]\s*)?主要目标\s*[：:]?\s*$")
STRATEGIES = re.compile(r"^\s*(?:\d[.．、]\s*)?策略措施\s*[：:]?\s*$")
BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")

Mutator = Callable[[list[str]], list[str]]


def is_heading(line: str) -> bool:
    """Whether a line is short and does not end like a sentence."""
    bare = BOOKMARK.sub("", line).strip()
    return len(bare) <= 24 and not bare.endswith(("。", "；", "，", ")", "）"))


def rewrapped(lines: list[str]) -> list[str]:
    """Every paragraph broken after 37 characters, in the middle of words and numbers' neighbours."""
    result = []
    for line in lines:
        text = BOOKMARK.sub("", line).strip()
        while len(text) > 37:
            cut = 37
            while cut > 20 and (text[cut - 1 : cut + 1].isascii() or text[cut] in "%‰/.0123456789"):
                cut -= 1
            result.append(text[:cut])
            text = text[cut:]
        result.append(text)
    return result


def blank_lines(lines: list[str]) -> list[str]:
    """A blank line after every line."""
    return [piece for line in lines for piece in (line, "")]


def half_width(lines: list[str]) -> list[str]:
    """Punctuation in half width."""
    table = str.maketrans("，：；（）．％", ",:;().%")
    return [line.translate(table) for line in lines]


def full_width(lines: list[str]) -> list[str]:
    """Punctuation, digits and percent signs in full width."""
    table = str.maketrans(",:;()%0123456789", "，：；（）％０１２３４５６７８９")
    return [line.translate(table) if ITEM.match(line) or is_heading(line) else line for line in lines]


def item_numbers(lines: list[str]) -> dict[int, tuple[int, int] | None]:
    """The items by place, each with number and the end of its mark; None for lists inside an item.

    An item continues its list or begins one; a list in another style than the block's first is one inside an item.
    """
    result: dict[int, tuple[int, int] | None] = {}
    style, last = "", 0
    for place, line in enumerate(lines):
        text = BOOKMARK.sub("", line)
        if GOALS.match(text) or STRATEGIES.match(text):
            style, last = "", 0
            continue
        found = ITEM.match(text)
        if not found:
            continue
        number = int(next(group for group in found.groups() if group))
        own = "(1)" if "(" in found[0] or "（" in found[0] else "1."
        if style in ("", own) and number in (1, last + 1):
            style, last = own, number
            result[place] = (number, found.end())
        elif own != style:
            result[place] = None
    return result


def _circled(text: str) -> str:
    """A list inside an item, numbered with circles: it never looks like the items."""
    found = ITEM.match(text)
    if not found:
        return text
    return chr(0x2460 + int(next(group for group in found.groups() if group)) - 1) + text[found.end() :]


def renumbered(style: str) -> Mutator:
    """All items numbered in one style (`{}` stands for the number)."""

    def mutate(lines: list[str]) -> list[str]:
        items = item_numbers(lines)
        result = []
        for place, line in enumerate(lines):
            text = BOOKMARK.sub("", line)
            found = items.get(place)
            if found:
                result.append(style.format(found[0]) + text[found[1] :])
            else:
                result.append(_circled(text) if place in items else line)
        return result

    return mutate


def mixed_numbers(lines: list[str]) -> list[str]:
    """Items of one level numbered now 1. now 1． now 1、 now 1.blank."""
    styles = ["{}.", "{}．", "{}、", "{}. ", "- {}."]
    items = item_numbers(lines)
    count = 0
    result = []
    for place, line in enumerate(lines):
        found = items.get(place)
        if found:
            result.append(styles[count % len(styles)].format(found[0]) + BOOKMARK.sub("", line)[found[1] :])
            count += 1
        else:
            result.append(_circled(BOOKMARK.sub("", line)) if place in items else line)
    return result


def page_furniture(lines: list[str]) -> list[str]:
    """A running head and a page number every 25 lines."""
    result: list[str] = []
    for number, line in enumerate(lines):
        if number % 25 == 24:
            result += [f"— {number // 25 + 1} —", "某某市人民政府办公室文件汇编"]
        result.append(line)
    return result


def with_contents(lines: list[str]) -> list[str]:
    """A table of contents with dot leaders before the first domain part."""
    entries = [BOOKMARK.sub("", line).strip() for line in lines if DOMAIN.match(BOOKMARK.sub("", line))]
    if not entries:
        return lines
    return ["目　录", *(f"{entry}........{number + 3}" for number, entry in enumerate(entries)), *lines]


def without_domain_headings(lines: list[str]) -> list[str]:
    """Every third domain heading lost."""
    places = [number for number, line in enumerate(lines) if _is_domain(line, lines, number)]
    lost = set(places[1::3])
    return [line for number, line in enumerate(lines) if number not in lost]


def without_strategies_headings(lines: list[str]) -> list[str]:
    """Every third 策略措施 lost."""
    places = [number for number, line in enumerate(lines) if STRATEGIES.match(line)]
    lost = set(places[::3])
    return [line for number, line in enumerate(lines) if number not in lost]


def without_goals_headings(lines: list[str]) -> list[str]:
    """Every third 主要目标 lost, the domain heading stays."""
    places = [number for number, line in enumerate(lines) if GOALS.match(line) and _after_domain(lines, number)]
    lost = set(places[::3])
    return [line for number, line in enumerate(lines) if number not in lost]


def glued_headings(lines: list[str]) -> list[str]:
    """策略措施 and domain headings at the end of the paragraph before."""
    result: list[str] = []
    for number, line in enumerate(lines):
        bare = BOOKMARK.sub("", line).strip()
        glue = STRATEGIES.match(bare) or _is_domain(line, lines, number)
        before = next((place for place in range(len(result) - 1, -1, -1) if result[place].strip()), None)
        if glue and before is not None and result[before].rstrip().endswith(("。", "）", ")")):
            result[before] = result[before].rstrip() + bare
        else:
            result.append(line)
    return result


def glued_items(lines: list[str]) -> list[str]:
    """Every fourth item at the end of the item before."""
    result: list[str] = []
    count = 0
    for line in lines:
        bare = BOOKMARK.sub("", line).strip()
        before = next((place for place in range(len(result) - 1, -1, -1) if result[place].strip()), None)
        ended = before is not None and result[before].rstrip().endswith(("。", "）", ")"))
        if (
            ITEM.match(bare)
            and not GOALS.match(bare)
            and not STRATEGIES.match(bare)
            and ended
            and not bare.lstrip("（(").startswith("1")
        ):
            count += 1
            if count % 4 == 0 and before is not None:
                result[before] = result[before].rstrip() + bare
                continue
        result.append(line)
    return result


def bracketed_headings(lines: list[str]) -> list[str]:
    """【主要目标】 and [策略措施]."""
    return ["【主要目标】" if GOALS.match(line) else "[策略措施]" if STRATEGIES.match(line) else line for line in lines]


def bookmarked(lines: list[str]) -> list[str]:
    """A word-processor bookmark before every heading."""
    return [
        f"[bookmark: _Toc{number}]{line}" if line.strip() and is_heading(line) else line
        for number, line in enumerate(lines)
    ]


def spaced(lines: list[str]) -> list[str]:
    """Blanks around numbers and after marks, as text recognition leaves them."""
    return [re.sub(r"(?<=[\u4e00-\u9fff])(\d+(?:\.\d+)?)(?=[%‰个])", r" \1 ", line) for line in lines]


def broken_anywhere(lines: list[str]) -> list[str]:
    """One break in every long paragraph at a random place, every third right after a full stop."""
    chance = random.Random(20260101)
    result: list[str] = []
    for number, line in enumerate(lines):
        text = BOOKMARK.sub("", line).strip()
        stop = text.find("。", 5)
        if len(text) < 40:
            result.append(line)
        elif number % 3 == 0 and 0 < stop < len(text) - 12 and not text[stop + 1 :].lstrip()[0].isdigit():
            result += [text[: stop + 1], text[stop + 1 :]]
        else:
            cut = chance.randrange(12, len(text) - 12)
            while text[cut] in "0123456789.%‰（(" or text[cut - 1] in "0123456789.（(。":
                cut -= 1
            result += [text[:cut], text[cut:]]
    return result


def _is_domain(line: str, lines: list[str], number: int) -> bool:
    bare = BOOKMARK.sub("", line)
    following = next((text for text in lines[number + 1 :] if text.strip()), "")
    return bool(DOMAIN.match(bare)) and bool(GOALS.match(following))


def _after_domain(lines: list[str], number: int) -> bool:
    before = next((text for text in reversed(lines[:number]) if text.strip()), "")
    return bool(DOMAIN.match(BOOKMARK.sub("", before)))


def relevelled(part: str, domain: str, goals: str, strategies: str, item: str, *, bare: bool = False) -> Mutator:
    """Another province's outline: other marks for parts, domains, blocks and items (`{c}` 一, `{n}` 1)."""
    chinese = "一二三四五六七八九十"
    wide = [*chinese, *("十" + digit for digit in chinese)]

    def mutate(lines: list[str]) -> list[str]:
        result = []
        stripped = [BOOKMARK.sub("", line).strip() for line in lines]
        items = item_numbers(stripped)
        for number, (line, text) in enumerate(zip(lines, stripped, strict=True)):
            found, top = items.get(number), re.match(r"^([一二三四五六七八九十]{1,2})、(?=\S{2,20}$)", text)
            if _is_domain(line, lines, number):
                mark = re.match(r"^[（(]([一二三四五六七八九十]{1,2})[）)]\s*", text)
                name = re.sub(r"^(?:妇女|儿童)(?:与|参与)", "", text[mark.end() :]) if bare else text[mark.end() :]
                result.append(domain.format(c=mark[1], n=wide.index(mark[1]) + 1) + name)
            elif GOALS.match(text):
                result.append(goals)
            elif STRATEGIES.match(text):
                result.append(strategies)
            elif found and len(text) > 6:
                value, end = found
                result.append(item.format(c=wide[value - 1], n=value, o=chr(0x2460 + value - 1)) + text[end:])
            elif number in items and "{o}" not in item:
                result.append(_circled(text))
            elif top:
                result.append(part.format(c=top[1]) + text[top.end() :])
            else:
                result.append(text)
        return result

    return mutate


def one_line(lines: list[str]) -> list[str]:
    """Everything on one line, blanks where the breaks were."""
    return [" ".join(BOOKMARK.sub("", line).strip() for line in lines if line.strip())]


def one_line_without_blanks(lines: list[str]) -> list[str]:
    """Everything on one line, nothing where the breaks were."""
    return ["".join(BOOKMARK.sub("", line).strip() for line in lines if line.strip())]


MUTATORS: dict[str, Mutator] = {
    "rewrapped": rewrapped,
    "blank_lines": blank_lines,
    "half_width": half_width,
    "full_width": full_width,
    "renumbered_dot": renumbered("{}."),
    "renumbered_pause": renumbered("{}、"),
    "renumbered_paren": renumbered("（{}）"),
    "renumbered_half_paren": renumbered("{}）"),
    "renumbered_ascii_paren": renumbered("({}) "),
    "mixed_numbers": mixed_numbers,
    "page_furniture": page_furniture,
    "with_contents": with_contents,
    "without_domain_headings": without_domain_headings,
    "without_strategies_headings": without_strategies_headings,
    "without_goals_headings": without_goals_headings,
    "glued_headings": glued_headings,
    "glued_items": glued_items,
    "bracketed_headings": bracketed_headings,
    "bookmarked": bookmarked,
    "spaced": spaced,
    "broken_anywhere": broken_anywhere,
    "level_parts": relevelled("第{c}部分 ", "{c}、", "（一）主要目标", "（二）策略措施", "{n}."),
    "level_chapters": relevelled("第{c}章 ", "第{c}节 ", "一、主要目标", "二、策略措施", "（{c}）"),
    "level_chinese_items": relevelled("第{c}章 ", "{c}、", "（一）发展目标", "（二）主要措施", "{n}、"),
    "level_circled": relevelled("{c}、", "{n}.", "（1）主要目标", "（2）策略措施", "{o}"),
    "level_bare_names": relevelled("{c}、", "（{c}）", "主要目标", "策略措施", "{n}．", bare=True),
    "level_one_number": relevelled("{c}、", "（{c}）", "1.目标任务", "2.具体措施", "（{n}）"),
}
