"""Official reports (监测报告、评估报告): facts in, Word out; no queries inside.

`compose(template, facts)` gives a `Report` of blocks, `docx(report, layout)` its Word file,
`check(docx, facts)` what an edited file says against its facts.
"""

from fuertong.reports.blocks import Report
from fuertong.reports.checking import check
from fuertong.reports.composing import compose
from fuertong.reports.facts import Facts
from fuertong.reports.layout import Layout
from fuertong.reports.writer import docx

__all__ = ["Facts", "Layout", "Report", "check", "compose", "docx"]
