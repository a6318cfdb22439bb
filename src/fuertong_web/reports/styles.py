"""A place's own way of its reports (本地样式): the newest overlay of a kind over the template that came with us."""

from dataclasses import dataclass

from fuertong.errors import FuertongError
from fuertong.model.findings import Finding
from fuertong.reports.layout import Layout, layout_with
from fuertong.reports.templates import Overlay, Template, parsed_overlay, template
from fuertong.reports.wording import Wording, default_wording, merged
from fuertong_web.places.models import Place
from fuertong_web.reports.models import Report
from fuertong_web.reports.writing_models import ReportStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a report is written with: template, words, layout, and what an upgrade changed under the place's own way."""

    template: Template
    wording: Wording | None
    layout: Layout
    findings: tuple[Finding, ...] = ()


def current_style(place: Place, kind: str) -> ReportStyle | None:
    """The place's own style of a kind, None where it has none or took it back."""
    newest = ReportStyle.objects.filter(place=place, kind=kind).order_by("-at", "-pk").first()
    return newest if newest is not None and newest.text else None


def overlay_in(style: ReportStyle | None) -> Overlay | None:
    """The overlay a style holds."""
    if style is None:
        return None
    return parsed_overlay(style.text, name=f"{Report.Kind(style.kind).label}样式")


def form_of(kind: str, style: ReportStyle | None) -> Form:
    """What reports of the kind are written with; FuertongError for a style that cannot be used."""
    return form_with(template(kind), overlay_in(style))


def form_with(base: Template, overlay: Overlay | None) -> Form:
    """A template under an overlay."""
    if overlay is None:
        return Form(template=base, wording=None, layout=Layout())
    if overlay.base != base.code:
        raise FuertongError(f"这个样式是给“{template(overlay.base).name}”用的，不能用于“{base.name}”。")
    changed, findings = overlay.over(base)
    wording = merged(default_wording(), overlay.wording) if overlay.wording else None
    return Form(template=changed, wording=wording, layout=layout_with(overlay.layout), findings=findings)
