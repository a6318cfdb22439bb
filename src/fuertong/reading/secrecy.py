"""State secrets (密级): a file whose first page is marked is refused before anything is kept (practice 12)."""

import re

from fuertong.errors import FuertongError

_FIRST_PAGE = 40
_LINE = re.compile(r"^\s*(?:绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*].*)?$")
_STAR = re.compile(r"(?:绝\s*密|机\s*密|秘\s*密)\s*[★☆]")


def refuse_secret(lines: tuple[str, ...]) -> None:
    """Raise FuertongError when a line of the first page is 绝密, 机密 or 秘密, or carries the word with a star."""
    shown = [line for line in lines if line.strip()][:_FIRST_PAGE]
    if any(_LINE.match(line) or _STAR.search(line) for line in shown):
        raise FuertongError("文件首页标有密级，未予读取。本系统为非涉密系统，请按保密规定报送。")
