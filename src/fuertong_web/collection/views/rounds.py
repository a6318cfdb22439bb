"""Pages of a round: follow it, give out codes, extend, close."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection import actions
from fuertong_web.collection.actions.urging import WAYS
from fuertong_web.collection.enums import FormState, RoundState, SchemeState
from fuertong_web.collection.forms import ExtendForm
from fuertong_web.collection.models import Form, Round
from fuertong_web.collection.selectors import form_for, round_for, rounds_for
from fuertong_web.collection.selectors.board import Row, board_of, family_of, newest_round
from fuertong_web.collection.selectors.passing import lower_regions
from fuertong_web.collection.selectors.years import due_on
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.ui.frame import Choice

SEES_BOARD = (Permission.ROUND_MANAGE, Permission.VALUES_SEE)


@needs(*SEES_BOARD)
def round_now(request: ActorRequest) -> HttpResponse:
    """The round in hand, or how to open the first one."""
    newest = newest_round(rounds_for(request.actor))
    if newest is not None:
        return redirect("round", uid=newest.uid)
    context = {
        "may_open": request.actor.can(Permission.ROUND_MANAGE),
        "crumbs": crumbs(request.actor, ("年度监测", "")),
    }
    return render(request, "collection/no_round.html", context)


@needs(*SEES_BOARD)
def round_board(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Units by state, days left, what is late, and the words to remind them with."""
    found = round_for(request.actor, uid)
    board = board_of(found)
    chosen = request.GET.get("state", "")
    rows = [row for row in board.rows if _fits(row, chosen)]
    here = reverse("round", args=[found.uid])
    tabs = [Choice(label="全部", url=here, active=not chosen, count=len(board.rows))]
    tabs += [
        Choice(label=state.label, url=f"{here}?state={state}", active=chosen == state, count=number)
        for state, number in board.counts.items()
    ]
    if board.not_asked:
        tabs.append(Choice(label="不需填报", url=f"{here}?state=none", active=chosen == "none", count=board.not_asked))
    if board.late:
        tabs.append(Choice(label="已逾期", url=f"{here}?state=late", active=chosen == "late", count=board.late))
    left = (found.deadline - timezone.localdate()).days
    context = {
        "round": found,
        "rounds": [row for row in rounds_for(request.actor) if row.main_id is None],
        "family": family_of(found),
        "ways": WAYS,
        "today": timezone.localdate(),
        "cutoffs": list(found.place.cutoffs.filter(data_year=found.data_year)[:3]),
        "unapproved": found.scheme is not None and found.scheme.state != SchemeState.APPROVED,
        "board": board,
        "rows": rows,
        "tabs": tabs,
        "days_left": left,
        "days_past": -left,
        "delivered_note": f"共{len(board.rows) - board.not_asked}个单位要报",
        "late_url": f"{here}?state=late" if board.late else "",
        "is_open": found.state == RoundState.OPEN,
        "may_pass": bool(lower_regions(found.place)),
        "manages": request.actor.can(Permission.ROUND_MANAGE),
        "waiting": [row for row in board.rows if row.form.state == FormState.SUBMITTED],
        "crumbs": crumbs(request.actor, ("年度监测", "")),
    }
    return render(request, "collection/round.html", context)


def _fits(row: Row, chosen: str) -> bool:
    if chosen in ("late", "none"):
        return row.late if chosen == "late" else not row.is_asked
    return not chosen or (row.is_asked and row.form.state == chosen)


@needs(Permission.ROUND_MANAGE)
def round_codes(request: ActorRequest, uid: UUID) -> HttpResponse:
    """One-time codes for all units that have not delivered, shown once with the text for the notice."""
    found = round_for(request.actor, uid)
    forms = [row.form for row in board_of(found).open_rows]
    back = reverse("round", args=[found.uid])
    if request.method != "POST":
        context = {
            "title": "为未报单位发放填报码",
            "text": f"将为{len(forms)}个未报单位各发放一个新的填报码；以前发放的填报码同时作废。"
            "填报码只显示一次，请及时复制到通知中。",
            "action_label": "发放填报码",
            "back_url": back,
            "crumbs": crumbs(request.actor, (found.title, back), ("发放填报码", "")),
        }
        return render(request, "ui/confirm.html", context)
    return _codes_page(request, found, forms)


