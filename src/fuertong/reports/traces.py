"""Traces (数据溯源): each printed number is a bookmark; a hidden part of the file says what it stands for."""

import hashlib
from collections import Counter
from xml.sax.saxutils import quoteattr

from fuertong.reports.base import DOCUMENT
from fuertong.reports.blocks import Trace
from fuertong.reports.package import HEAD, OFFICE, RELATION, Package

NAMESPACE = "urn:fuertong:report-traces:1"
_ITEM = "{8F0C6D2E-5B0A-4C43-9E5C-6C1C5B0D7A11}"
_PART = "customXml/item1.xml"
_PROPERTIES = "customXml/itemProps1.xml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


class Traces:
    """Names the bookmarks of one report. A name depends on what the number is, so regenerating keeps it."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._rows: list[tuple[str, Trace]] = []

    def name(self, trace: Trace) -> str:
        """A bookmark name of letters, digits and underscores, unique in the file and within Word's 40 characters."""
        key = "|".join((trace.uid, trace.role.value, str(trace.year), trace.breakdown))
        digest = hashlib.sha256(key.encode()).hexdigest()[:16]
        self._seen[digest] += 1
        name = f"ft_{digest}_{self._seen[digest]}"
        self._rows.append((name, trace))
        return name

    def __len__(self) -> int:
        return len(self._rows)

    def attach(self, package: Package) -> None:
        """Put the map of bookmarks into the package."""
        package.add(_PART, self.xml())
        package.relate(DOCUMENT, f"{RELATION}/customXml", f"../{_PART}")
        package.add(_PROPERTIES, _properties(), _PROPERTIES_TYPE)
        package.relate(_PART, f"{RELATION}/customXmlProps", _PROPERTIES.rpartition("/")[2])

    def xml(self) -> str:
        """The part that maps bookmarks to target, year, breakdown, role and revision."""
        rows = "".join(_row(name, trace) for name, trace in self._rows)
        return f'{HEAD}<traces xmlns="{NAMESPACE}">{rows}</traces>'


def _properties() -> str:
    return (
        f'{HEAD}<ds:datastoreItem xmlns:ds="{OFFICE}/customXml" ds:itemID="{_ITEM}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def _row(name: str, trace: Trace) -> str:
    fields = {
        "bookmark": name,
        "uid": trace.uid,
        "role": trace.role.value,
        "year": "" if trace.year is None else str(trace.year),
        "breakdown": trace.breakdown,
        "revision": trace.revision,
    }
    return f"<trace {' '.join(f'{key}={quoteattr(value)}' for key, value in fields.items())}/>"
