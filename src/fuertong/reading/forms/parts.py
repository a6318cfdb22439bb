"""The parts of a Word package (Word文件的部件): the main document wherever it lies, strict files too."""

import posixpath
import zipfile

from lxml import etree

_MAX_PART = 40 * 1024 * 1024
_RELATION = "officeDocument"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
)


class TooLargeError(ValueError):
    """A part of a size no plan has."""


def main_part(package: zipfile.ZipFile) -> str:
    """The name of the main document: word/document.xml, or what the package's relations say."""
    usual = "word/document.xml"
    names = set(package.namelist())
    if usual in names or "_rels/.rels" not in names:
        return usual
    root = part(package, "_rels/.rels")
    for relation in root if root is not None else ():
        if str(relation.get("Type", "")).endswith(f"/{_RELATION}"):
            return str(relation.get("Target", usual)).lstrip("/")
    return usual


def beside(main: str, name: str) -> str:
    """The name of a part in the folder of the main document."""
    return posixpath.join(posixpath.dirname(main), name)


def part(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    """A part as XML, None when the package has none; entities and nets are left alone."""
    if name not in package.namelist():
        return None
    if package.getinfo(name).file_size > _MAX_PART:
        raise TooLargeError(name)
    data = package.read(name)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(data, parser)