@needs(Permission.ROUND_MANAGE)
@require_POST
def form_code(request: ActorRequest, uid: UUID) -> HttpResponse:
    """A new one-time code for one unit; the old one ends."""
    form = form_for(request.actor, uid)
    return _codes_page(request, form.round, [form])


@needs(Permission.ROUND_MANAGE)
def form_extend(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Give one unit more time."""
    found = form_for(request.actor, uid)
    form = ExtendForm(request.POST or None, initial={"to": _next_day(found)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend_form(by=request.actor, form=found, **form.cleaned_data)
        except FuertongError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{found.unit}的报表已延期至{form.cleaned_data['to'].isoformat()}。")
            return redirect("round", uid=found.round.uid)
    context = {
        "form": form,
        "found": found,
        "title": f"{found.unit}延期报送",
        "action_label": "同意延期",
        "back_url": reverse("round", args=[found.round.uid]),
        "crumbs": crumbs(request.actor, ("延期报送", ""), form=found),
    }
    return render(request, "collection/simple_form.html", context)


@needs(Permission.ROUND_MANAGE)
def round_close(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Close the round."""
    found = round_for(request.actor, uid)
    board = board_of(found)
    back = reverse("round", args=[found.uid])
    if request.method == "POST":
        try:
            actions.close_round(by=request.actor, round=found, reason=request.POST.get("reason", "")[:300])
        except FuertongError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"“{found.title}”已关闭，填报码同时作废。")
        return redirect(back)
    left = len(board.rows) - board.not_asked - board.counts[FormState.ACCEPTED]
    context = {
        "title": f"关闭“{found.title}”",
        "text": "关闭后各单位不能再填报，所有填报码作废；已接受的数据不受影响。",
        "details": [("已接受", f"{board.counts[FormState.ACCEPTED]}张报表"), ("还没有接受", f"{left}张报表")],
        "action_label": "关闭本轮监测",
        "back_url": back,
        "grave": left > 0,
        "crumbs": crumbs(request.actor, (found.title, back), ("关闭监测", "")),
    }
    return render(request, "ui/confirm.html", context)


def _next_day(form: Form) -> date:
    """The day to propose for an extension: a week after the deadline, or after today when it has passed."""
    return max(due_on(form), timezone.localdate()) + timedelta(days=7)


def _last_hour(form: Form) -> str:
    """Until when the unit may deliver, its extension counted."""
    due = due_on(form)
    return f"{due.year}年{due.month}月{due.day}日24时"


def _codes_page(request: ActorRequest, found: Round, forms: list[Form]) -> HttpResponse:
    if not request.actor.can(Permission.ROUND_MANAGE):
        raise PermissionDenied
    door = request.build_absolute_uri(reverse("code_entry"))
    back = reverse("round", args=[found.uid])
    try:
        codes = [(form, actions.issue_code(by=request.actor, form=form)) for form in forms]
    except FuertongError as error:
        messages.error(request, str(error))
        return redirect(back)
    rows = [
        {
            "unit": form.unit.name,
            "code": code,
            "text": f"{form.unit.name}：请打开{door}，输入填报码{code}，填报《{found.title}》，{_last_hour(form)}截止。"
            "填报码只用于本单位本次报表，请勿转发。本系统为非涉密系统，涉密数据请按保密规定报送。",
        }
        for form, code in codes
    ]
    context = {
        "round": found,
        "rows": rows,
        "all_text": "\n".join(row["text"] for row in rows),
        "door": door,
        "crumbs": crumbs(request.actor, (found.title, back), ("填报码", "")),
    }
    response = render(request, "collection/codes.html", context)
    response["Cache-Control"] = "no-store"
    return response
