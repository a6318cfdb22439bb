"""Chapter builders (报告章节): one module a chapter, registered under the name a template calls it by."""

from fuertong.reports.chapters import (
    annex,
    background,
    briefs,
    cards,
    closing,
    differences,
    domains,
    gaps,
    notes,
    opening,
    overall,
    problems,
    texts,
    trends,
    warning_list,
)

__all__ = [
    "annex",
    "background",
    "briefs",
    "cards",
    "closing",
    "differences",
    "domains",
    "gaps",
    "notes",
    "opening",
    "overall",
    "problems",
    "texts",
    "trends",
    "warning_list",
]
