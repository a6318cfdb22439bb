"""Pages on names (叫法): which indicator each name of a plan being imported means, and taking an answer back."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from fuertong.errors import FuertongError
from fuertong.model.indicator import Indicator as CatalogueRow
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.dimensions import breakdown_label
from fuertong_web.indicators.choosing import SHOWN, Choice, Known, choose, known_of
from fuertong_web.indicators.models import Indicator, Phrase
from fuertong_web.indicators.phrases import PhraseAnswer, forget_phrase, remember_phrases
from fuertong_web.indicators.proposals import Proposal
from fuertong_web.indicators.selectors import used_in
from fuertong_web.plans.indicator_choice import proposals_of_reading
from fuertong_web.plans.selectors import draft_for
from fuertong_web.plans.views.pages import ON_THE_WAY, STEPS
from fuertong_web.plans.views.pages import crumbs as plan_crumbs

LOCAL = "local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One indicator a name may mean, as the person sees it."""

    value: str
    row: CatalogueRow
    group: str
    used: list[str]
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One name of the plan with its offers; `chosen` is what stands now ("" = nobody has decided)."""

    number: int
    proposal: Proposal
    count: int
    offers: list[Offer]
    chosen: str
    state: str


@needs(Permission.INDICATOR_WRITE)
def draft_indicators(request: ActorRequest, uid: UUID) -> HttpResponse:
    """The names that are not simply a name of the catalogue, each with at most five indicators to choose from."""
    draft = draft_for(request.actor, uid)
    questions = _questions(known_of(draft.place), proposals_of_reading(draft.plan))
    if request.method == "POST":
        answers = [answer for row in questions if (answer := _answer(row, request.POST.get(f"a-{row.number}", "")))]
        if any(request.POST.get(f"n-{row.number}") != row.proposal.name for row in questions):
            messages.error(request, "识别结果中的指标名称有变动，没有保存。请在下面重新选定。")
            return redirect("draft_indicators", uid=uid)
        try:
            done = remember_phrases(by=request.actor, answers=answers)
        except FuertongError as error:
            messages.error(request, str(error))
        else:
            if done:
                messages.success(request, f"已记下{done}个叫法，以后的规划照此对应。")
            return redirect("draft_confirm", uid=uid)
    if not questions and ON_THE_WAY in request.GET:
        return redirect("draft_confirm", uid=uid)
    context = {
        "draft": draft,
        "questions": questions,
        "open_count": sum(row.state == "open" for row in questions),
        "local": LOCAL,
        "shown": round(SHOWN * 100),
        "steps": STEPS,
        "back": reverse("draft_units", args=[uid]),
        "onward": reverse("draft_confirm", args=[uid]),
        "crumbs": plan_crumbs(("核对", reverse("draft", args=[uid])), ("指标对应", "")),
    }
    return render(request, "indicators/naming.html", context)


def _questions(known: Known, proposals: list[tuple[Proposal, int]]) -> list[Question]:
    asked = []
    for proposal, count in proposals:
        choice = choose(proposal, known)
        if choice.code and not (choice.is_likely or choice.is_answered):
            continue
        asked.append((proposal, count, choice))
    used = used_in(known.by_code.values())
    rows = [
        Question(
            number=number,
            proposal=proposal,
            count=count,
            offers=_offers(proposal, choice, known, used),
            chosen=_chosen(choice),
            state="answered" if choice.is_answered else "likely" if choice.is_likely else "open",
        )
        for number, (proposal, count, choice) in enumerate(asked)
    ]
    order = {"open": 0, "likely": 1, "answered": 2}
    return sorted((row for row in rows if row.offers or row.state != "open"), key=lambda row: order[row.state])


def _chosen(choice: Choice) -> str:
    if choice.code:
        return f"{choice.code}|{choice.breakdown}"
    return LOCAL if choice.is_answered else ""


def _offers(proposal: Proposal, choice: Choice, known: Known, used: dict[int, list[str]]) -> list[Offer]:
    pairs = [(found.indicator, found.breakdown) for found in known.helpful(proposal)]
    if choice.code and choice.code not in {row.code for row, _ in pairs}:
        row = known.catalogue.by_code.get(choice.code)
        pairs = [*([(row, choice.breakdown)] if row else []), *pairs]
    return [
        Offer(
            value=f"{row.code}|{group}",
            row=row,
            group=breakdown_label(group) if group else "",
            used=used.get(own.pk, []) if own is not None else [],
            is_own=own is not None,
        )
        for row, group in pairs
        for own in [known.by_code.get(row.code)]
    ]


def _answer(row: Question, given: str) -> PhraseAnswer | None:
    """What was chosen for a name; None where nothing was chosen or what stands already."""
    if given == LOCAL:
        return PhraseAnswer(written=row.proposal.name, code="")
    if given not in {offer.value for offer in row.offers}:
        return None
    code, _, group = given.partition("|")
    return PhraseAnswer(written=row.proposal.name, code=code, breakdown=group)


@needs(Permission.INDICATOR_WRITE)
@require_POST
def phrase_remove(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Take back what a phrase was said to mean."""
    phrase = Phrase.objects.filter(uid=uid, place=request.actor.place).first()
    if phrase is None:
        raise Http404
    try:
        forget_phrase(by=request.actor, phrase=phrase)
    except FuertongError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"已取消“{phrase.written}”这个叫法，已确认的规划不受影响。")
    if request.POST.get("next") == "memories":
        return redirect("plan_memories")
    row = Indicator.objects.filter(place=phrase.place, code=phrase.code, valid_to=None).first()
    return redirect("indicator", uid=row.uid) if row else redirect("indicators")
