# ruff: noqa: E501 - Word XML stays on one line
"""What Word and WPS put into a file: automatic numbers of every kind, controls, hidden text, old formats."""

from collections.abc import Callable

import pytest
from tests.core.reading import genre, made_plan, paper

from fuertong import reading
from fuertong.errors import FuertongError
from fuertong.reading.forms.docx import read_docx

W = paper.W


def _level(depth: int, style: str, text: str, *, extra: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def _numbered(text: str, number: int, depth: int = 0) -> str:
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def _lines(body: str, *, numbering: str = "", extra: dict[str, str] | None = None) -> list[str]:
    return list(read_docx(paper.docx(body, numbering=numbering, extra=extra), name="规划.docx").lines)


PLAN_LEVELS = (
    _level(0, "chineseCounting", "%1、")
    + _level(1, "chineseCounting", "（%2）")
    + _level(2, "decimal", "%3.")
    + _level(3, "decimal", "（%4）")
    + _level(4, "decimalEnclosedCircle", "%5")
)
ONE_LIST = f'<w:abstractNum w:abstractNumId="1">{PLAN_LEVELS}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'


def test_a_plan_numbered_only_by_lists_is_read_whole() -> None:
    """Five levels that stand only in numbering.xml, each beginning anew below its upper one."""
    body = "".join(map(paper.paragraph, ("云溪县儿童发展规划（2021—2030年）", "前言", "儿童优先。")))
    body += _numbered("发展领域、主要目标和策略措施", 1)
    for title, goals in (("儿童与健康", 3), ("儿童与安全", 2), ("儿童与福利", 2)):
        body += _numbered(title, 1, 1) + _numbered("主要目标", 1, 2)
        body += "".join(_numbered(f"{title}第{n}个目标的比例达到9{n}%以上。", 1, 3) for n in range(goals))
        body += _numbered("策略措施", 1, 2) + _numbered("完善服务。抓好以下事项：", 1, 3)
        body += _numbered("建设队伍；", 1, 4) + _numbered("更新设备。", 1, 4) + _numbered("加强宣传。办好讲堂。", 1, 3)
    body += _numbered("组织实施", 1) + _numbered("加强领导", 1, 1)
    plan = reading.read(paper.docx(body, numbering=ONE_LIST), name="规划.docx").plans[0]
    assert [(domain.title, len(domain.goals)) for domain in plan.domains] == [
        ("儿童与健康", 3),
        ("儿童与安全", 2),
        ("儿童与福利", 2),
    ]
    assert [strategy.title for strategy in plan.domains[0].strategies] == ["完善服务", "加强宣传"]
    assert "①建设队伍；②更新设备。" in plan.domains[0].strategies[0].text


STYLES = [
    ("chineseCounting", ["一", "二", "十一"]),
    ("chineseCountingThousand", ["一", "二", "十一"]),
    ("ideographDigital", ["一", "二", "一一"]),
    ("japaneseCounting", ["一", "二", "十一"]),
    ("decimalEnclosedCircle", ["①", "②", "⑪"]),
    ("decimalFullWidth", ["1", "2", "11"]),
    ("upperRoman", ["I", "II", "XI"]),
    ("lowerLetter", ["a", "b", "k"]),
    ("decimalZero", ["01", "02", "11"]),
]


@pytest.mark.parametrize(("style", "wanted"), STYLES)
def test_kinds_of_automatic_numbers(style: str, wanted: list[str]) -> None:
    """First, second and eleventh number of each kind."""
    numbering = f'<w:abstractNum w:abstractNumId="1">{_level(0, style, "%1")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    lines = _lines("".join(_numbered("、提高", 1) for _ in range(11)), numbering=numbering)
    assert [lines[place].removesuffix("、提高") for place in (0, 1, 10)] == wanted


def test_restarts_links_and_styles() -> None:
    """A list begun anew by override, one that never restarts, one linked by name, one that a based style brings."""
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{_level(0, "decimal", "%1.")}{_level(1, "decimal", "(%2)", extra="<w:lvlRestart w:val=&quot;0&quot;/>".replace("&quot;", chr(34)))}<w:styleLink w:val="S"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="S"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    )
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    styled = '<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr><w:r><w:t>丁</w:t></w:r></w:p>'
    body = (
        _numbered("甲", 1)
        + _numbered("乙", 1, 1)
        + _numbered("甲", 1)
        + _numbered("乙", 1, 1)
        + _numbered("丙", 2)
        + styled
    )
    assert _lines(body, numbering=numbering, extra={"word/styles.xml": styles}) == [
        "1.甲",
        "(1)乙",
        "2.甲",
        "(2)乙",
        "1.丙",
        "1.丁",
    ]


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


