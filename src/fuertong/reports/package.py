"""An Office package (.docx) as parts, relations and content types; the same parts give the same bytes."""

import io
import zipfile
from xml.sax.saxutils import quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = f"{OFFICE}/relationships"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


class Package:
    """Collects the parts; names are without the leading slash, relation targets relative to their source."""

    def __init__(self) -> None:
        self._parts: dict[str, bytes] = {}
        self._types: dict[str, str] = {}
        self._relations: dict[str, list[tuple[str, str]]] = {}

    def add(self, name: str, content: str | bytes, content_type: str = "") -> None:
        """Add a part; without a content type the default of its extension holds."""
        self._parts[name] = content.encode("utf-8") if isinstance(content, str) else content
        if content_type:
            self._types[name] = content_type

    def relate(self, source: str, kind: str, target: str) -> str:
        """A relation from `source` ("" = the package) to `target`; returns its id."""
        rows = self._relations.setdefault(source, [])
        rows.append((kind, target))
        return f"rId{len(rows)}"

    def to_bytes(self) -> bytes:
        """The zip file: content types first, the rest sorted, every entry dated alike."""
        parts = dict(sorted((self._parts | self._relation_parts()).items()))
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in {"[Content_Types].xml": self._content_types(), **parts}.items():
                entry = zipfile.ZipInfo(name, _FIXED_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                archive.writestr(entry, content)
        return stream.getvalue()

    def _relation_parts(self) -> dict[str, bytes]:
        made = {}
        for source, rows in self._relations.items():
            folder, _, name = source.rpartition("/")
            path = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
            listed = "".join(
                f'<Relationship Id="rId{number}" Type="{kind}" Target={quoteattr(target)}/>'
                for number, (kind, target) in enumerate(rows, start=1)
            )
            made[path] = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'.encode()
        return made

    def _content_types(self) -> bytes:
        defaults = {
            "xml": "application/xml",
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
        listed = [f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in defaults.items()]
        listed += [f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in sorted(self._types.items())]
        return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{"".join(listed)}</Types>'.encode()
