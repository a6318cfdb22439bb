# ruff: noqa: E501 - Word XML stays on one line
"""Structure that stands in the file and not in its words: heading styles, outline levels, places on a page."""

import re
from pathlib import Path

import pytest
from tests.core.reading import genre, made_plan, paper

from fuertong import reading
from fuertong.errors import FuertongError
from fuertong.reading.forms.docx import read_docx
from fuertong.reading.forms.pdf import read_pdf

FOLDER = Path(__file__).parent / "genre_plans_files"
STYLED, PRINTED = FOLDER / "biaoti_yangshi.txt", FOLDER / "gongbao_shuanglan.txt"


def _lines(path: Path) -> list[str]:
    return [re.sub(r"^#0 ", "", line) for line in genre.document(path).split("\n") if line.strip()]


@pytest.mark.parametrize("outline", [False, True])
@pytest.mark.parametrize("numbered", [False, True])
def test_headings_known_by_style_only(numbered: bool, outline: bool) -> None:
    """Domains called 健康成长, blocks called 目标 and 举措: only style or outline level tell them."""
    data = paper.styled_docx_of(_lines(STYLED), numbered=numbered, outline=outline)
    result = reading.read(data, name="规划.docx")
    assert genre.figures(result, genre.labels(STYLED))[1] == []
    assert [section.title for section in result.plans[0].sections] == ["引言", "总体考虑", "规划实施"]


def test_headings_of_a_page() -> None:
    """The same structure as h1 to h3 of a web page."""
    body = ""
    for line in _lines(STYLED):
        level = line[1] if re.match(r"#\d ", line) else ""
        tag = f"h{level}" if level else "p"
        body += f"<{tag}>{re.sub(r'^(?:#.|[*]) ', '• ' if line.startswith('*') else '', line)}</{tag}>"
    page = f"<html><head><meta charset='utf-8'></head><body><div>{body}</div></body></html>".encode()
    assert genre.figures(reading.read(page, name="规划.html"), genre.labels(STYLED))[1] == []


def _styled(text: str, level: int = 0) -> str:
    properties = f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>' if level else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_items_with_headings_of_their_own() -> None:
    """Strategies whose titles are headings of the fourth level, with paragraphs below them."""
    rows = [
        ("云溪县儿童发展规划（2021—2030年）", 0),
        ("发展领域", 1),
        ("儿童与安全", 2),
        ("主要目标", 3),
        ("溺水人数下降。", 0),
        ("校车事故减少。", 0),
        ("策略措施", 3),
        ("管好水域", 4),
        ("设警示牌。", 0),
        ("配救生圈。", 0),
        ("管好路口", 4),
        ("警力上路。", 0),
        ("组织实施", 1),
    ]
    (plan,) = reading.read(paper.docx("".join(_styled(*row) for row in rows)), name="规划.docx").plans
    (domain,) = plan.domains
    assert [goal.text for goal in domain.goals] == ["溺水人数下降。", "校车事故减少。"]
    assert [strategy.title for strategy in domain.strategies] == ["管好水域", "管好路口"]
    assert domain.strategies[0].text == "管好水域。设警示牌。配救生圈。"


@pytest.mark.parametrize("level", [1, 2, 5])
def test_a_file_that_makes_everything_a_heading(level: int) -> None:
    """Paragraphs that all bear the same level say nothing: the words and numbers are followed."""
    lines = made_plan.document()
    body = "".join(_styled(line.replace("&", ""), level) for line in lines)
    wanted = reading.read("\n".join(lines), name="规划")
    got = reading.read(paper.docx(body), name="规划.docx")
    assert [[goal.text for goal in domain.goals] for domain in got.plans[0].domains] == [
        [goal.text for goal in domain.goals] for domain in wanted.plans[0].domains
    ]
    assert [[one.title for one in domain.strategies] for domain in got.plans[0].domains] == [
        [one.title for one in domain.strategies] for domain in wanted.plans[0].domains
    ]


def test_levels_of_styles() -> None:
    """A level comes from the style, the style it is based on, or its name; text level takes it away."""
    styles = (
        f'<w:styles xmlns:w="{paper.W}"><w:style w:styleId="a"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:styleId="c"><w:name w:val="标题 3"/></w:style></w:styles>'
    )
    rows = [f'<w:p><w:pPr><w:pStyle w:val="{key}"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>' for key in "abcd"]
    rows.append(rows[0].replace("</w:pPr>", '<w:outlineLvl w:val="9"/></w:pPr>'))
    data = paper.docx("".join(rows), extra={"word/styles.xml": styles})
    assert read_docx(data, name="规划.docx").levels == (2, 2, 3, 0, 0)


@pytest.mark.parametrize(("columns", "wide"), [(1, 33), (1, 28), (2, 40)])
@pytest.mark.parametrize("head", ["", "川源县人民政府公报  2022年第2期", "川源县妇女发展规划（2021－2030年）"])
def test_a_printed_gazette(head: str, columns: int, wide: int) -> None:
    """Units and titles broken over lines and pages, a running head that may be the title itself."""
    data = paper.pdf_of(_lines(PRINTED), head=head, wide=wide, columns=columns)
    result = reading.read(data, name="公报.pdf")
    assert genre.figures(result, genre.labels(PRINTED))[1] == []
    assert result.plans[0].title == "川源县妇女发展规划（2021－2030年）"


def test_a_watermark_is_left_out() -> None:
    """Large pale words at the same place of every page, across the text."""
    data = paper.pdf_of(_lines(PRINTED), wide=33, watermark="征求意见稿")
    assert "征求意见稿" not in "".join(read_pdf(data, name="公报.pdf").lines)
    assert genre.figures(reading.read(data, name="公报.pdf"), genre.labels(PRINTED))[1] == []


def test_the_same_first_line_on_two_pages_is_kept_once() -> None:
    """Lines of the text at a page's edge that differ stay, and so do repeated ones that end a sentence."""
    lines = ["云溪县简报", *[f"第{number}条内容。" for number in range(33)], "云溪县简报", "最后一条。"]
    got = list(read_pdf(paper.pdf_of(lines), name="简报.pdf").lines)
    assert got.count("云溪县简报") == 1
    assert "最后一条。" in got


def test_a_password_is_explained() -> None:
    """A PDF that opens only with a password."""
    data = paper.pdf_of(_lines(PRINTED))
    locked = data.replace(
        b"/Root 1 0 R >>",
        b"/Root 1 0 R /ID [<00000000000000000000000000000000> <00000000000000000000000000000000>] /Encrypt "
        b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >> >>",
    )
    with pytest.raises(FuertongError, match=r"已加密。请去掉密码"):
        reading.read(locked, name="规划.pdf")
