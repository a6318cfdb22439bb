"""The bridge to the quality rules (数据质量规则): a form's cells beside last year's accepted values."""

from collections.abc import Iterator, Sequence

from fuertong.model.findings import Finding
from fuertong_web.collection.models import Cell, Form


def rule_findings(form: Form, cells: Sequence[Cell]) -> Iterator[tuple[str, Finding]]:
    """What the registered rules say, each with the uid of its cell."""
    yield from ()
