"""Footnotes (脚注) of a Word file: the sources of numbers at the foot of the page."""

from fuertong.reports.base import DOCUMENT
from fuertong.reports.layout import Layout
from fuertong.reports.package import HEAD, RELATION, WORD, Package
from fuertong.reports.wordml import NAMESPACES, clean

_MARK = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{0}</w:r>'
_FORMATS = {"circle": "decimalEnclosedCircle", "decimal": "decimal"}


class Footnotes:
    """Collects the notes of one file; the part also carries the two separators every Word file needs."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def mark(self, text: str) -> str:
        """The mark in the text of a new footnote."""
        self._texts.append(text)
        return _MARK.format(f'<w:footnoteReference w:id="{len(self._texts)}"/>')

    def attach(self, package: Package) -> None:
        """Put the part into the package."""
        package.add("word/footnotes.xml", self._xml(), f"{WORD}.footnotes+xml")
        package.relate(DOCUMENT, f"{RELATION}/footnotes", "footnotes.xml")

    def _xml(self) -> str:
        line = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        kinds = (("separator", -1), ("continuationSeparator", 0))
        lines = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{line}<w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for kind, number in kinds
        )
        notes = "".join(_note(number, text) for number, text in enumerate(self._texts, start=1))
        return f"{HEAD}<w:footnotes {NAMESPACES}>{lines}{notes}</w:footnotes>"


def footnote_properties(layout: Layout) -> str:
    """How a section numbers its notes: ① anew on each page, or 1, 2, 3 through the file."""
    restart = "eachPage" if layout.footnote_marks == "circle" else "continuous"
    return (
        f'<w:footnotePr><w:pos w:val="pageBottom"/><w:numFmt w:val="{_FORMATS[layout.footnote_marks]}"/>'
        f'<w:numRestart w:val="{restart}"/></w:footnotePr>'
    )


def _note(number: int, text: str) -> str:
    mark = _MARK.format("<w:footnoteRef/>")
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{mark}'
        f'<w:r><w:t xml:space="preserve"> {clean(text)}</w:t></w:r></w:p></w:footnote>'
    )
