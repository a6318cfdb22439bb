"""Forms of the scheme (监测方案) and of opening a round; their messages say how to mend the entry."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from fuertong_web.collection.enums import Nature, RoundKind, RoundSpan
from fuertong_web.collection.forms import RoundForm, _Stamped
from fuertong_web.collection.models import Round
from fuertong_web.collection.passing_models import PassedForm
from fuertong_web.collection.scheme_models import SchemeVersion
from fuertong_web.collection.selectors.years import due_on
from fuertong_web.ui.fields import day, text

PRINTED = ("form_number", "authority", "approval", "valid_until")
DAYS_BEFORE = 7
WORK_TITLES = {
    RoundKind.FULL: "{year}{place}妇女儿童发展规划统计监测",
    RoundKind.KEY: "{year}{place}妇女儿童发展规划重点指标监测",
    RoundKind.SURVEY: "{year}{place}妇女儿童发展规划专项统计调查",
    RoundKind.SUPPLEMENT: "{year}{place}妇女儿童发展规划监测数据补充报送",
    RoundKind.BACKFILL: "{place}妇女儿童发展规划历史数据补报",
}


class SchemeHeadForm(forms.Form):
    """The head of a version: what is printed on every form made from it."""

    title = text("方案名称", 200)
    reason = text("本版本的缘由", 300, required=False, help_text="如“新增两项指标，调整教育局分工”")
    nature = forms.ChoiceField(
        label="统计性质",
        choices=Nature.choices,
        help_text="汇总部门已有记录的不需批准；要求单位另行调查统计的须有批准文号。",
    )
    form_number = text("表号", 60, required=False)
    authority = text("制定机关", 100, required=False)
    approval = text("批准文号", 100, required=False)
    valid_until = day("有效期至", required=False)

    @classmethod
    def of(cls, version: SchemeVersion) -> dict[str, Any]:
        """What stands in the version."""
        return {name: getattr(version, name) for name in cls.base_fields}


class BaseSchemeForm(forms.Form):
    """落实上级方案: its name and its indicators."""

    title = text("上级方案名称、文号", 200)
    names = forms.CharField(
        label="上级方案中的指标",
        help_text="一行一项，写指标名称或代码；可以从上级文件或表格中整列复制。",
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": "请列出上级方案中的指标，一行一项。"},
    )


class OfflineApprovalForm(_Stamped):
    """线下批准: body, day, document."""

    body = text("审批机构", 100)
    on = day("批准日期")
    document = text("批准文件", 200, help_text="文号或会议纪要，如“×妇儿工委办〔2026〕3号”")
    field_order = ["body", "on", "document", "scan", "paper_received"]


class OpenForm(RoundForm):
    """Opening a round of any kind."""

    kind = forms.ChoiceField(label="类型", choices=RoundKind.choices)
    span = forms.ChoiceField(label="统计时段", choices=RoundSpan.choices, required=False, widget=forms.HiddenInput())
    nature = forms.ChoiceField(label="统计性质", choices=Nature.choices)
    in_batches = forms.BooleanField(
        label="截止时还没有产生的数据另立批次",
        required=False,
        help_text="按方案中的产生月份、报送期限分批；后批不影响本批关闭，也不算逾期。",
    )
    first_year = forms.IntegerField(label="补报起始年", required=False, min_value=1990, max_value=2100)
    names = forms.CharField(
        label="只报下列指标",
        required=False,
        help_text="一行一项，写指标名称或代码；留空时报方案中的全部指标。",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    field_order = [
        "title",
        "data_year",
        "first_year",
        "work_year",
        "opens_on",
        "deadline",
        "cutoff",
        "in_batches",
        "names",
        "nature",
        "form_number",
        "authority",
        "approval",
        "valid_until",
        "kind",
        "span",
    ]

    def __init__(self, *args: Any, asked_kind: RoundKind, asked_span: RoundSpan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget = forms.HiddenInput()
        if asked_kind is not RoundKind.BACKFILL:
            del self.fields["first_year"]
        else:
            self.fields["data_year"].label = "补报终止年"
        if asked_kind not in (RoundKind.FULL, RoundKind.KEY) or asked_span:
            del self.fields["in_batches"]
        if asked_kind in (RoundKind.SURVEY, RoundKind.SUPPLEMENT):
            self.fields["names"].required = True
            self.fields["names"].error_messages["required"] = "请列出要报的指标，一行一项。"

    @classmethod
    def start(
        cls,
        last: Round | None,
        version: SchemeVersion | None,
        place_name: str,
        kind: RoundKind,
        names: list[str],
        *,
        span: RoundSpan = RoundSpan.YEAR,
        task: PassedForm | None = None,
    ) -> dict[str, Any]:
        """First values: the year after the last round, head and dates carried over, the scheme's head before it.

        A stretch within a year is proposed for this year; a task from above gives its years, and a deadline before it.
        """
        today = timezone.localdate()
        full = kind in (RoundKind.FULL, RoundKind.KEY)
        data_year = (last.data_year + (1 if full else 0)) if last else today.year - 1
        given = cls.proposal(last, place_name)
        source: Round | SchemeVersion | None = version or last
        if source is not None:
            given |= {name: getattr(source, name) or "" for name in PRINTED}
            given["nature"] = source.nature
        if kind is RoundKind.SURVEY:
            given |= {"nature": Nature.WORK, "approval": "", "valid_until": ""}
        if full and last is not None:
            given["deadline"] = _year_on(last)
        work_year = data_year + 1 if full else max(today.year, data_year)
        if span:
            data_year = work_year = today.year
            given["deadline"] = None
        if task is not None:
            upper = task.form.round
            data_year, work_year, span = upper.data_year, upper.work_year, RoundSpan(upper.span)
            given["deadline"] = max(today, due_on(task.form) - timedelta(days=DAYS_BEFORE))
        return given | {
            "kind": kind,
            "span": span,
            "title": WORK_TITLES[kind].format(year=span.words(data_year), place=place_name),
            "data_year": data_year,
            "work_year": work_year,
            "first_year": data_year - 4,
            "in_batches": full and not span and task is None,
            "names": "\n".join(names),
        }


def _year_on(last: Round) -> Any:
    """The deadline a year later; 29 February becomes the 28th."""
    day_of_month = min(last.deadline.day, 28) if last.deadline.month == 2 else last.deadline.day
    return last.deadline.replace(year=last.deadline.year + 1, day=day_of_month)


class CutoffForm(forms.Form):
    """A named cut-off."""

    name = text("名称", 100, help_text="如“2026年监测报告”")
    on = day("截至", help_text="报告使用这一天24时以前接受的数据")
