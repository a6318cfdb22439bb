"""Small parts of the plan pages as tags: links and forms that replace one goal, marks of units."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fuertong_web.plans.models import Target
from fuertong_web.plans.review_page import UnitMark
from fuertong_web.plans.wording import bound_of

register = template.Library()


@register.simple_tag
def open_act(address: str, path: str, act: str) -> SafeString:
    """Attributes of a link that opens an act on an item: a plain address, and htmx for the goal alone."""
    query = f"{address}?at={path}" + (f"&do={act}" if act else "")
    return format_html('href="{}#{}" hx-get="{}"', query, path, query)


@register.simple_tag
def unit_mark(mark: UnitMark) -> SafeString:
    """A unit's name as the text has it; the unit it was found to be, or that none was found."""
    if not mark.unit and not mark.is_unknown:
        return format_html('<i title="单位表中没有，下一步“核对责任单位”时新建">{}</i>', mark.text)
    if not mark.unit:
        return format_html('<i class="pl-unknown" title="单位表中没有，下一步处理">{}？</i>', mark.text)
    return format_html('<i title="{}">{}</i>', mark.unit, mark.text)


@register.filter
def bound(target: Target) -> str:
    """What a confirmed target asks for."""
    return bound_of(target)


@register.filter
def of(mapping: dict[Any, Any], key: Any) -> Any:
    """The entry of a key."""
    return mapping.get(key)


@register.simple_tag
def target_address(target: Target) -> str:
    """Where a target's page is: its own when it stands, else the page of its goal."""
    try:
        return reverse("target", args=[target.code])
    except NoReverseMatch:
        return reverse("goal", args=[target.code.rpartition("/")[0]])
