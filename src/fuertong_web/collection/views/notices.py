"""Papers of a round: the board as Excel, notice and reminder letters as Word, 已发 ticked by hand, cut-offs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.codes import issue_code
from fuertong_web.collection.actions.urging import note_urging, set_cutoff
from fuertong_web.collection.notices import notice, urging_letter
from fuertong_web.collection.scheme_forms import CutoffForm
from fuertong_web.collection.selectors import round_for
from fuertong_web.collection.selectors.board import board_of
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.indicators.sheets import SheetTable, sheet
from fuertong_web.places.models import Place
from fuertong_web.ui.downloads import word


@needs(Permission.ROUND_MANAGE, Permission.VALUES_SEE)
def round_xlsx(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The board as a workbook."""
    found = round_for(request.actor, uid)
    columns = ("单位", "状态", "应报项数", "已填项数", "事先注明", "截止日期", "逾期天数", "退回待答复", "催报")
    rows = [
        (
            row.form.unit.name,
            row.form.get_state_display(),
            row.total,
            row.done,
            row.beforehand,
            row.due,
            row.days_late or None,
            row.returned or None,
            row.urged,
        )
        for row in board_of(found).rows
    ]
    return sheet(f"{found.title}报送进度", SheetTable(columns=columns, rows=rows))


@needs(Permission.ROUND_MANAGE)
def round_notice(request: ActorRequest, uid: UUID) -> HttpResponse:
    """报送通知 as Word; posting `codes` gives every unit that has not delivered a new code on a sheet of its own."""
    found = round_for(request.actor, uid)
    board = board_of(found)
    door = request.build_absolute_uri(reverse("code_entry"))
    codes = {}
    if request.method == "POST" and "codes" in request.POST:
        try:
            codes = {row.form.unit.name: issue_code(by=request.actor, form=row.form) for row in board.open_rows}
        except FuertongError as error:
            messages.error(request, str(error))
            return redirect("round", uid=found.uid)
    response = word(notice(found, board.rows, door=door, codes=codes))
    response["Cache-Control"] = "no-store"
    return response


@needs(Permission.ROUND_MANAGE)
def round_urging(request: ActorRequest, uid: UUID) -> HttpResponse:
    """催报函 as Word to the units that have not delivered."""
    found = round_for(request.actor, uid)
    rows = board_of(found).open_rows
    if not rows:
        messages.info(request, "各单位都已报送，不需要催报。")
        return redirect("round", uid=found.uid)
    return word(urging_letter(found, rows, today=timezone.localdate()))


@needs(Permission.ROUND_MANAGE)
@require_POST
def round_urged(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Tick 已发 for the units chosen."""
    found = round_for(request.actor, uid)
    chosen = set(request.POST.getlist("form"))
    forms = [form for form in found.forms.select_related("unit") if str(form.uid) in chosen]
    on = parse_date(request.POST.get("on", "")) or timezone.localdate()
    try:
        number = note_urging(by=request.actor, round=found, forms=forms, on=on, way=request.POST.get("way", ""))
    except FuertongError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"已登记催报{number}个单位。")
    return redirect("round", uid=found.uid)


@needs(Permission.ROUND_MANAGE)
def round_cutoff(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Name a cut-off: the day up to which a report uses what was accepted."""
    found = round_for(request.actor, uid)
    form = CutoffForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            made = set_cutoff(by=request.actor, round=found, **form.cleaned_data)
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"已设定数据截止“{made}”。")
            return redirect("round", uid=found.uid)
    back = reverse("round", args=[found.uid])
    context = {
        "form": form,
        "title": "设定数据截止",
        "text": _known(found.place),
        "action_label": "设定",
        "back_url": back,
        "crumbs": crumbs(request.actor, (found.title, back), ("数据截止", "")),
    }
    return render(request, "collection/simple_form.html", context)


def _known(place: Place) -> str:
    known = "；".join(str(row) for row in place.cutoffs.all()[:5])
    words = "数据截止写明一份报告使用哪一天以前接受的数据，设定后不能更改；此后接受的数据用于下一次。"
    return f"{words}已设定：{known}。" if known else words
