"""Filters of the pages of 评估预警."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def share(value: float | None) -> str:
    """A share of 1 in percent with one decimal, a dash for none."""
    return "—" if value is None else f"{value:.1%}"


@register.filter
def item(mapping: Mapping[str, object], key: str) -> object:
    """What stands under a key, for a template that goes through the keys."""
    return mapping[key]
