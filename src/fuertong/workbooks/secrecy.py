"""Files marked as state secrets (密级标志) are refused before anything is kept: the system is no classified one."""

import re

from fuertong.errors import FuertongError
from fuertong.workbooks.intake import Book

_MARK = re.compile(r"(?:绝密|机密|秘密)\s*(?:[★☆].*)?")
_STARRED = re.compile(r"(?:绝密|机密|秘密)\s*★")
_DEPTH = 60


def refuse_secret(book: Book) -> None:
    """FuertongError when a cell on a sheet's first page is a secrecy mark, with or without ★."""
    for sheet in book.sheets:
        for row in sheet.rows[:_DEPTH]:
            for cell in row:
                if isinstance(cell, str) and (_MARK.fullmatch(cell.strip()) or _STARRED.search(cell)):
                    raise FuertongError(
                        f"《{book.name}》标有密级“{cell.strip()[:10]}”，未保存。本系统为非涉密系统，请按保密规定报送。"
                    )