INSIDE = [
    ("hidden text", _run("提高") + _run("看不见", "<w:vanish/>") + _run("水平"), "提高水平"),
    ("hidden switched off", _run("提高", '<w:vanish w:val="0"/>'), "提高"),
    ("a smart tag", f"<w:smartTag>{_run('2030年')}</w:smartTag>" + _run("前"), "2030年前"),
    ("a hyperlink", f"<w:hyperlink>{_run('提高')}</w:hyperlink>", "提高"),
    ("a control in the line", f"<w:sdt><w:sdtPr/><w:sdtContent>{_run('提高')}</w:sdtContent></w:sdt>", "提高"),
    ("a moved piece", f"<w:moveFrom>{_run('旧')}</w:moveFrom><w:moveTo>{_run('新')}</w:moveTo>", "新"),
    ("a field", "<w:r><w:instrText>PAGE</w:instrText></w:r>" + _run("3"), "3"),
    (
        "reading aids over characters",
        f"<w:r><w:ruby><w:rt>{_run('yin')}</w:rt><w:rubyBase>{_run('音')}</w:rubyBase></w:ruby></w:r>",
        "音",
    ),
    (
        "a break inside a sentence",
        _run("提高妇女健康水平，逐步缩小城乡之间的、地区之间的差距和") + "<w:r><w:br/></w:r>" + _run("不同"),
        "提高妇女健康水平，逐步缩小城乡之间的、地区之间的差距和不同",
    ),
]


@pytest.mark.parametrize(("inside", "text"), [row[1:] for row in INSIDE], ids=[row[0] for row in INSIDE])
def test_what_stands_inside_a_paragraph(inside: str, text: str) -> None:
    """One line with the words a reader of the document sees."""
    assert _lines(f"<w:p>{inside}</w:p>") == [text]


def test_paragraphs_in_controls_and_frames() -> None:
    """Content controls round paragraphs and rows, a table inside a frame of one cell: each read once."""
    frame = f"<w:tbl><w:tr><w:tc>{paper.paragraph('甲')}<w:tbl><w:tr><w:tc>{paper.paragraph('乙')}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
    assert _lines(f"<w:sdt><w:sdtContent>{paper.paragraph('丙')}</w:sdtContent></w:sdt>{frame}") == ["丙", "甲", "乙"]


def test_a_strict_file_and_another_main_part() -> None:
    """Word's strict form, and a main document that is not called document.xml."""
    plain = paper.docx_of(made_plan.document())
    strict = paper.repacked(
        plain, lambda name, data: (name, data.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    )
    moved = paper.repacked(
        plain,
        lambda name, data: (
            name.replace("document.xml", "document2.xml"),
            data.replace(b"document.xml", b"document2.xml"),
        ),
    )
    wanted = [goal.text for goal in reading.read(plain, name="规划.docx").plans[0].domains[0].goals]
    for data in (strict, moved):
        assert [goal.text for goal in reading.read(data, name="规划.docx").plans[0].domains[0].goals] == wanted


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.parametrize(
    ("suffix", "called"), [("doc", "规划.doc"), ("doc", "规划.wps"), ("rtf", "规划.rtf"), ("odt", "规划.odt")]
)
def test_old_formats_keep_the_reading(suffix: str, called: str, saved_as: Callable[..., bytes]) -> None:
    """A plan with automatic numbers saved in an old format says the same."""
    path = genre.FOLDER / "lianggui_heyi.txt"
    result = reading.read(saved_as(paper.docx_of(genre.document(path).split("\n")), "plan.docx", suffix), name=called)
    assert genre.figures(result, genre.labels(path))[1] == []


def test_without_libreoffice_the_user_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says what is missing and what to do."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FuertongError, match=r"没有安装LibreOffice.*请用Word或WPS另存为\.docx"):
        reading.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + b"WordDocument", name="规划.wps")
