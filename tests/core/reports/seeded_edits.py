"""Slips seeded into a generated report as people make them in Word: one slip a copy, bookmarks gone."""

import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from docx import Document

FIGURE = re.compile(
    r"(?<![\d.—/〔第表图])(\d+(?:\.\d+)?)(个百分点|个千分点|%|‰|/10万|万人次|万人|人次|人|岁|项)(?![以左])"
)
CHANGE = re.compile(r"(提高|上升|增加|扩大|降低|下降|减少|缩小)(\d+(?:\.\d+)?)(个百分点|%|人|人次|个千分点|岁)")
WRONG_WAY = {"提高": "降低", "上升": "下降", "增加": "减少", "扩大": "缩小"}
WRONG_WAY |= {down: up for up, down in WRONG_WAY.items()}
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """One slip: its kind, the text before and after, and the file that carries it."""

    kind: str
    before: str
    after: str
    document: bytes


def spelt(number: str) -> str:
    """94.2 as 九十四点二."""
    whole, _, rest = number.partition(".")
    value, text = int(whole), ""
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, size)
        if digit:
            text += DIGITS[digit] + word
        elif text and not text.endswith("零") and value:
            text += "零"
    text = (text or "零").rstrip("零") or "零"
    text = text.removeprefix("一") if text.startswith("一十") else text
    return text + ("点" + "".join(DIGITS[int(d)] for d in rest) if rest else "")


def other_number(rng: random.Random, number: str) -> str:
    """The same number with one digit changed or two exchanged."""
    places = [n for n, sign in enumerate(number) if sign.isdigit()]
    signs = list(number)
    for _ in range(20):
        place = rng.choice(places)
        if rng.random() < 0.4 and len(places) > 1 and place != places[-1]:
            after = places[places.index(place) + 1]
            signs[place], signs[after] = signs[after], signs[place]
        else:
            signs[place] = str((int(signs[place]) + rng.choice((1, 2, 3, 9, 8))) % 10)
        if "".join(signs) != number and not (len(signs) > 1 and signs[0] == "0" and signs[1] != "."):
            return "".join(signs)
        signs = list(number)
    return number + "1"


def _figure(rng: random.Random, text: str, wanted: Callable[[re.Match[str]], bool] = lambda _: True) -> Any:
    found = [one for one in FIGURE.finditer(text) if wanted(one)]
    return rng.choice(found) if found else None


def _put(text: str, found: re.Match[str], new: str) -> str:
    return text[: found.start()] + new + text[found.end() :]


def a_digit(rng: random.Random, text: str) -> str | None:
    found = _figure(rng, text)
    return _put(text, found, other_number(rng, found[1]) + found[2]) if found else None


def a_point_lost(rng: random.Random, text: str) -> str | None:
    found = _figure(rng, text, lambda one: "." in one[1])
    return _put(text, found, found[1].replace(".", "") + found[2]) if found else None


def points_as_percent(rng: random.Random, text: str) -> str | None:
    found = _figure(rng, text, lambda one: one[2] == "个百分点")
    return _put(text, found, found[1] + "%") if found else None


def another_unit(rng: random.Random, text: str) -> str | None:
    other = {"%": "‰", "‰": "%", "/10万": "/万", "人": "万人", "万人": "人"}
    found = _figure(rng, text, lambda one: one[2] in other)
    return _put(text, found, found[1] + other[found[2]]) if found else None


def an_impossible_year(rng: random.Random, text: str) -> str | None:
    found = list(re.finditer(r"20\d\d年", text))
    if not found:
        return None
    one = rng.choice(found)
    return _put(text, one, rng.choice((f"2{one[0][2]}0{one[0][3]}年", f"2{one[0][2:4]}2年", f"1{one[0][1:]}")))


def another_year(rng: random.Random, text: str) -> str | None:
    found = re.match(r"(20\d\d)年，[^，。]*?为\d", text)
    return f"{int(found[1]) - 1}{text[4:]}" if found else None


def a_blank(rng: random.Random, text: str) -> str | None:
    found = _figure(rng, text)
    return _put(text, found, rng.choice(("", " ", "__")) + found[2]) if found else None


def the_other_way(rng: random.Random, text: str) -> str | None:
    found = list(CHANGE.finditer(text))
    if not found:
        return None
    one = rng.choice(found)
    return _put(text, one, WRONG_WAY[one[1]] + one[2] + one[3])


def a_minus(rng: random.Random, text: str) -> str | None:
    found = list(CHANGE.finditer(text))
    if not found:
        return None
    one = rng.choice(found)
    return _put(text, one, f"{one[1]}-{one[2]}{one[3]}")


