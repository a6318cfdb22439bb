"""The frame around a page (页面框架): what base.html reads from the context; plain data made by other apps."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """One step of the breadcrumb; the last has no address."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One entry of a switch (place, plan, tab)."""

    label: str
    url: str
    active: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """One page of the left menu; `badge` counts what waits there for this person."""

    title: str
    url: str
    active: bool = False
    badge: int | None = None
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuGroup:
    """A group of the left menu; without a title its items stand at the top level with their own icons."""

    title: str = ""
    icon: str = ""
    items: Sequence[MenuItem] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Top bar and footer; empty fields are left out of the page."""

    place_name: str = ""
    place_choices: Sequence[Choice] = ()
    plan_choices: Sequence[Choice] = ()
    work_year: int | None = None
    data_year: int | None = None
    data_until: str = ""
    todo_count: int = 0
    todo_url: str = ""
    person_name: str = ""
    role_name: str = ""
    person_links: Sequence[Choice] = ()
    session_seconds: int = 0
    ping_url: str = ""
    mark: str = "内部"
