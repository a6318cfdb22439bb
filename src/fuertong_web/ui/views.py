"""The page of all components (界面组件), with sample content marked 示例."""

import json
from importlib.resources import files
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from fuertong_web.accounts.http import ActorRequest, needs


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="单位名称", max_length=40, help_text="请填写印章上的全称。")
    level = forms.ChoiceField(label="层级", choices=[("city", "市级"), ("county", "县级")])
    reason = forms.CharField(label="说明", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    paper = forms.BooleanField(label="已收到盖章纸质表", required=False)
    kind = forms.ChoiceField(
        label="数据性质", widget=forms.RadioSelect, choices=[("final", "正式数"), ("flash", "快报数")]
    )


def sample_context(page: str = "1") -> dict[str, Any]:
    """What the gallery shows: samples.json, a form with an error, a list of ten pages."""
    samples: dict[str, Any] = json.loads(files("fuertong_web.ui").joinpath("samples.json").read_text(encoding="utf-8"))
    form = SampleForm({"name": "", "level": "county", "kind": "final"})
    return samples | {"page": Paginator(range(195), 20).get_page(page), "form": form}


@needs()
def gallery(request: ActorRequest) -> HttpResponse:
    """Every component once, for whoever signed in."""
    return render(request, "ui/gallery.html", sample_context(request.GET.get("page", "1")))
