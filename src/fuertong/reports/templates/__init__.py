"""Report templates (报告模板) as data: chapters, order, conditions; a place's own changes lie over them."""

from fuertong.reports.templates.overlays import Overlay, overlay_file, overlay_of, parsed_overlay
from fuertong.reports.templates.reading import Chapter, Template, parsed, template, template_codes, template_file

__all__ = [
    "Chapter",
    "Overlay",
    "Template",
    "overlay_file",
    "overlay_of",
    "parsed",
    "parsed_overlay",
    "template",
    "template_codes",
    "template_file",
]
