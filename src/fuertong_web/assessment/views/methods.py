"""方法对照: what other bodies' methods say of the same series, beside our signal; one of them may be chosen."""

from django.http import HttpResponse
from django.shortcuts import render

from fuertong.assess.methods import methods as catalogue
from fuertong.workbooks.tables import write_table
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.assessment.figures import bars
from fuertong_web.assessment.methods_table import MethodRow, counts, method_rows
from fuertong_web.assessment.selectors import judged_years
from fuertong_web.assessment.views.common import chosen_plans, chosen_year
from fuertong_web.ui.downloads import excel
from fuertong_web.ui.frame import Crumb


@needs(Permission.SIGNAL_SEE)
def methods_beside(request: ActorRequest) -> HttpResponse:
    """?method= shows one method with its reasons, ?differs=1 only the targets on which it (or any) disagrees."""
    year, code = chosen_year(request), _method(request)
    rows = method_rows(request.actor, chosen_plans(request), year) if year else []
    table = counts(rows)
    shown = [row for row in rows if _wanted(row, code)] if request.GET.get("differs") else rows
    context = {
        "year": year,
        "years": judged_years(request.actor),
        "rows": shown,
        "any": bool(rows),
        "counts": table,
        "methods": list(catalogue().values()),
        "method": catalogue().get(code),
        "differs": request.GET.get("differs", ""),
        "figure": bars(
            f"{year}年各方法与本系统研判是否一致（项）",
            by="方法",
            names=[one.method.label for one in table],
            series=[
                {"name": "一致", "values": [one.agrees for one in table]},
                {"name": "不一致", "values": [one.differs for one in table]},
                {"name": "不适用", "values": [one.cannot for one in table]},
            ],
            unit="项",
            stacked=True,
        )
        if rows
        else None,
        "crumbs": [Crumb(title="评估预警"), Crumb(title="方法对照")],
    }
    return render(request, "assessment/methods.html", context)


@needs(Permission.SIGNAL_SEE)
def methods_beside_xlsx(request: ActorRequest) -> HttpResponse:
    """Every target and method as a workbook."""
    year = chosen_year(request)
    rows = method_rows(request.actor, chosen_plans(request), year) if year else []
    heads = ("指标", "规划", "本系统研判", "方法", "该方法的结论", "相当于", "是否一致", "原因")
    lines = [
        (
            row.target.name,
            row.target.goal.domain.plan.short,
            row.ours,
            catalogue()[code].label,
            said.words,
            said.signal,
            {True: "一致", False: "不一致", None: "不适用"}[said.agrees],
            said.why,
        )
        for row in rows
        for code, said in row.said.items()
    ]
    return excel(write_table(f"{year or ''}年方法对照", heads, lines), f"{year or ''}年方法对照")


def _method(request: ActorRequest) -> str:
    code = request.GET.get("method", "")
    return code if code in catalogue() else ""


def _wanted(row: MethodRow, code: str) -> bool:
    return row.said[code].agrees is False if code else row.differs
