"""Chapter builders (报告章节): one module a chapter, registered under the name a template calls it by."""

from fuertong.reports.chapters import annex, background, closing, domains, notes, opening, overall, problems

__all__ = ["annex", "background", "closing", "domains", "notes", "opening", "overall", "problems"]
