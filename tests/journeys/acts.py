"""What people do in the journeys: sign in, hand in files, look at what the page says, take a screenshot."""

import os
import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PATIENCE = 120_000
"""Milliseconds a journey waits for a page or a word: an answer comes at once alone, late on a busy machine."""
SHOTS = os.environ.get("FUERTONG_SHOTS", "")


def ready(page: Page) -> None:
    """The page seen before is whole and its scripts have run: they are modules, which run before the load event."""
    page.wait_for_load_state("load")


def shot(page: Page, name: str) -> None:
    """Keep a screenshot of the whole page when FUERTONG_SHOTS names a folder."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def sign_in(page: Page, address: str, account: str, password: str) -> None:
    """Sign in by the sign-in page."""
    page.goto(f"{address}/login/")
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("button", name="登录")).to_have_count(0)


def sign_out(page: Page, address: str) -> None:
    """Forget who was signed in at this browser."""
    page.context.clear_cookies()
    page.goto(f"{address}/login/")


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    ready(page)
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    """Follow the link of this name."""
    ready(page)
    page.get_by_role("link", name=name, exact=True).first.click()


def hand_in(page: Page, name: str, content: bytes, button: str, *, kind: str = "application/octet-stream") -> None:
    """Choose a file in the page's upload box and press the button."""
    ready(page)
    page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": kind, "buffer": content})
    press(page, button)


def says(page: Page, words: str | re.Pattern[str]) -> Locator:
    """The page's main part says these words, and has come whole."""
    found = page.locator("main").get_by_text(words).filter(visible=True).first
    expect(found).to_be_visible()
    ready(page)
    return found


def arrives(page: Page, address: str | re.Pattern[str]) -> None:
    """The page of this address has come whole; it must not fit the page that was left."""
    page.wait_for_url(address)
    ready(page)


def field(page: Page, label: str) -> Locator:
    """The input of exactly this label."""
    return page.get_by_label(label, exact=True).first


def download(page: Page, name: str) -> tuple[str, bytes]:
    """Follow a link that downloads: file name and content."""
    with page.expect_download() as event:
        page.get_by_role("link", name=name, exact=True).first.click()
    path = event.value.path()
    return event.value.suggested_filename, Path(path).read_bytes()


def key(page: Page, chord: str) -> None:
    """Press a key chord at a page that listens."""
    ready(page)
    page.keyboard.press(chord)


def paste(page: Page, label: str, text: str) -> None:
    """Click into a cell and paste."""
    ready(page)
    field(page, label).focus()
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def saved(page: Page) -> None:
    """Everything typed into the form is with the server."""
    expect(page.locator("[data-ft-save-state]")).to_contain_text("已保存", timeout=3 * PATIENCE)


def main_text(page: Page) -> str:
    """The words of the page's main part; of a page that was waited for."""
    ready(page)
    return page.locator("main").inner_text()
