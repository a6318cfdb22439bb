"""Files as other programs save them: LibreOffice, WPS, tracked changes left open, comments."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fuertong.reports import Facts, Report, compose, docx
from fuertong.reports.taking_back import take_back

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _rewritten(word: bytes, **changes: Callable[[str], str]) -> bytes:
    """The package with parts (by the stem of their name) rewritten."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            change = changes.get(Path(name).stem) if name.startswith("word/") and name.endswith(".xml") else None
            if change is not None:
                text = change(content.decode())
                assert text != content.decode(), name
                content = text.encode()
            new.writestr(name, content)
    return stream.getvalue()


def _with_comment(word: bytes, text: str) -> bytes:
    stream = io.BytesIO(word)
    with zipfile.ZipFile(stream, "a") as archive:
        comment = f'<w:comment w:id="7" w:author="李科长"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        archive.writestr("word/comments.xml", f"<w:comments {W}>{comment}</w:comments>")
    return stream.getvalue()


@pytest.mark.office
@pytest.mark.slow
def test_a_file_saved_by_libreoffice_is_the_same_report(
    word: bytes, report: Report, saved_as: Callable[..., bytes]
) -> None:
    edited = _rewritten(word, document=lambda text: text.replace("我县常住人口为", "我县年末常住人口为", 1))
    saved = saved_as(edited, "edited.docx", "docx:MS Word 2007 XML")
    assert saved != edited
    for file in (saved, _rewritten(saved, document=lambda text: re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", text))):
        back = take_back(file, report)
        assert back.report.text == report.text.replace("我县常住人口为", "我县年末常住人口为", 1)
        assert not back.findings
        assert sum(entry.touched for entry in back.edits.entries) == 1


def _as_wps(text: str) -> str:
    """Runs cut in two, marks of spelling, content controls, wide digits, a heading known by its outline."""
    text = text.replace(
        ">94.2%<",
        ">9</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:rPr><w:rFonts w:hint='eastAsia'/></w:rPr><w:t>4．2％<",
    )
    text = re.sub(
        r"(<w:p><w:pPr><w:pStyle w:val=\"FtBody\"/></w:pPr><w:r><w:t[^>]*>为全面掌握.*?</w:p>)",
        r"<w:sdt><w:sdtPr><w:id w:val='5'/></w:sdtPr><w:sdtContent>\1</w:sdtContent></w:sdt>",
        text,
    )
    text = text.replace('<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="2"/><w:outlineLvl w:val="0"/>')
    text = text.replace("“", '"').replace("”", '"').replace("（以下简称", "(以下简称")
    start = '<w:bookmarkStart w:id="900" w:name="_GoBack"/><w:bookmarkEnd w:id="900"/>'
    return text.replace("<w:body>", f"<w:body>{start}", 1)


def test_what_wps_does_to_the_xml_is_no_change(word: bytes, report: Report) -> None:
    styles: Callable[[str], str] = lambda text: text.replace('w:styleId="Heading1"', 'w:styleId="2"')  # noqa: E731
    back = take_back(_rewritten(word, document=_as_wps, styles=styles), report)
    assert back.report == report
    assert not back.findings


def _tracked(text: str) -> str:
    """94.2% struck out and 95.2% written in, a paragraph's end deleted, a new paragraph inserted."""
    old = '<w:r><w:t xml:space="preserve">94.2%</w:t></w:r>'
    about = 'w:id="77" w:author="王主任" w:date="2026-07-01T00:00:00Z"'
    gone = f'<w:del {about}><w:r><w:delText xml:space="preserve">94.2%</w:delText></w:r></w:del>'
    new = f"<w:ins {about}><w:r><w:t>95.2%</w:t></w:r></w:ins>"
    text = text.replace(old, gone + new, 1)
    written = f"<w:ins {about}><w:r><w:t>各乡镇均已部署。</w:t></w:r></w:ins>"
    added = f"<w:p><w:pPr><w:rPr><w:ins {about}/></w:rPr></w:pPr>{written}</w:p>"
    moved = f"<w:p><w:moveFrom {about}><w:r><w:t>移走的话。</w:t></w:r></w:moveFrom></w:p>"
    anchor = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">四、'
    assert anchor in text
    return text.replace(anchor, added + moved + anchor, 1)


def test_open_tracked_changes_are_read_as_accepted_and_said(word: bytes, report: Report) -> None:
    back = take_back(_rewritten(word, document=_tracked), report)
    assert [(number.was, number.seen) for number in back.numbers] == [("94.2%", "95.2%")]
    assert back.added == ("各乡镇均已部署。",)
    assert "移走的话" not in back.report.text
    assert "taken.tracked" in {finding.code for finding in back.findings}


def test_two_paragraphs_joined_by_a_tracked_deletion_are_one(word: bytes, report: Report) -> None:
    def join(text: str) -> str:
        end = '<w:rPr><w:del w:id="78" w:author="王主任"/></w:rPr></w:pPr>'
        place = text.index("5项可量化指标中")
        start = text.rindex("</w:pPr>", 0, place)
        return text[:start] + end + text[start + len("</w:pPr>") :]

    back = take_back(_rewritten(word, document=join), report)
    assert any("5项可量化" in line and "4项趋势类指标" in line for line in back.report.text.split("\n"))
    assert not back.deleted


def test_comments_are_listed_with_their_paragraph(word: bytes, report: Report) -> None:
    def anchored(text: str) -> str:
        place = text.index('<w:r><w:t xml:space="preserve">2025年，我县常住人口')
        return f'{text[:place]}<w:commentRangeStart w:id="7"/>{text[place:]}'

    back = take_back(_with_comment(_rewritten(word, document=anchored), "请核对人口数。"), report)
    [comment] = back.comments
    assert (comment.author, comment.text) == ("李科长", "请核对人口数。")
    assert "常住人口" in comment.on
    assert back.report == report


@pytest.mark.parametrize("kind", ["evaluation-midterm", "midterm", "briefing", "cards"])
def test_every_kind_of_report_comes_back_as_it_went_out(facts: Facts, kind: str) -> None:
    """Cover, contents, footnotes, references and small multiples are nobody's edit."""
    made = compose(kind, facts)
    back = take_back(docx(made), made)
    assert back.report == made
    assert not back.findings