def a_count(rng: random.Random, text: str) -> str | None:
    found = _figure(rng, text, lambda one: one[2] == "项")
    return _put(text, found, f"{int(float(found[1])) + rng.choice((1, 2, 10))}项") if found else None


def a_rate(rng: random.Random, text: str) -> str | None:
    found = re.search(r"(?<=达标率为)(\d+\.\d)(%)", text)
    return _put(text, found, other_number(rng, found[1]) + "%") if found else None


def groups_exchanged(rng: random.Random, text: str) -> str | None:
    found = re.search(r"农村为?(\d+\.?\d*)(.*?)城[镇市]为?(\d+\.?\d*)", text)
    if not found or found[1] == found[3]:
        return None
    new = found[0].replace(found[1], "@", 1)
    at = new.rfind(found[3])
    new = new[:at] + found[1] + new[at + len(found[3]) :]
    return _put(text, found, new.replace("@", found[3]))


def a_wrong_thousand(rng: random.Random, text: str) -> str | None:
    found = _figure(rng, text, lambda one: one[1].isdigit() and len(one[1]) >= 4)
    if not found:
        return None
    number = other_number(rng, found[1])
    return _put(text, found, f"{int(number):,}{found[2]}")


def in_words(rng: random.Random, text: str) -> str | None:
    found = _figure(rng, text, lambda one: one[2] == "%" and float(one[1]) <= 100)
    return _put(text, found, f"百分之{spelt(other_number(rng, found[1]))}") if found else None


def in_wide_digits(rng: random.Random, text: str) -> str | None:
    found = _figure(rng, text)
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    return _put(text, found, other_number(rng, found[1]).translate(wide) + found[2]) if found else None


def a_share(rng: random.Random, text: str) -> str | None:
    found = re.search(r"占(\d+\.?\d*)(%)", text)
    return _put(text, found, f"占{other_number(rng, found[1])}%") if found else None


IN_TEXT: tuple[Callable[[random.Random, str], str | None], ...] = (
    a_digit,
    a_point_lost,
    points_as_percent,
    another_unit,
    an_impossible_year,
    another_year,
    a_blank,
    the_other_way,
    a_minus,
    a_count,
    a_rate,
    a_share,
    groups_exchanged,
    a_wrong_thousand,
    in_words,
    in_wide_digits,
)


def _write(paragraph: Any, text: str) -> None:
    runs = paragraph.runs
    for run in runs[1:]:
        run._r.getparent().remove(run._r)
    runs[0].text = text


def _saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def in_sentences(word: bytes, rng: random.Random, each: int) -> Iterator[Seeded]:
    """`each` slips of every kind in the running text."""
    document = Document(io.BytesIO(word))
    body = [p for p in document.paragraphs if p.text and p.style.name not in ("Title",) and not _in_contents(p)]
    for change in IN_TEXT:
        places = rng.sample(body, len(body))
        made = 0
        for paragraph in places:
            text = paragraph.text
            sentences = re.split(r"(?<=[。；])", text)
            number = rng.randrange(len(sentences))
            new = change(rng, sentences[number])
            if new is None or new == sentences[number]:
                continue
            after = "".join((*sentences[:number], new, *sentences[number + 1 :]))
            copy = Document(io.BytesIO(word))
            at = [p._p for p in document.paragraphs].index(paragraph._p)
            _write(copy.paragraphs[at], after)
            yield Seeded(kind=change.__name__, before=sentences[number], after=new, document=_saved(copy))
            made += 1
            if made == each:
                break


def _in_contents(paragraph: Any) -> bool:
    return str(paragraph.style.name).lower().startswith(("toc", "ftcontents"))


def in_tables(word: bytes, rng: random.Random, each: int) -> Iterator[Seeded]:
    """`each` cells with another number."""
    document = Document(io.BytesIO(word))
    cells = [
        (t, r, c)
        for t, table in enumerate(document.tables)
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row.cells)
        if r and c > 1 and re.fullmatch(r"\d+(\.\d+)?%?", cell.text.strip())
    ]
    for t, r, c in rng.sample(cells, min(each, len(cells))):
        copy = Document(io.BytesIO(word))
        cell = copy.tables[t].rows[r].cells[c]
        before = cell.text
        bare = before.rstrip("%")
        _write(cell.paragraphs[0], other_number(rng, bare) + before[len(bare) :])
        row = " ".join(one.text for one in copy.tables[t].rows[r].cells)
        yield Seeded(kind="a_table_cell", before=before, after=f"{cell.text} in {row}", document=_saved(copy))
