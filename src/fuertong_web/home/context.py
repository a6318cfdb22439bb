"""What every page's frame needs: menu, place, years, the plan switch."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from fuertong_web.accounts.actor import NOBODY, Actor
from fuertong_web.accounts.roles import Permission
from fuertong_web.accounts.selectors import places_of
from fuertong_web.assessment.warning_rows import questions_open
from fuertong_web.collection.selectors import current_years, todo_count
from fuertong_web.places.selectors import setting
from fuertong_web.ui.frame import Choice, Frame, MenuGroup, MenuItem

AUDIENCE_KEY = "audience"
AUDIENCES = {"women": "妇女", "children": "儿童", "both": "两规"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; `tabs` are the pages it stands for, as a row on top of each, `also` further addresses."""

    title: str
    url: str
    needs: frozenset[Permission]
    also: frozenset[str] = frozenset()
    tabs: tuple["Entry", ...] = ()

    def pages(self, actor: Actor) -> list[tuple["Entry", str]]:
        """The pages behind the line that the actor may open, each with its address."""
        found = []
        for page in self.tabs or (self,):
            if page.needs and not any(actor.can(permission) for permission in page.needs):
                continue
            try:
                found.append((page, reverse(page.url)))
            except NoReverseMatch:
                continue
        return found


@cache
def _groups() -> list[tuple[str, str, list[Entry]]]:
    table = tomllib.loads(files(__package__).joinpath("menu.toml").read_text(encoding="utf-8"))
    return [(group["title"], group["icon"], [_entry(row) for row in group["item"]]) for group in table["group"]]


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        title=row["title"],
        url=row.get("url", ""),
        needs=frozenset(Permission(name) for name in row.get("any", ())),
        also=frozenset(row.get("also", ())),
        tabs=tuple(_entry(tab) for tab in row.get("tab", ())),
    )


def menu_for(actor: Actor, path: str) -> list[MenuGroup]:
    """The groups with the entries the actor may open; the entry whose address begins `path` is marked."""
    groups = []
    for title, icon, entries in _groups():
        items = []
        for entry in entries:
            pages = entry.pages(actor)
            if pages:
                active = any(path == url or (url != "/" and path.startswith(url)) for _, url in pages)
                items.append(MenuItem(title=entry.title, url=pages[0][1], active=active))
        if items:
            groups.append(MenuGroup(title=title, icon=icon, items=items))
    return groups


def tabs_for(actor: Actor, name: str) -> list[Choice]:
    """The row of neighbouring pages on top of the page of this name; empty where it stands alone."""
    for _, _, entries in _groups():
        for entry in entries:
            if any(name == tab.url or name in tab.also for tab in entry.tabs):
                pages = entry.pages(actor)
                row = [
                    Choice(label=tab.title, url=url, active=name == tab.url or name in tab.also) for tab, url in pages
                ]
                return row if len(row) > 1 else []
    return []


def audience_of(request: HttpRequest) -> str:
    """The plan switch of the session: women, children or both."""
    return str(request.session.get(AUDIENCE_KEY, "both")) if hasattr(request, "session") else "both"


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame; an empty menu for strangers."""
    actor: Actor = getattr(request, "actor", NOBODY)
    if not actor.is_known:
        return {"actor": actor, "menu": [], "neighbours": [], "frame": Frame()}
    years = current_years(actor.place) if actor.place else None
    audience = audience_of(request)
    here = request.get_full_path()
    top = Frame(
        place_name=actor.place.region.name if actor.place else "",
        place_choices=[
            Choice(label=str(place), url=reverse("place_switch", args=[place.uid]), active=place == actor.place)
            for place in (places_of(actor.user) if actor.user else [])
        ],
        plan_choices=[
            Choice(
                label=label,
                url=f"{reverse('audience_switch', args=[key])}?next={quote(here)}",
                active=key == audience,
            )
            for key, label in AUDIENCES.items()
        ]
        if actor.can(Permission.PLAN_SEE)
        else [],
        work_year=years.work_year if years else None,
        data_year=years.data_year if years else None,
        data_until=years.cutoff.isoformat() if years and years.cutoff else "",
        person_name=actor.label,
        role_name=actor.role_words,
        person_links=[Choice(label="修改密码", url=reverse("password"))] if actor.user else [],
        session_seconds=settings.SESSION_COOKIE_AGE,
        ping_url=reverse("ping"),
        todo_count=todo_count(actor) + questions_open(actor),
        todo_url=reverse("home"),
        mark="内部" if actor.place is None or setting(actor.place, "reports.internal_mark") else "",
    )
    return {
        "actor": actor,
        "place": actor.place,
        "audience": audience,
        "menu": menu_for(actor, request.path),
        "neighbours": tabs_for(actor, (request.resolver_match.url_name or "") if request.resolver_match else ""),
        "frame": top,
    }
