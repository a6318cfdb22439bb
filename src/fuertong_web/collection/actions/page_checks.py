"""Check codes of stamped pages (核对校验码): with the electronic form 一致, or the places where not."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from fuertong import workbooks
from fuertong.errors import FuertongError
from fuertong.model.observation import Absence
from fuertong.workbooks.paper import row_cells
from fuertong_web.accounts.actor import Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.actions import record
from fuertong_web.collection.filling_models import PageCheck, PrintedPage
from fuertong_web.collection.models import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where paper and electronic form differ."""

    name: str
    printed: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a code says: the page it belongs to (None: no such page was printed) and where it differs."""

    number: int | None
    agrees: bool
    differences: tuple[Difference, ...] = ()


def keep_printed(*, by: Actor, form: Form, book: workbooks.Form) -> None:
    """Remember what each page says as it goes out, so that its code can be compared later."""
    PrintedPage.objects.bulk_create(
        [
            PrintedPage(
                form=form,
                number=page.number,
                code=page.code,
                cells=[[key, workbooks.cell_text(value)] for key, value in page.cells],
                by=by.label,
            )
            for page in workbooks.printed_pages(book)
            if page.code
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def check_page(*, by: Actor, form: Form, book: workbooks.Form, entered: str) -> Answer:
    """Compare a code copied from paper with the form as it stands in `book`, and keep the result."""
    if not by.can(Permission.ACCEPT) or by.place is None or by.place.pk != form.round.place_id:
        raise PermissionDenied("校验码由统计人员核对。")
    plain = "".join(char for char in entered if char.isalnum())
    if len(plain) != 8:
        raise FuertongError("校验码是8位，印在每页末行，请照样输入。")
    answer = _compare(form, book, entered)
    PageCheck.objects.create(
        form=form, number=answer.number, entered=entered.strip()[:20], agrees=answer.agrees, by=by.label
    )
    record(by=by, action="collection.check_page", target=form, after={"page": answer.number, "agrees": answer.agrees})
    return answer


def _compare(form: Form, book: workbooks.Form, entered: str) -> Answer:
    for page in workbooks.printed_pages(book):
        if page.code and workbooks.same_code(entered, page.code):
            return Answer(number=page.number, agrees=True)
    known = [page for page in form.printed.all() if workbooks.same_code(entered, page.code)]
    if not known:
        return Answer(number=None, agrees=False)
    now = {key: workbooks.cell_text(value) for row in book.rows for key, value in row_cells(row)}
    names = {str(row.key): row.full_name for row in book.rows}
    found = tuple(
        Difference(name=_name(names, key), printed=_word(text), now=_word(now.get(key, "")))
        for key, text in known[-1].cells
        if now.get(key, "") != text
    )
    return Answer(number=known[-1].number, agrees=not found, differences=found)


def _name(names: dict[str, str], key: str) -> str:
    plain, _, part = key.partition("#")
    word = {"numerator": "分子", "denominator": "分母"}.get(part, "")
    return f"{names.get(plain, '已不在本表的指标')}{word}"


def _word(text: str) -> str:
    if not text:
        return "空"
    return Absence(text).label if text in set(Absence) else f"{Decimal(text):f}"


def ticked(form: Form) -> set[int]:
    """The pages whose last check agreed."""
    last = {check.number: check.agrees for check in form.checks.exclude(number=None)}
    return {number for number, agrees in last.items() if agrees and number is not None}
