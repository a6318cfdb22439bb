"""Captions and cross references (图题、表题、见图3): numbers as fields, so that Word renumbers what people insert."""

import hashlib
import re

from fuertong.reports.wordml import bookmarked, run

_CAPTION = re.compile(r"(图|表)(\d+)(\s+.*)")


def caption_runs(text: str, anchor: str, number: int) -> str:
    """图3  名称: the number as a SEQ field inside the bookmark references lead to; other titles as they are."""
    found = _CAPTION.fullmatch(text)
    if not found:
        return run(text)
    label = run(found[1]) + complex_field(f"SEQ {found[1]} \\* ARABIC", found[2])
    return (bookmarked(label, number, bookmark_of(anchor)) if anchor else label) + run(found[3])


def reference_runs(text: str, anchor: str) -> str:
    """A reference (图3) that follows its caption's number and leads there by a click."""
    return complex_field(f"REF {bookmark_of(anchor)} \\h", text)


def bookmark_of(anchor: str) -> str:
    """The hidden bookmark of an anchor; depends on the anchor alone."""
    return f"_Ref{int(hashlib.sha256(anchor.encode()).hexdigest()[:8], 16):010d}"


def complex_field(instruction: str, shown: str) -> str:
    """A field with the result it shows until Word updates it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def label_of(title: str) -> str:
    """图3 of 图3  名称; empty for a title without number."""
    found = _CAPTION.fullmatch(title)
    return f"{found[1]}{found[2]}" if found else ""
