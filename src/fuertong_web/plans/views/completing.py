"""The last steps of an import: the head of the plan, its units, confirmation, or setting it aside."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fuertong.errors import FuertongError
from fuertong.model.organisation import UnitKind
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.places.actions import create_unit
from fuertong_web.places.models import Unit
from fuertong_web.places.selectors import units_of
from fuertong_web.plans.actions import change_draft_head, choose_draft_units, confirm_draft, drop_draft
from fuertong_web.plans.confirming import UNIT_CHOICES, plan_code
from fuertong_web.plans.forms import HeadForm
from fuertong_web.plans.indicator_choice import name_counts
from fuertong_web.plans.models import PlanDraft
from fuertong_web.plans.reading_tree import doubtful, fingerprint, goals, targets, unit_texts
from fuertong_web.plans.reviewing import ReadingChanged, snapshot
from fuertong_web.plans.revising import standing_plan
from fuertong_web.plans.selectors import draft_for
from fuertong_web.plans.unit_names import names_of, proposed_kind
from fuertong_web.plans.views.pages import ON_THE_WAY, STEPS, crumbs
from fuertong_web.plans.views.proposals import after_confirming
from fuertong_web.plans.wording import goal_lines

NEW, NONE = "new", "none"


@needs(Permission.PLAN_WRITE)
def draft_head(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Title, years, number and date as read."""
    found = draft_for(request.actor, uid)
    form = HeadForm(request.POST) if request.method == "POST" else HeadForm(initial=HeadForm.initial_of(found.plan))
    seen = request.POST.get("seen") or fingerprint(snapshot(found.plan, ""))
    context: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        try:
            change_draft_head(by=request.actor, draft=found, head=form.head(), seen=seen)
            messages.success(request, "规划信息已保存。")
            return redirect("draft", uid=uid)
        except ReadingChanged as error:
            context = {"theirs": goal_lines(error.current), "mine": goal_lines(form.head()), "problem": str(error)}
            seen = fingerprint(error.current)
        except FuertongError as error:
            form.add_error(None, str(error))
    steps = crumbs(("核对", reverse("draft", args=[uid])), ("规划信息", ""))
    context |= {"draft": found, "form": form, "seen": seen, "crumbs": steps}
    return render(request, "plans/head.html", context, status=409 if "theirs" in context else 200)


