"""What waits for an actor (待办): forms to fill, to sign, to review, and values that came back."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.db.models import Count

from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.enums import FormState, RoundState
from fuertong_web.collection.models import Cell, Form
from fuertong_web.collection.selectors.board import BEFOREHAND, FILLED
from fuertong_web.collection.selectors.forms import forms_for
from fuertong_web.collection.selectors.years import days_left, due_on, is_late


class Task(StrEnum):
    """What is to be done with a form."""

    FILL = "fill"
    ANSWER = "answer"
    SIGN = "sign"
    REVIEW = "review"

    @property
    def label(self) -> str:
        """The words of the button."""
        return {"fill": "继续填报", "answer": "答复并修改", "sign": "审核签发", "review": "审核数据"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One value that came back, with the reason."""

    cell: str
    name: str
    breakdown: str
    reason: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One form that waits for the actor; `url_name` takes the form's uid."""

    task: Task
    form: Form
    url_name: str
    done: int
    total: int
    due: date
    days_left: int
    late: bool
    returned: list[Returned] = field(default_factory=list)


_WAITING = {
    FormState.NOT_BEGUN: (Task.FILL, "form_fill"),
    FormState.FILLING: (Task.FILL, "form_fill"),
    FormState.RETURNED: (Task.ANSWER, "form_fill"),
    FormState.TO_SIGN: (Task.SIGN, "form_sign"),
    FormState.SUBMITTED: (Task.REVIEW, "form_review"),
}


def todo_for(actor: Actor) -> list[Todo]:
    """The forms of open rounds that wait for this actor, in three queries at most; nearest deadline first."""
    states = _states(actor)
    if not states:
        return []
    forms = list(
        forms_for(actor)
        .filter(round__state=RoundState.OPEN, state__in=states)
        .annotate(done=Count("cells", filter=FILLED), total=Count("cells", filter=~BEFOREHAND))
    )
    if not actor.can(Permission.ACCEPT):
        forms = [form for form in forms if form.unit_id in actor.unit_ids]
    returned = _returned([form.pk for form in forms if form.state == FormState.RETURNED])
    found = [_todo(form, returned.get(form.pk, [])) for form in forms]
    return sorted(found, key=lambda todo: (todo.days_left, todo.form.unit.order))


def returned_of(form: Form) -> list[Returned]:
    """The values of a form that came back and wait for an answer or a change."""
    return _returned([form.pk]).get(form.pk, [])


def _states(actor: Actor) -> list[FormState]:
    states: list[FormState] = []
    if actor.can(Permission.VALUES_WRITE_OWN):
        states += [FormState.NOT_BEGUN, FormState.FILLING, FormState.RETURNED]
    if actor.can(Permission.SIGN_OWN):
        states.append(FormState.TO_SIGN)
    if actor.can(Permission.ACCEPT):
        states.append(FormState.SUBMITTED)
    return states


def _returned(forms: list[int]) -> dict[int, list[Returned]]:
    found: dict[int, list[Returned]] = {}
    cells = Cell.objects.filter(form__in=forms).exclude(return_reason="").select_related("indicator")
    for cell in cells.order_by("form", "order") if forms else []:
        found.setdefault(cell.form_id, []).append(
            Returned(
                cell=str(cell.uid),
                name=cell.indicator.name,
                breakdown=cell.breakdown,
                reason=cell.return_reason,
                answer=cell.answer,
            )
        )
    return found


def _todo(form: Form, returned: list[Returned]) -> Todo:
    task, url_name = _WAITING[FormState(form.state)]
    return Todo(
        task=task,
        form=form,
        url_name=url_name,
        done=form.done,  # type: ignore[attr-defined]
        total=form.total,  # type: ignore[attr-defined]
        due=due_on(form),
        days_left=days_left(form),
        late=is_late(form),
        returned=returned,
    )


def todo_count(actor: Actor) -> int:
    """How many forms wait for this actor, in one query: the number on the bell."""
    states = _states(actor)
    if not states:
        return 0
    forms = forms_for(actor).filter(round__state=RoundState.OPEN, state__in=states)
    if not actor.can(Permission.ACCEPT):
        forms = forms.filter(unit__in=actor.unit_ids)
    return forms.count()
