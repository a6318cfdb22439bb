"""Reading a plan: CPU seconds for 60,000 characters, as text and as Word (settled points, Speed: 1 s and 1.5 s)."""

import time
from pathlib import Path

from docx import Document
from tests.bench.lines import Line

from fuertong import reading

PLAN = Path(__file__).resolve().parents[2] / "examples" / "yunxi" / "plan.txt"
SIZE = 60_000


def run() -> list[Line]:
    """The example's two plans written four times over, so that the text has the asked size."""
    text = PLAN.read_text(encoding="utf-8")
    long = "\n".join([text] * (SIZE // len(text) + 1))[:SIZE]
    reading.read(text.encode(), name="warm.txt")
    lines = [
        Line(name="text / 1 s CPU", ratio=_cpu(long.encode(), "plan.txt"), limit=1, note=f"{len(long)} characters")
    ]
    word = _word(long)
    lines.append(Line(name="Word / 1.5 s CPU", ratio=_cpu(word, "plan.docx") / 1.5, limit=1, note=f"{len(word)} bytes"))
    return lines


def _cpu(source: bytes, name: str) -> float:
    start = time.process_time()
    reading.read(source, name=name)
    return time.process_time() - start


def _word(text: str) -> bytes:
    from io import BytesIO

    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
