"""The round as a board (进度): units by state, how far each form is, what is late, who was reminded."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from fuertong_web.collection.enums import FormState, RoundState
from fuertong_web.collection.models import Form, FormCode, Round
from fuertong_web.collection.scheme_models import Urging
from fuertong_web.collection.selectors.passing import progress_below
from fuertong_web.collection.selectors.years import DELIVERED, days_left, due_on, is_late

BEFOREHAND = ~Q(cells__absence="") & Q(cells__changed_at=None)
FILLED = (Q(cells__value__isnull=False) | ~Q(cells__absence="") | ~Q(cells__attested="")) & ~BEFOREHAND


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit's form on the board; `done` of `total` cells leave out what was known beforehand (由上级反馈).

    `below` says of a lower place's form (下发) how far that place is.
    """

    form: Form
    done: int
    total: int
    beforehand: int
    returned: int
    has_code: bool
    due: date
    days_left: int
    late: bool
    urgings: tuple[Urging, ...] = ()
    below: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether anything is left for the unit: not when every value is known beforehand and nobody touched it."""
        return self.total > 0 or self.form.state != FormState.NOT_BEGUN

    @property
    def days_late(self) -> int:
        """Days since the deadline, 0 while the form is not late."""
        return -self.days_left if self.late else 0

    @property
    def urged(self) -> str:
        """When the unit was reminded last, and how."""
        if not self.urgings:
            return ""
        last = self.urgings[-1]
        times = f"，共{len(self.urgings)}次" if len(self.urgings) > 1 else ""
        return f"{last.on.month}月{last.on.day}日已发{last.way}{times}"

    @property
    def urge(self) -> str:
        """One sentence to remind the unit with."""
        title = f"《{self.form.round.title}》报表（共{self.total}项，已填{self.done}项）"
        when = f"{self.due.month}月{self.due.day}日"
        if self.form.state == FormState.RETURNED:
            return f"{self.form.unit.name}：{title}有{self.returned}项数据已退回，请尽快核对答复。"
        late = f"已于{when}截止，请尽快报送" if self.late else f"{when}24时截止，请按时报送"
        return f"{self.form.unit.name}：{title}{late}。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All forms of a round with their counts by state."""

    rows: list[Row]
    counts: dict[FormState, int]

    @property
    def delivered(self) -> int:
        """Forms that have reached the statistician."""
        return sum(self.counts[state] for state in DELIVERED)

    @property
    def late(self) -> int:
        """Forms past their deadline."""
        return sum(row.late for row in self.rows)

    @property
    def not_asked(self) -> int:
        """Forms of which everything is known beforehand: nothing to fill in this year."""
        return sum(not row.is_asked for row in self.rows)

    @property
    def open_rows(self) -> list[Row]:
        """The forms that have not reached the statistician and have something to fill in."""
        return [row for row in self.rows if row.form.state not in DELIVERED and row.is_asked]

    @property
    def urge(self) -> str:
        """The text for the chat group: who is still asked for what."""
        return "\n".join(row.urge for row in self.open_rows)


def board_of(round: Round) -> Board:
    """The board in five queries."""
    codes = FormCode.objects.filter(form=OuterRef("pk"), part=None, revoked_at=None)
    forms = (
        round.forms.select_related("unit", "round")
        .prefetch_related("urgings")
        .annotate(
            done=Count("cells", filter=FILLED),
            total=Count("cells", filter=~BEFOREHAND),
            beforehand=Count("cells", filter=BEFOREHAND),
            returned=Count("cells", filter=~Q(cells__return_reason="") & Q(cells__answer="")),
            has_code=Exists(codes),
        )
        .order_by("unit__order", "unit__code")
    )
    below = progress_below(round)
    rows = [_row(form, below.get(form.pk, "")) for form in forms]
    counted = Counter(row.form.state for row in rows if row.is_asked)
    return Board(rows=rows, counts={state: counted[state] for state in FormState})


def newest_round(rounds: list[Round]) -> Round | None:
    """The round in hand: the newest open main one, a year's before others, else the newest open, else the newest."""
    mains = [item for item in rounds if item.main_id is None]
    now = [row for row in mains if row.state == RoundState.OPEN]
    for found in ([row for row in now if not row.span], now, mains, rounds):
        if found:
            return found[0]
    return None


def family_of(round: Round) -> list[Round]:
    """The main round and its later batches, in order."""
    main = round.main_id or round.pk
    return sorted(Round.objects.filter(Q(pk=main) | Q(main=main)).select_related("place"), key=lambda row: row.batch)


def _row(form: Form, below: str) -> Row:
    return Row(
        form=form,
        done=form.done,  # type: ignore[attr-defined]
        total=form.total,  # type: ignore[attr-defined]
        beforehand=form.beforehand,  # type: ignore[attr-defined]
        returned=form.returned,  # type: ignore[attr-defined]
        has_code=form.has_code,  # type: ignore[attr-defined]
        due=due_on(form),
        days_left=days_left(form),
        late=is_late(form) and form.total > 0,  # type: ignore[attr-defined]
        urgings=tuple(form.urgings.all()),
        below=below,
    )
