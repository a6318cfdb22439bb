"""The log of acts (操作日志), for the auditor."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from fuertong_web.accounts.http import ActorRequest, needs
from fuertong_web.accounts.roles import Permission
from fuertong_web.audit.selectors import events_for
from fuertong_web.audit.wording import action_word, details
from fuertong_web.ui.frame import Crumb


@needs(Permission.LOG_SEE)
def log(request: ActorRequest) -> HttpResponse:
    """Who did what and when, newest first; one search box over person, act and object."""
    words = request.GET.get("words", "").strip()
    events = events_for(request.actor)
    if words:
        events = events.filter(Q(actor__contains=words) | Q(object_label__contains=words) | Q(action__contains=words))
    page = Paginator(events, 50).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(event, action_word(event.action), details(event)) for event in page],
        "words": words,
        "crumbs": [Crumb(title="设置"), Crumb(title="操作日志")],
    }
    return render(request, "audit/log.html", context)
