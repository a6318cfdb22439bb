"""Official explanations of indicators (指标解释) read from a Word, PDF, text or Excel file (practice 20).

Two layouts are usual: a table with one indicator a row (指标名称、指标解释、计算公式、计量单位 …), and text with
one entry an indicator: its name as a heading or before 指, then labelled lines. The text is read as written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

import pdfplumber

from fuertong.errors import FuertongError
from fuertong.model.plan import Table
from fuertong.reading.forms import extract
from fuertong.reading.forms.excel import looks_like_workbook, read_workbook
from fuertong.reading.secrecy import refuse_secret

_NUMBER = r"(?:\d{1,3}\s*[.．、)）]\s*|[（(]\s*[\d一二三四五六七八九十]+\s*[)）]\s*|[一二三四五六七八九十]+\s*、\s*)?"
_NAME = r"(?P<name>[^，。；：:=＝]{2,48}?)"
_MEASURE = r"(?:率|比例|比重|占比|数|数量|人次|年限|寿命|水平|差距|标准|比|面积|额|经费|总产值)"
_LABELS = {
    "name": "指标名称|指标",
    "definition": "指标定义|指标解释|指标含义|指标说明|定义|解释|含义|概念|说明",
    "formula": "计算公式|计算方法|公式",
    "numerator": "分子",
    "denominator": "分母",
    "unit": "计量单位|单位",
    "source_unit": "数据来源|资料来源|来源部门|责任部门|提供部门|报送单位|数据提供单位|来源单位",
}
_LABEL = re.compile(
    r"^[【\[]?\s*(?:" + "|".join(f"(?P<{key}>{words})" for key, words in _LABELS.items()) + r")\s*[】\]]?\s*[：:]\s*"
)
_BRACKET_LABEL = re.compile(
    r"^[【\[]\s*(?:" + "|".join(f"(?P<{key}>{words})" for key, words in _LABELS.items()) + r")\s*[】\]]\s*"
)
_REST = r"\s*[：:]?\s*(?:是指|系指|指)(?!标|数|导|定|引)(?P<rest>.+)$"
_NUMBERED_SAYS = re.compile(rf"^{_NUMBER[:-1]}{_NAME}{_REST}")
_SAYS = re.compile(rf"^(?P<name>[^，。；：:=＝]{{2,46}}?{_MEASURE}(?:（[^）]*）)?){_REST}")
_COLON = re.compile(rf"^{_NUMBER}(?P<name>[^，。；：:=＝]{{2,46}}{_MEASURE}(?:（[^）]*）)?)\s*[：:]\s*(?P<rest>.+)$")
_ALONE = re.compile(rf"^{_NUMBER}(?P<name>[^，。；：:=＝]{{2,46}}{_MEASURE}(?:（[^）]*）)?)\s*$")
_CHAPTER = re.compile(
    r"^(?:第[一二三四五六七八九十]+[章节部]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])"
)
_FORMULA = re.compile(r"^[^。]{2,60}[=＝].+")
_FRACTION = re.compile(r"[=＝]?\s*[（(\[]?(?P<top>[^÷/=＝×]+)[÷/](?P<bottom>[^÷×]+?)[)）\]]?\s*(?:[×xX*].*)?$")
_UNIT = re.compile(r"[（(]\s*(?:单位[：:])?\s*(?P<unit>%|％|‰|/10万|1/10万|人|个|岁|年|万元|元)\s*[)）]$")
_COLUMNS = {key: re.compile(f"^(?:{words})$") for key, words in _LABELS.items()}
_BRACKETS = "（）()[] "


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One entry: the words of the file by field ("" where it says nothing), and where it stands (第3页, 第12行)."""

    name: str
    definition: str = ""
    formula: str = ""
    numerator: str = ""
    denominator: str = ""
    unit: str = ""
    source_unit: str = ""
    where: str = ""


@dataclass(slots=True)
class _Entry:
    name: str
    where: str
    texts: dict[str, str] = field(default_factory=dict)
    last: str = "definition"

    def add(self, key: str, text: str) -> None:
        self.last = key
        self.texts[key] = self.texts.get(key, "") + text


def read_explanations(data: bytes, *, name: str) -> list[Explanation]:
    """The entries of a file in its order; FuertongError when it cannot be opened or holds no entry."""
    if looks_like_workbook(data):
        tables = read_workbook(data, name=name)
        refuse_secret(tuple(cell for table in tables[:1] for row in (table.header, *table.rows[:5]) for cell in row))
        found = list(_from_tables(tables))
    else:
        source = extract(data, name=name)
        refuse_secret(source.lines)
        word = "段" if source.form == "docx" else "行"
        found = [*_from_tables(source.tables), *_from_lines(source.lines, word)]
        if source.form == "pdf":
            found = _with_pages(found, data)
    if not found:
        raise FuertongError(
            f"文件《{name}》中没有认出指标解释。请使用一行一个指标的表格（列名为指标名称、指标解释、计算公式等），"
            "或每个指标先写名称、再写“定义：”“计算公式：”的文本。"
        )
    return [_completed(row) for row in found]


