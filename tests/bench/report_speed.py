"""Reports: an evaluation report of 60 pages, composed and written, against writing the workbooks of its charts."""

import time
from dataclasses import replace

from tests.bench.lines import Line
from tests.core.reports.sample_facts import county_facts

from fuertong.reports import Facts, Layout, Report, compose, docx
from fuertong.reports.blocks import Chart, Multiples
from fuertong.reports.charts import workbook_bytes
from fuertong.reports.paging import page_count

_GOALS, _SECONDS = 18, 20


def large_facts() -> Facts:
    """The sample county with its goals many times over."""
    facts = county_facts()
    domains = []
    for domain in facts.domains:
        goals = []
        for copy in range(_GOALS // len(facts.domains)):
            for goal in domain.goals:
                targets = tuple(
                    replace(
                        t, uid=f"{t.uid}-{copy}", indicator=replace(t.indicator, name=f"{t.indicator.name}{copy + 1}")
                    )
                    for t in goal.targets
                )
                goals.append(replace(goal, no=len(goals) + 1, targets=targets))
        domains.append(replace(domain, goals=tuple(goals)))
    return replace(facts, domains=tuple(domains))


def charts_of(report: Report) -> list[Chart]:
    """Every chart of a report, small ones included."""
    found: list[Chart] = []
    for block in report.blocks:
        found += [block] if isinstance(block, Chart) else list(block.charts) if isinstance(block, Multiples) else []
    return found


def run() -> list[Line]:
    """Seconds for the whole, and how many times the bare workbooks of its charts they are."""
    facts = large_facts()
    start = time.perf_counter()
    report = compose("evaluation-final", facts)
    written = docx(report)
    whole = time.perf_counter() - start
    again = docx(compose("evaluation-final", facts))
    charts = charts_of(report)
    start = time.perf_counter()
    for chart in charts:
        workbook_bytes(chart, "2026-06-30")
    bare = time.perf_counter() - start
    pages = page_count(report, Layout())
    note = (
        f"{pages} pages, {len(charts)} charts, {whole:.2f} s, {'the same' if written == again else 'OTHER'} bytes again"
    )
    return [
        Line(name="evaluation report / its charts' workbooks", ratio=whole / bare, limit=8, note=note),
        Line(name="seconds for it / 20 s", ratio=whole / _SECONDS, limit=1, note=note),
    ]
