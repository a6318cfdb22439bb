"""Whether a file of evidence is marked secret, looked at in a process of its own (密级标志)."""

from typing import Any

from fuertong.errors import FuertongError
from fuertong.reading.forms import extract
from fuertong.reading.secrecy import refuse_secret
from fuertong.workbooks.intake import open_book
from fuertong_web.apart import run_apart, serve_task

_ROWS = 20


def refuse_marked(content: bytes, *, name: str, is_book: bool) -> None:
    """FuertongError when the first page carries a secrecy mark; a file that holds no text passes."""
    run_apart(__name__, content, name=name, task={"is_book": is_book})


def _answer(task: dict[str, Any], data: bytes) -> dict[str, Any]:
    name = task["name"]
    refuse_secret(_book_lines(data, name) if task["is_book"] else _lines(data, name))
    return {}


def _lines(data: bytes, name: str) -> tuple[str, ...]:
    try:
        return tuple(extract(data, name=name).lines)
    except FuertongError as error:
        if "密级" in str(error):
            raise
        return ()  # a scan has no text to look at


def _book_lines(data: bytes, name: str) -> tuple[str, ...]:
    sheets = open_book(data, name=name).sheets[:1]
    return tuple(str(cell) for sheet in sheets for row in sheet.rows[:_ROWS] for cell in row)


if __name__ == "__main__":
    serve_task(_answer)
