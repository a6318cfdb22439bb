"""The empty Word file (空白公文) a report is written into: our own package, only the parts a report needs."""

from xml.sax.saxutils import quoteattr

from fuertong.reports.layout import Font, Layout
from fuertong.reports.package import HEAD, OFFICE, PACKAGE, RELATION, WORD, Package
from fuertong.reports.style import W
from fuertong.reports.styles import styles_xml
from fuertong.reports.theme import theme_xml
from fuertong.reports.wordml import clean

DOCUMENT = "word/document.xml"
_CLARK = "http://schemas.microsoft.com/office/word"
_PROPERTIES = "application/vnd.openxmlformats-"


def base_package(layout: Layout, *, title: str, author: str, day: str, version: str) -> Package:
    """A package with styles, settings, fonts and properties, dated by `day` and never by the clock."""
    package = Package()
    package.relate("", f"{RELATION}/officeDocument", DOCUMENT)
    package.add("docProps/core.xml", _core(title, author, day), f"{_PROPERTIES}package.core-properties+xml")
    package.relate("", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    package.add("docProps/app.xml", _app(version), f"{_PROPERTIES}officedocument.extended-properties+xml")
    package.relate("", f"{RELATION}/extended-properties", "docProps/app.xml")
    for name, text in (
        ("styles", styles_xml(layout)),
        ("settings", _settings(layout)),
        ("fontTable", _font_table(layout)),
    ):
        package.add(f"word/{name}.xml", text, f"{WORD}.{name}+xml")
        package.relate(DOCUMENT, f"{RELATION}/{name}", f"{name}.xml")
    package.add("word/theme/theme1.xml", theme_xml(layout), f"{_PROPERTIES}officedocument.theme+xml")
    package.relate(DOCUMENT, f"{RELATION}/theme", "theme/theme1.xml")
    return package


def _core(title: str, author: str, day: str) -> str:
    moment = f"{day or '2000-01-01'}T00:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{clean(title)}</dc:title><dc:creator>{clean(author)}</dc:creator><dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified></cp:coreProperties>'
    )


def _app(version: str) -> str:
    return (
        f'{HEAD}<Properties xmlns="{OFFICE}/extended-properties"><Application>Fuertong</Application>'
        f"<Company></Company><AppVersion>{_app_version(version)}</AppVersion></Properties>"
    )


def _app_version(version: str) -> str:
    """XX.YYYY, the form the schema asks for."""
    major, minor, *_ = [*version.split("."), "0"]
    return f"{int(major):02d}.{int(minor):04d}"


def _settings(layout: Layout) -> str:
    even_and_odd = "<w:evenAndOddHeaders/>" if layout.page_numbers == "outside" else ""
    compat = {
        "compatibilityMode": "15",
        "overrideTableStyleFontSizeAndJustification": "1",
        "enableOpenTypeFeatures": "1",
        "doNotFlipMirrorIndents": "1",
    }
    listed = "".join(f'<w:compatSetting w:name="{k}" w:uri="{_CLARK}" w:val="{v}"/>' for k, v in compat.items())
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{even_and_odd}'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f"<w:compat><w:useFELayout/>{listed}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table(layout: Layout) -> str:
    """Alternatives by name: a machine without 仿宋_GB2312 takes 仿宋, and so on."""
    every = [
        layout.body,
        layout.title,
        layout.subtitle,
        *layout.heading_fonts,
        layout.table,
        layout.table_head,
        layout.caption,
        layout.annex,
        layout.page_number,
    ]
    rows = {font.east_asia: _font(font) for font in every}
    latin = {font.latin: f'<w:font w:name={quoteattr(font.latin)}><w:family w:val="roman"/></w:font>' for font in every}
    return f'{HEAD}<w:fonts xmlns:w="{W}">{"".join((rows | latin).values())}</w:fonts>'


def _font(font: Font) -> str:
    other = f"<w:altName w:val={quoteattr(','.join(font.alternatives))}/>" if font.alternatives else ""
    return f'<w:font w:name={quoteattr(font.east_asia)}>{other}<w:charset w:val="86"/></w:font>'
