"""A real Chromium that shows rendered pages without a server: routes answer from templates and static files."""

import json
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from csp.utils import build_policy
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

ORIGIN = "http://fuertong.test"


@pytest.fixture(autouse=True)
def own_addresses(settings: Any) -> None:
    """The frame needs only the names search and logout."""
    settings.ROOT_URLCONF = "tests.web.ui.addresses"


@dataclass
class Desk:
    """What the browser may ask for: one page, its static files, one place to save to, one to prolong the session.

    `answers` are given to the next cells in turn: an outcome, or the status of an answer to the whole request.
    """

    html: str
    saves: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[str | int, dict[str, Any]]] = field(default_factory=list)
    posts: int = 0
    offline: bool = False
    pings: int = 0

    def route(self, route: Route) -> None:
        """Answer one request the way the product's server does, with its security policy."""
        path = urlsplit(route.request.url).path
        if path == "/save":
            self._save(route)
        elif path == "/ping":
            self.pings += 1
            route.fulfill(status=204)
        elif path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(body=Path(str(found)).read_bytes(), content_type=kind) if found else route.fulfill(status=404)
        else:
            route.fulfill(body=self.html, content_type="text/html", headers={"Content-Security-Policy": build_policy()})

    def _save(self, route: Route) -> None:
        if self.offline:
            route.abort("internetdisconnected")
            return
        cells = json.loads(route.request.post_data or "{}")["cells"]
        self.posts += 1
        self.saves.extend(cells)
        said = []
        for asked in cells:
            usual = ("saved", {"lock_version": asked["lock_version"] + 1, "findings": []})
            outcome, body = self.answers.pop(0) if self.answers else usual
            if isinstance(outcome, int):
                route.fulfill(status=outcome, body=json.dumps(body), content_type="application/json")
                return
            said.append({"outcome": outcome} | body)
        route.fulfill(status=200, body=json.dumps({"answers": said}), content_type="application/json")


@dataclass
class Window:
    """A page shown at the desk, with everything the console complained of."""

    page: Page
    desk: Desk
    complaints: list[str]


@pytest.fixture
def show(chromium: Browser) -> Iterator[Any]:
    """`show(html, js=True, width=1366)` opens the html as a page of the product."""
    contexts = []

    def open_page(html: str, *, js: bool = True, width: int = 1366, height: int = 768) -> Window:
        context = chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=js)
        contexts.append(context)
        desk = Desk(html)
        context.route("**/*", desk.route)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{ORIGIN}/page")
        return Window(page=page, desk=desk, complaints=complaints)

    yield open_page
    for context in contexts:
        context.close()
