"""Word and Excel files against the OOXML schemas, as the SDK of Office asks them (openxml-audit)."""

from pathlib import Path

from openxml_audit import OpenXmlValidator


def violations(content: bytes, path: Path) -> list[str]:
    """What the file violates, a line each; it is written to `path`, whose ending says what it is."""
    path.write_bytes(content)
    result = OpenXmlValidator(max_errors=0).validate(path)
    return [f"{error.part_uri} {error.path}: {error.description}" for error in result.errors]
