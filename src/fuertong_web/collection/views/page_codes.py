"""Check codes of stamped pages (核对校验码): 与电子版一致, or the places where not; all pages of a form ticked off."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from fuertong import workbooks
from fuertong.errors import FuertongError
from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.collection.actions.page_checks import check_page, ticked
from fuertong_web.collection.detail_forms import PageCodeForm
from fuertong_web.collection.models import Form
from fuertong_web.collection.selectors import form_for
from fuertong_web.collection.sheet import lines_of
from fuertong_web.collection.views.pages import crumbs
from fuertong_web.collection.workbook import workbook_of


@needs(Permission.ACCEPT)
def page_codes(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Enter the code of each stamped page in turn."""
    form = form_for(request.actor, uid)
    entry = PageCodeForm(request.POST or None)
    book = workbook_of(form, lines_of(request.actor, form))
    answer = None
    if request.method == "POST" and entry.is_valid():
        try:
            answer = check_page(by=request.actor, form=form, book=book, entered=entry.cleaned_data["code"])
        except FuertongError as error:
            entry.add_error("code", str(error))
        else:
            entry = PageCodeForm()
    context = {
        "found": form,
        "form": entry,
        "answer": answer,
        "pages": pages_of(form, book),
        "crumbs": crumbs(
            request.actor, (form.unit.name, reverse("form_fill", args=[form.uid])), ("核对校验码", ""), form=form
        ),
    }
    return render(request, "collection/page_codes.html", context)


def pages_of(form: Form, book: workbooks.Form) -> list[dict[str, object]]:
    """The pages of the form as it would print today, each with its rows and whether its paper was compared."""
    done = ticked(form)
    return [
        {
            "number": page.number,
            "first": book.rows[page.first].full_name,
            "last": book.rows[page.last].full_name,
            "rows": page.last - page.first + 1,
            "ticked": page.number in done,
            "blank": not page.code,
        }
        for page in workbooks.printed_pages(book)
    ]