def _from_tables(tables: Iterable[Table]) -> Iterator[Explanation]:
    for table in tables:
        rows = [table.header, *table.rows]
        for number, head in enumerate(rows):
            columns = _columns(head)
            if "name" in columns and ({"definition", "formula", "numerator"} & set(columns)):
                yield from _rows(rows[number + 1 :], columns, table, number + 2)
                break


def _columns(head: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, text in enumerate(head):
        plain = re.sub(r"\s", "", text)
        for key, pattern in _COLUMNS.items():
            if pattern.match(plain):
                found.setdefault(key, place)
    return found


def _rows(rows: Sequence[Sequence[str]], columns: dict[str, int], table: Table, first: int) -> Iterator[Explanation]:
    title = table.sheet or table.title
    for number, cells in enumerate(rows, start=first):
        texts = {key: cells[place].strip() for key, place in columns.items() if place < len(cells)}
        if texts.get("name") and (texts.get("definition") or texts.get("formula") or texts.get("numerator")):
            texts["name"] = re.sub(rf"^{_NUMBER}", "", texts["name"])
            yield Explanation(**texts, where=f"表“{title}”第{number}行" if title else f"表格第{number}行")


def _from_lines(lines: Sequence[str], word: str) -> Iterator[Explanation]:
    entry: _Entry | None = None
    for number, raw in enumerate(lines, start=1):
        line = raw.strip()
        if not line:
            continue
        begun = _begins(line, _next(lines, number))
        if begun is not None:
            if entry is not None and entry.texts:
                yield _explained(entry)
            entry = _Entry(name=begun[0], where=f"第{number}{word}")
            if begun[1]:
                entry.add("definition", begun[1])
        elif entry is not None:
            _go_on(entry, line)
    if entry is not None and entry.texts:
        yield _explained(entry)


def _closes(line: str) -> bool:
    return bool(_CHAPTER.match(line)) and len(line) <= 30 and not line.endswith("。")


def _begins(line: str, following: str) -> tuple[str, str] | None:
    """The name and the first words of an entry that begins on this line; None where none begins."""
    if label := _label(line):
        return (label[1], "") if label[0] == "name" and label[1] else None
    if _FORMULA.match(line):
        return None
    for pattern in (_NUMBERED_SAYS, _SAYS, _COLON):
        if found := pattern.match(line):
            rest = found["rest"].strip()
            return found["name"].strip(), rest if pattern is _COLON else f"指{rest}"
    alone = _ALONE.match(line)
    if alone and (_label(following) or following.startswith(("指", "是指"))):
        return alone["name"].strip(), ""
    return None


def _label(line: str) -> tuple[str, str] | None:
    found = _LABEL.match(line) or _BRACKET_LABEL.match(line)
    if found is None or found.lastgroup is None:
        return None
    return found.lastgroup, line[found.end() :].strip()


def _go_on(entry: _Entry, line: str) -> None:
    """A labelled line, a formula, or more of the field before; after a chapter heading nothing unlabelled counts."""
    label = _label(line)
    if label is not None:
        entry.add(*label)
    elif _closes(line):
        entry.last = ""
    elif _FORMULA.match(line):
        entry.add("formula", line)
    elif entry.last:
        entry.add(entry.last, line)


def _next(lines: Sequence[str], number: int) -> str:
    return next((line.strip() for line in lines[number:] if line.strip()), "")


def _explained(entry: _Entry) -> Explanation:
    return Explanation(name=entry.name, where=entry.where, **entry.texts)


def _completed(row: Explanation) -> Explanation:
    """Numerator and denominator out of the formula, the unit out of the name's brackets, where nothing else says."""
    name, unit = row.name.strip(), row.unit
    if found := _UNIT.search(name):
        name, unit = name[: found.start()].strip(), unit or found["unit"]
    numerator, denominator = row.numerator, row.denominator
    right = re.split(r"[=＝]", row.formula, maxsplit=1)[-1]
    if not numerator and (fraction := _FRACTION.match(right)):
        numerator, denominator = fraction["top"].strip(_BRACKETS), fraction["bottom"].strip(_BRACKETS)
    unit = unit.strip().replace("％", "%").replace("1/10万", "/10万")
    return replace(row, name=name, unit=unit, numerator=numerator, denominator=denominator)


def _with_pages(rows: list[Explanation], data: bytes) -> list[Explanation]:
    """The page instead of the line: pages are looked through in order, an entry never before the one above it."""
    with pdfplumber.open(BytesIO(data)) as document:
        pages = [re.sub(r"\s", "", page.extract_text() or "") for page in document.pages]
    found, at = [], 0
    for row in rows:
        name = re.sub(r"\s", "", row.name)
        at = next((page for page in range(at, len(pages)) if name in pages[page]), at)
        found.append(replace(row, where=f"第{at + 1}页"))
    return found
