# ruff: noqa: E501 - pages stay on one line
"""Pages as saved from government sites: old encodings, broken lines and words, menus, links, archives of one file."""

import html
import quopri
from collections.abc import Callable

import pytest
from tests.core.reading import genre

from fuertong import reading

PATH = genre.FOLDER / "siji_ertong.txt"
LINES = [line for line in genre.document(PATH).split("\n") if line.strip()]
MENU = "<div class='top'><a href='/'>首页</a> <a href='/zw'>政务公开</a></div><script>document.write('主要目标');</script><style>.a{}</style>"
FOOT = "<div class='related'><ul><li><a href='1.html'>关于开展妇女儿童工作调研的通知</a></li><li><a href='2.html'>儿童发展规划解读</a></li></ul></div><div>主办单位：县人民政府办公室 网站标识码：0000000000</div>"


def _page(body: str, charset: str = "utf-8") -> bytes:
    page = f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>规划</title></head><body>{MENU}{body}{FOOT}</body></html>'
    return page.encode("gb18030" if charset.startswith("gb") else charset)


def _paragraphs(lines: list[str]) -> str:
    return "".join(f"<p style='text-indent:2em'>&nbsp;&nbsp;&nbsp;&nbsp;{html.escape(line)}</p>" for line in lines)


def _spans(line: str) -> str:
    return (
        "<p>"
        + "".join(f"<span lang='EN-US'>{html.escape(line[at : at + 3])}</span>" for at in range(0, len(line), 3))
        + "</p>"
    )


def _archive(page: bytes) -> bytes:
    head = b'From: <Saved by browser>\r\nSubject: plan\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b1"\r\n\r\n'
    part = (
        b"--b1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        + quopri.encodestring(page)
    )
    return (
        head
        + part
        + b"\r\n--b1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b1--\r\n"
    )


PAGES: dict[str, Callable[[], bytes]] = {
    "gb2312": lambda: _page(_paragraphs(LINES), "gb2312"),
    "utf-8": lambda: _page(_paragraphs(LINES)),
    "line breaks in one cell": lambda: _page(
        "<table><tr><td id='zoom'>" + "<br/>　　".join(map(html.escape, LINES)) + "</td></tr></table>"
    ),
    "words broken by spans": lambda: _page("".join(map(_spans, LINES))),
    "nested divisions": lambda: _page(
        "<div>" * 40 + "".join(f"<div><div>{html.escape(line)}</div></div>" for line in LINES) + "</div>" * 40
    ),
    "upper-case tags without ends": lambda: _page("".join(f"<P>{html.escape(line)}" for line in LINES)),
    "archive of one file": lambda: _archive(_page(_paragraphs(LINES))),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_a_saved_page_keeps_the_reading(page: Callable[[], bytes]) -> None:
    """Outline and units of the plan in the page."""
    assert genre.figures(reading.read(page(), name="规划.html"), genre.labels(PATH))[1] == []


ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_plain_text_keeps_the_reading(encoding: str, ending: str) -> None:
    """Encodings and line ends of every system."""
    data = genre.document(PATH).replace("\n", ending).encode(encoding)
    assert genre.figures(reading.read(data, name="规划.txt"), genre.labels(PATH))[1] == []
