# ruff: noqa: E501 - XML stays on one line
"""Input made to break a reader (恶意或损坏的文件): each case a name and the bytes, made when asked for.

Run as a program it reads each case in a process of its own, with 2 GB of memory, and prints what came of it.
"""

import os
import random
import resource
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.core.reading import made_plan, paper

from fuertong import reading
from fuertong.errors import FuertongError

MEMORY = 2 * 1024**3
SECONDS = 20
_HEAD = "云溪县妇女发展规划（2021—2030年）\n（一）妇女与健康\n主要目标：\n1."


def _text(middle: str) -> bytes:
    return (_HEAD + middle + "\n策略措施：\n1.完善服务。").encode()


def _lines(count: int, line: str) -> bytes:
    return (_HEAD + "提高。\n" + (line + "\n") * count).encode()


def _html(middle: str) -> bytes:
    return f"<html><head><meta charset='utf-8'></head><body><div>{middle}</div></body></html>".encode()


def _xml_bomb() -> bytes:
    entities = "".join(
        f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "提高"}{("&a" + str(n - 1) + ";") * 9 if n else ""}">'
        for n in range(12)
    )
    text = f'<?xml version="1.0"?><!DOCTYPE d [{entities}]><w:document xmlns:w="{paper.W}"><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>'
    return _package({"word/document.xml": text.encode()})


def _package(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def _deep_docx(depth: int) -> bytes:
    return paper.docx("<w:sdt><w:sdtContent>" * depth + paper.paragraph("1.提高。") + "</w:sdtContent></w:sdt>" * depth)


def _deep_tables(depth: int) -> bytes:
    cell = paper.paragraph("提高")
    for _ in range(depth):
        cell = f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{paper.paragraph('甲')}</w:tc></w:tr></w:tbl>"
    return paper.docx(cell)


def _huge_table(rows: int) -> bytes:
    row = "<w:tr>" + f"<w:tc>{paper.paragraph('孕产妇死亡率')}</w:tc>" * 6 + "</w:tr>"
    return paper.docx("".join(map(paper.paragraph, made_plan.document())) + f"<w:tbl>{row * rows}</w:tbl>")


def _pdf_bomb() -> bytes:
    import zlib

    packed = b"\x00" * 0
    compressor = zlib.compressobj(9)
    packed = b"".join(compressor.compress(b" " * 10_000_000) for _ in range(150)) + compressor.flush()
    data = b"%PDF-1.4\n"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream",
    ]
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


