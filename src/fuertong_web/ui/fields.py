"""Form fields used everywhere; their messages say how to mend the entry."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """A date as browsers offer it, written 2026-11-21."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A date field with a sentence for a wrong date."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DayInput(),
        error_messages={"invalid": "请填写日期，如2026-12-31。", "required": f"请填写{label}。"},
    )


def text(label: str, length: int, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """A line of text that must not be blank."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=help_text,
        error_messages={"required": f"请填写{label}。", "max_length": f"{label}最多{length}个字，请删减。"},
    )
