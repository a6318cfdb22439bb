"""The yearbook's page: for whom, which years, as Excel or as Word."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fuertong import reports as core
from fuertong.reports.yearbook import Scope, book_report, book_workbook, compose_book
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.assessment.views.common import chosen_year
from fuertong_web.reports.kinds import WRITE
from fuertong_web.reports.yearbooks import book_source
from fuertong_web.ui.downloads import DOCX, XLSX, attachment
from fuertong_web.ui.frame import Crumb

YEARS = 6


@needs(*WRITE)
def yearbook(request: ActorRequest) -> HttpResponse:
    """What the yearbook holds: its chapters and tables, before it is downloaded."""
    place, year = request.actor.place, chosen_year(request) or timezone.localdate().year - 1
    if place is None:
        raise Http404
    scope = _scope(request)
    book = compose_book(book_source(request.actor, place, year), scope, years=YEARS)
    context = {
        "book": book,
        "tables": sum(1 for _ in book.tables),
        "year": year,
        "scope": scope,
        "scopes": [(one.value, one.label) for one in Scope],
        "may_internal": request.actor.sees_counts,
        "crumbs": [Crumb(title="报告"), Crumb(title="统计资料")],
    }
    return render(request, "reports/yearbook.html", context)


@needs(*WRITE)
def yearbook_file(request: ActorRequest, kind: str) -> HttpResponse:
    """The yearbook as .xlsx or .docx; `?internal` keeps small counts, for the statistician only."""
    place, year = request.actor.place, chosen_year(request) or timezone.localdate().year - 1
    if place is None or kind not in ("xlsx", "docx"):
        raise Http404
    internal = "internal" in request.GET and request.actor.sees_counts
    source = book_source(request.actor, place, year)
    book = compose_book(source, _scope(request), public=not internal, years=YEARS)
    layout = core.Layout(mark="内部资料" if internal else "")
    content = book_workbook(book) if kind == "xlsx" else core.docx(book_report(book), layout)
    name = f"{book.title}{'（内部）' if internal else ''}.{kind}"
    return attachment(content, name, XLSX if kind == "xlsx" else DOCX)


def _scope(request: ActorRequest) -> Scope:
    asked = request.GET.get("scope", "")
    return Scope(asked) if asked in set(Scope) else Scope.JOINT