@needs(Permission.PLAN_WRITE)
def draft_units(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Each unit the text names, the unit of the place it means, and those still to be made."""
    found = draft_for(request.actor, uid)
    if request.method == "POST":
        every = request.POST.get("make") == "all"
        try:
            made = _make_missing(request, found) if every else _save_units(request, found)
        except FuertongError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"责任单位已保存{f'，新建单位{made}个' if made else ''}。")
            way = reverse("draft_confirm" if every else "draft_indicators", args=[uid])
            return redirect(way if every else f"{way}?{ON_THE_WAY}=1")
    context = {
        "draft": found,
        "rows": _unit_rows(found),
        "units": units_of(found.place),
        "kinds": list(UnitKind),
        "steps": STEPS,
        "crumbs": crumbs(("核对", reverse("draft", args=[uid])), ("责任单位", "")),
    }
    return render(request, "plans/units.html", context)


def _unit_rows(found: PlanDraft) -> list[dict[str, object]]:
    """Names that fit no unit first, then the rest, each with how many goals name it."""
    names = names_of(found.place)
    chosen: dict[str, str] = found.plan.get(UNIT_CHOICES, {})
    leads: dict[str, int] = {}
    supports: dict[str, int] = {}
    for _, _, goal in goals(found.plan):
        for text in goal.get("lead", []):
            leads[text] = leads.get(text, 0) + 1
        for text in goal.get("support", []):
            supports[text] = supports.get(text, 0) + 1
    rows = []
    for number, text in enumerate(unit_texts(found.plan)):
        unit = names.resolve(text)
        uid = chosen.get(text, str(unit.uid) if unit else "")
        rows.append(
            {
                "number": number,
                "text": text,
                "uid": uid,
                "settled": bool(uid) or text in chosen,
                "none": text in chosen and not chosen[text],
                "lead": leads.get(text, 0),
                "support": supports.get(text, 0),
                "kind": proposed_kind(text).value,
            }
        )
    return sorted(rows, key=lambda row: bool(row["settled"]))


def _save_units(request: ActorRequest, found: PlanDraft) -> int:
    """Store the choices; `new` makes a unit of the name with the kind given."""
    standing = {str(unit.uid) for unit in units_of(found.place)}
    choices: dict[str, str] = {}
    made = 0
    for row in _unit_rows(found):
        text, answer = str(row["text"]), request.POST.get(f"unit-{row['number']}", "")
        if request.POST.get(f"name-{row['number']}") != text:
            raise FuertongError("识别结果中的单位有变动，请刷新这一页后再保存。")
        if answer == NEW:
            unit = _make(request, text, request.POST.get(f"kind-{row['number']}", ""))
            choices[text] = str(unit.uid)
            made += 1
        elif answer in standing:
            choices[text] = answer
        elif answer == NONE:
            choices[text] = ""
    choose_draft_units(by=request.actor, draft=found, choices=choices)
    return made


def _make_missing(request: ActorRequest, found: PlanDraft) -> int:
    """A unit of every name that fits none, each with the kind its name tells."""
    rows = [row for row in _unit_rows(found) if not row["settled"]]
    choices = {str(row["text"]): str(_make(request, str(row["text"]), str(row["kind"])).uid) for row in rows}
    choose_draft_units(by=request.actor, draft=found, choices=choices)
    return len(choices)


def _make(request: ActorRequest, name: str, kind: str) -> Unit:
    known = {item.value for item in UnitKind}
    return create_unit(by=request.actor, name=name, kind=UnitKind(kind) if kind in known else None)


@needs(Permission.PLAN_WRITE)
def draft_confirm(request: ActorRequest, uid: UUID) -> HttpResponse:
    """What will stand after confirmation, what is still open, and the one button."""
    found = draft_for(request.actor, uid)
    problem = ""
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            plan = confirm_draft(
                by=request.actor, draft=found, seen_version=int(version) if version.isdigit() else None
            )
        except FuertongError as error:
            problem = str(error)
        else:
            messages.success(request, f"《{plan.title}》已确认。{_next_hint(found)}")
            return redirect(after_confirming(plan))
    plan_goals = list(goals(found.plan))
    period = found.plan.get("period")
    context = {
        "draft": found,
        "problem": problem,
        "code": plan_code(request.actor.place_code, found.audience, period) if period else "",
        "standing": standing_plan(found),
        "particulars": _particulars(found, len(plan_goals)),
        "left": len(doubtful(found.plan, found.checked)),
        "lost": [row["text"] for row in _unit_rows(found) if not row["settled"]],
        "steps": STEPS,
        "crumbs": crumbs(("核对", reverse("draft", args=[uid])), ("确认", "")),
        **name_counts(found.place, found.plan),
    }
    return render(request, "plans/confirm.html", context)


def _particulars(found: PlanDraft, goal_count: int) -> list[tuple[str, str]]:
    period = found.plan.get("period")
    strategies = sum(len(domain["strategies"]) for domain in found.plan["domains"])
    return [
        ("规划", found.title),
        ("起止年份", f"{period[0]}—{period[1]}年" if period else "没有读到"),
        ("文号", found.plan.get("document_number") or "没有读到"),
        ("印发日期", found.plan.get("issued_on") or "没有读到"),
        ("领域", f"{len(found.plan['domains'])}个"),
        ("主要目标", f"{goal_count}条"),
        ("指标值", f"{sum(1 for _ in targets(found.plan))}项"),
        ("策略措施", f"{strategies}条"),
        ("核对中改动", f"{found.corrections.count()}处"),
    ]


def _next_hint(found: PlanDraft) -> str:
    other = found.file.drafts.filter(state=PlanDraft.State.OPEN).exclude(pk=found.pk).first()
    return f"同一文件中的《{other.title}》还没有确认，可在“导入规划”中继续。" if other else ""


@needs(Permission.PLAN_WRITE)
def draft_drop(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Ask before a reading is set aside."""
    found = draft_for(request.actor, uid)
    if request.method == "POST":
        try:
            drop_draft(by=request.actor, draft=found)
            messages.success(request, f"已放弃《{found.title}》的识别结果。需要时可以重新导入文件。")
        except FuertongError as error:
            messages.error(request, str(error))
        return redirect("plan_import")
    context = {
        "title": "放弃识别结果",
        "text": f"放弃《{found.title}》的识别结果后，核对中的改动不再使用；原文件和改动记录仍保留，可以重新导入。",
        "action_label": "放弃",
        "back_url": reverse("plan_import"),
        "grave": True,
        "crumbs": crumbs(("导入规划", reverse("plan_import")), ("放弃", "")),
    }
    return render(request, "ui/confirm.html", context)
