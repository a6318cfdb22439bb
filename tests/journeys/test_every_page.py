"""Every page of every role's menu: it answers, fits 1366 pixels, says nothing in the console and passes axe."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.journeys.acts import ready, shot

pytestmark = pytest.mark.journey

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
ROLES = [
    "office",
    "stat",
    "group",
    "leader",
    "liaison-health",
    "reviewer-health",
    "city",
    "evaluator",
    "sysadmin",
    "secadmin",
    "auditor",
]
# beyond the menu: the first link of this kind on the page, one step deeper
DEEPER = {
    "/plans/": "tbody a[href^='/plans/']",
    "/collection/": "tbody a[href*='/review/'], tbody a[href*='/forms/']",
    "/values/": "tbody a[href^='/values/']",
    "/indicators/": "tbody a[href^='/indicators/']",
    "/standing/": "tbody a[href^='/targets/']",
    "/reports/": "tbody a[href^='/reports/']",
    "/forms/": "main a[href^='/forms/']",
    "/settings/units/": "tbody a[href^='/settings/units/']",
    "/settings/persons/": "tbody a[href^='/settings/persons/']",
}


def _problems(page: Page, name: str) -> list[str]:
    """What is wrong with the page in hand."""
    found = []
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if wide > seen:
        found.append(f"{name}: scrolls sideways, {wide} > {seen}")
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for row in result["violations"]:
        if row["impact"] in ("serious", "critical"):
            where = "; ".join(str(node["target"]) for node in row["nodes"][:3])
            found.append(f"{name}: {row['id']} ({len(row['nodes'])}): {where}")
    return found


def _visit(page: Page, address: str, path: str, role: str) -> list[str]:
    answer = page.goto(f"{address}{path}")
    assert answer is not None
    if answer.status != 200:
        return [f"{role} {path}: {answer.status}"]
    ready(page)
    shot(page, f"h-{role}{path.split('?')[0].replace('/', '-')[:40]}")
    return _problems(page, f"{role} {path}")


@pytest.mark.parametrize("role", ROLES)
def test_the_pages_of_a_role(role: str, example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, role)
    page.context.add_init_script(path=AXE)
    page.reload()
    paths = page.locator("nav[aria-label='主菜单'] a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert paths
    problems: list[str] = []
    for path in paths:
        problems += _visit(page, example, path, role)
        deeper = page.locator(DEEPER[path]).first if path in DEEPER else None
        if deeper is not None and deeper.count():
            problems += _visit(page, example, str(deeper.get_attribute("href")), role)
    assert problems == [], "\n".join(problems)


@pytest.mark.parametrize("path", ["/login/", "/code/"])
def test_pages_before_signing_in(path: str, example: str, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.context.add_init_script(path=AXE)
    answer = page.goto(f"{example}{path}")
    assert answer is not None
    problems = _problems(page, path)
    assert problems == [], "\n".join(problems)