CASES: dict[str, Callable[[], bytes]] = {
    "one line of 10 MB": lambda: _text("提高" * 1_700_000),
    "one line of 10 MB with marks": lambda: _text("提高。1." * 900_000),
    "one line of a million": lambda: _text("提高" * 490_000),
    "one line of a million with marks": lambda: _text("提高。1." * 190_000),
    "one line of a million with numbers in order": lambda: _text("".join(f"提高。{n}." for n in range(2, 99)) * 1_600),
    "fifty thousand numbered lines": lambda: _lines(50_000, "2.提高。"),
    "a million lines": lambda: _lines(1_000_000, "提高"),
    "a million numbered lines": lambda: _lines(1_000_000, "2.提高。"),
    "fifty thousand lines without end": lambda: _lines(50_000, "提高妇女健康水平"),
    "a number of 5,000 digits": lambda: _text("孕产妇死亡率控制在" + "9" * 5000 + "%以下。"),
    "a list of 20,000 numbers": lambda: _text("死亡率分别控制在" + "、".join(["12‰"] * 20_000) + "以下。"),
    "100,000 nested brackets": lambda: _text("（" * 100_000 + "牵头单位：" + "）" * 100_000),
    "100,000 mixed brackets": lambda: _text("（【" * 50_000 + "牵头单位：县教育局"),
    "20,000 roles": lambda: _text("提高。（" + "牵头单位：县教育局；" * 20_000),
    "20,000 brackets of units": lambda: _text("提高。" + "（牵头单位：县教育局）" * 20_000),
    "units without end": lambda: _text("提高。（牵头单位：" + "县教育局、" * 60_000 + "）"),
    "early closed brackets": lambda: _text("提高。（牵头单位：县教育局" + "）县教育局" * 20_000),
    "和 without end": lambda: _text("提高。（牵头单位：" + "县教育局和" * 20_000 + "）"),
    "blanks": lambda: _text(" " * 900_000),
    "blanks and marks": lambda: _lines(8_000, "（" + " " * 50 + "一" + " " * 50),
    "dots of leaders": lambda: _lines(3_900, "甲" * 40 + "." * 200 + "x"),
    "titles": lambda: ("云溪县妇女发展规划（2021—2030年）\n" * 20_000).encode(),
    "domains": lambda: ("（一）妇女与健康\n主要目标：\n" * 10_000).encode(),
    "contents": lambda: ("目录\n" * 20_000).encode(),
    "tabs": lambda: ("甲\t乙\t丙\n" * 60_000).encode(),
    "words of every list": lambda: _text("达到提高降低率比例和、分别均以上以下" * 3_000),
    "deep page": lambda: _html("<div>" * 100_000 + "主要目标"),
    "page of one cell each": lambda: _html(
        "<table>" + "<tr><td>甲</td><td>乙</td><td>丙</td></tr>" * 60_000 + "</table>"
    ),
    "page of entities": lambda: _html("&nbsp;" * 500_000 + "主要目标"),
    "tables inside tables of a page": lambda: _html("<table><tr><td>" * 3_000 + "主要目标"),
    "entity bomb": _xml_bomb,
    "huge part": lambda: _package({"word/document.xml": b"<x>" + b" " * 450_000_000 + b"</x>"}),
    "many elements": lambda: paper.docx("<w:p/>" * 3_000_000),
    "deep controls": lambda: _deep_docx(240),
    "very deep controls": lambda: _deep_docx(100_000),
    "deep tables": lambda: _deep_tables(60),
    "table of 30,000 rows": lambda: _huge_table(30_000),
    "a cell across a million": lambda: paper.docx(
        "<w:tbl>"
        + f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>{paper.paragraph('甲')}</w:tc><w:tc>{paper.paragraph('乙')}</w:tc></w:tr>"
        * 3
        + "</w:tbl>"
    ),
    "a cell of a page across a million": lambda: _html(
        "<table>" + "<tr><td colspan='999999999' rowspan='99999999'>甲</td><td>乙</td><td>丙</td></tr>" * 3 + "</table>"
    ),
    "numbers that are none": lambda: paper.docx(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='x'/><w:numId w:val='²'/></w:numPr></w:pPr><w:r><w:t>提高</w:t></w:r></w:p>",
        numbering="<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='y'><w:start w:val='²'/></w:lvl></w:abstractNum>",
    ),
    "pdf bomb": _pdf_bomb,
    "pdf of nothing": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 100_000,
    "pdf of brackets": lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000,
    "pdf of dictionaries": lambda: b"%PDF-1.7\n1 0 obj\n" + b"<<" * 100_000,
    "utf-16 half": lambda: "主要目标".encode("utf-16")[:-1],
    "control characters": lambda: bytes(range(1, 32)) * 20_000,
}
_WHOLE: dict[str, Callable[[], bytes]] = {
    "docx": lambda: paper.docx_of(made_plan.document(), automatic=True),
    "pdf": lambda: paper.pdf_of(made_plan.document(), head="云溪县"),
    "html": lambda: paper.html_of(made_plan.document()),
    "txt": lambda: "\n".join(made_plan.document()).encode("gb18030"),
}


def damaged(form: str, seed: int) -> bytes:
    """A good file of one form cut, with bits turned, pieces doubled, or pieces of another form put in."""
    chance = random.Random(f"{form}/{seed}")
    data = bytearray(_WHOLE[form]())
    for _ in range(chance.randint(1, 6)):
        place, size = chance.randrange(len(data)), chance.randint(1, 400)
        kind = chance.choice(("cut", "flip", "double", "zero", "mix", "remove"))
        if kind == "cut":
            del data[max(place, 64) :]
        elif kind == "flip":
            data[place] ^= 1 << chance.randrange(8)
        elif kind == "double":
            data[place:place] = data[place : place + size] * chance.randint(1, 50)
        elif kind == "zero":
            data[place : place + size] = b"\x00" * size
        elif kind == "mix":
            data[place:place] = _WHOLE[chance.choice(list(_WHOLE))]()[:size]
        elif len(data) > 2 * size:
            del data[place : place + size]
    return bytes(data)


def outcome(data: bytes) -> str:
    """What the user is told; anything else than a reading or a FuertongError goes through."""
    try:
        reading.read(data, name="文件")
    except FuertongError as error:
        return str(error)
    return "已读取，请核对。"


def _one(name: str) -> None:
    """Read one case in the memory allowed and say what came of it; exit code 1 when late or without a sentence."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    form, _, seed = name.partition("/")
    data = damaged(form, int(seed)) if seed else CASES[name]()
    started = time.process_time()
    said = outcome(data)
    spent = time.process_time() - started
    print(f"{name}\t{spent:.1f}\t{said}", flush=True)
    if spent > SECONDS or "请" not in said:
        sys.exit(1)


def main() -> None:
    """Read the cases named on the command line (form/seed or a name), each in a process of its own."""
    for name in sys.argv[1:]:
        sys.stdout.flush()
        child = os.fork()  # the reader is loaded once, a case has its memory to itself
        if not child:
            _one(name)
            return
        if os.waitpid(child, 0)[1]:
            sys.exit(1)


if __name__ == "__main__":
    main()
