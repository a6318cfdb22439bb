"""Footers (页码): 4号 宋体 `— 1 —`, right on odd pages and left on even ones, one character in from the edge."""

from fuertong.reports.base import DOCUMENT
from fuertong.reports.layout import Layout
from fuertong.reports.package import HEAD, RELATION, WORD, Package
from fuertong.reports.wordml import NAMESPACES, field, paragraph, run, run_properties


def footer_references(package: Package, layout: Layout) -> str:
    """Add the footer parts and return the references a section needs."""
    if layout.page_numbers == "none" and not (layout.mark or layout.footer_note):
        return ""
    sides = {"default": "right", "even": "left"} if layout.page_numbers == "outside" else {"default": "center"}
    references = []
    for kind, side in sides.items():
        name = f"footer-{kind}.xml"
        package.add(f"word/{name}", _footer(layout, side), f"{WORD}.footer+xml")
        relation = package.relate(DOCUMENT, f"{RELATION}/footer", name)
        references.append(f'<w:footerReference w:type="{kind}" r:id="{relation}"/>')
    return "".join(references)


def _footer(layout: Layout, side: str) -> str:
    inset = {"right": '<w:ind w:rightChars="100" w:right="280"/>', "left": '<w:ind w:leftChars="100" w:left="280"/>'}
    placed = f'{inset.get(side, "")}<w:jc w:val="{side}"/>'
    rows = []
    if layout.page_numbers != "none":
        font = run_properties(layout.page_number, layout.page_number_size)
        rows.append(paragraph("Footer", f"{run('— ', font)}{field('PAGE', font)}{run(' —', font)}", placed))
    note = "  ".join(text for text in (layout.mark, layout.footer_note) if text)
    if note:
        rows.append(paragraph("Footer", run(note, run_properties(layout.table, 9)), '<w:jc w:val="center"/>'))
    return f"{HEAD}<w:ftr {NAMESPACES}>{''.join(rows)}</w:ftr>"
