"""The components in Chromium: look, keyboard, paste, autosave, conflict, drafts, printing, without JavaScript."""

import io
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pdfplumber
import pytest
from django.conf import settings
from django.template.loader import render_to_string

from fuertong_web.ui.frame import Choice, Frame, MenuGroup, MenuItem
from fuertong_web.ui.views import sample_context

pytestmark = pytest.mark.journey

VALUE = '[data-ft-cell="{}"][data-ft-field="{}"]'


def gallery(session_seconds: int = 0) -> str:
    """The gallery as a statistician of the example county sees it."""
    frame = Frame(
        place_name="示例县",
        place_choices=[Choice(label="示例市", url="#"), Choice(label="示例县", url="#", active=True)],
        plan_choices=[Choice(label=word, url="#", active=word == "妇女") for word in ("妇女", "儿童", "两规")],
        work_year=2026, data_year=2025, data_until="2026-06-30", todo_count=7, todo_url="#",
        person_name="示例统计员", role_name="县统计局统计员", session_seconds=session_seconds, ping_url="/ping",
    )  # fmt: skip
    menu = [MenuGroup(title="监测", icon="clipboard-data", items=[MenuItem(title="填报", url="#", badge=2)])]
    context = sample_context() | {"frame": frame, "menu": menu, "csrf_token": "token"}
    return render_to_string("ui/gallery.html", context).replace('data-ft-save-url="?"', 'data-ft-save-url="/save"')


def paste(page: Any, cell: str, name: str, text: str) -> None:
    """Paste as the clipboard does."""
    page.focus(VALUE.format(cell, name))
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text/plain", text);
        const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
        document.activeElement.dispatchEvent(event); }""",
        text,
    )


def saved(window: Any) -> None:
    """Wait until nothing is left to save."""
    window.page.wait_for_selector("[data-ft-save-state]:has-text('已保存')")


def value(window: Any, cell: str, name: str) -> str:
    """What stands in a cell."""
    return str(window.page.input_value(VALUE.format(cell, name)))


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (390, 800)])
def test_gallery_fits_the_screen_without_a_complaint(show: Any, width: int, height: int) -> None:
    window = show(gallery(), width=width, height=height)
    window.page.wait_for_selector("[data-ft-chart] canvas")
    assert window.complaints == []
    assert window.page.evaluate("document.documentElement.scrollWidth") == width


def test_gallery_reads_without_javascript(show: Any) -> None:
    page = show(gallery(), js=False).page
    assert page.is_visible("text=趋势推算87.2%（76.0—96.1）")
    assert page.is_visible("[data-ft-upload] input[type=file]")
    assert not page.is_visible("[data-ft-copy]")
    page.click("summary[title='切换地区']")
    assert page.is_visible("text=示例市")


def test_gallery_has_no_serious_accessibility_fault(show: Any) -> None:
    window = show(gallery())
    axe = Path(settings.ROOT) / "node_modules" / "axe-core" / "axe.min.js"
    window.page.evaluate(axe.read_text(encoding="utf-8"))
    found = window.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    faults = [
        f"{one['id']}: {node['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert faults == []


def test_every_printed_sheet_carries_mark_place_and_warning(show: Any) -> None:
    pdf = show(gallery()).page.pdf(prefer_css_page_size=True)
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        feet = [normalize("NFKC", page.extract_text().splitlines()[-1]) for page in document.pages]
        assert [round(float(side)) for side in (document.pages[0].width, document.pages[0].height)] == [595, 842]
    assert len(feet) > 1
    assert all("内部" in foot and "示例县" in foot and "非涉密" in foot for foot in feet)


def test_block_from_excel_is_pasted_saved_and_taken_back(show: Any) -> None:
    window = show(gallery())
    paste(window.page, "1", "numerator", '3,400\t3,516\r\n１２\t"2\n0"\r\n')
    saved(window)
    assert [(one["cell"], one["field"], one["raw"]) for one in window.desk.saves] == [
        ("1", "numerator", "3,400"),
        ("1", "denominator", "3,516"),
        ("2", "numerator", "１２"),
        ("2", "denominator", "20"),
    ]
    assert window.desk.posts == 1
    window.page.keyboard.press("Control+z")
    assert (value(window, "1", "numerator"), value(window, "2", "denominator")) == ("3312", "")
    window.page.keyboard.press("Control+y")
    assert value(window, "1", "numerator") == "3,400"


def test_what_a_paste_leaves_out_is_said_with_its_place(show: Any) -> None:
    window = show(gallery())
    paste(window.page, "4", "value", "1\n2\n3")
    assert window.page.is_visible("text=已粘贴1格，可按Ctrl+Z撤销；有2格超出可填范围")
    paste(window.page, "2", "note", "台账\t没有这样的原因\n\t数据待发布")
    assert "“没有这样的原因”不在本栏的选项内" in window.page.inner_text('[data-ft-says="2"]')
    window.page.wait_for_selector('[data-ft-row="2"][data-ft-version="2"]')
    assert "不在本栏的选项内" in window.page.inner_text('[data-ft-says="2"]')
    assert value(window, "3", "absence") == "数据待发布"


def test_pasted_heading_and_blanks_over_figures_are_pointed_out_and_taken_back(show: Any) -> None:
    window = show(gallery())
    paste(window.page, "1", "numerator", "分子\t分母\n3400\t\n12\t15")
    assert window.page.is_visible("text=第一行像是表头")
    saved(window)
    window.page.focus(VALUE.format("1", "numerator"))
    window.page.keyboard.press("Control+z")
    saved(window)
    assert value(window, "1", "numerator") == "3312"


def test_enter_and_arrows_move_like_excel(show: Any) -> None:
    page = show(gallery()).page
    page.focus(VALUE.format("1", "denominator"))
    for key, at in [
        ("Enter", "2 denominator"), ("ArrowRight", "2 value"), ("ArrowDown", "3 value"),
        ("Shift+Enter", "2 value"), ("ArrowLeft", "2 denominator"), ("Tab", "2 value"), ("ArrowUp", "1 value"),
    ]:  # fmt: skip
        page.keyboard.press(key)
        here = page.evaluate("document.activeElement.dataset.ftCell + ' ' + document.activeElement.dataset.ftField")
        assert here == at, key


def test_finding_of_the_server_stands_under_its_cell_as_text(show: Any) -> None:
    window = show(gallery())
    words = "<b>数值</b>大于100%，请核对。"
    window.desk.answers = [("saved", {"lock_version": 5, "findings": [{"severity": "error", "message": words}]})]
    window.page.fill(VALUE.format("1", "value"), "942")
    window.page.keyboard.press("Enter")
    saved(window)
    assert window.page.inner_text('[data-ft-says="1"] .ft-says-error') == words
    window.page.fill(VALUE.format("1", "value"), "94.2")
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector('[data-ft-says="1"] div', state="detached")
    assert [one["lock_version"] for one in window.desk.saves] == [1, 5]


def test_conflict_shows_both_values_and_saves_the_chosen_one(show: Any) -> None:
    window = show(gallery())
    clash = {"mine": "95.0", "theirs": "93.8", "by": "示例：张某", "lock_version": 7, "message": ""}
    window.desk.answers = [("conflict", clash)]
    window.page.fill(VALUE.format("1", "value"), "95.0")
    window.page.keyboard.press("Enter")
    assert "对方填“93.8”，您填“95.0”" in window.page.inner_text(".ft-conflict")
    window.page.click("text=用我的")
    window.page.wait_for_selector('[data-ft-row="1"][data-ft-version="8"]')
    assert window.desk.saves[-1] == {"cell": "1", "field": "value", "raw": "95.0", "lock_version": 7}


def test_another_field_of_the_row_changed_by_a_colleague_is_no_conflict(show: Any) -> None:
    window = show(gallery())
    window.desk.answers = [("conflict", {"mine": "95.0", "theirs": value(window, "1", "value"), "lock_version": 7})]
    window.page.fill(VALUE.format("1", "value"), "95.0")
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector('[data-ft-row="1"][data-ft-version="8"]')
    assert window.page.query_selector(".ft-conflict") is None


def test_a_link_waits_until_what_was_typed_is_saved(show: Any) -> None:
    window = show(gallery())
    for cell in "12":
        window.page.fill(VALUE.format(cell, "value"), "66.6")
        window.page.keyboard.press("Enter")
    window.page.fill(VALUE.format("3", "value"), "77.7")
    window.page.evaluate("""() => { const link = document.createElement("a"); link.href = "/page?next";
        link.textContent = "导出"; document.querySelector("main").prepend(link); }""")
    window.page.click("text=导出")
    window.page.wait_for_url("**/page?next")
    assert [one["raw"] for one in window.desk.saves] == ["66.6", "66.6", "77.7"]
    assert window.page.evaluate("localStorage.length") == 0


def test_one_cell_the_server_fails_over_holds_up_no_other(show: Any) -> None:
    window = show(gallery())
    window.page.clock.install()
    window.desk.answers = [(500, {}), ("saved", {"lock_version": 2}), (500, {})]
    paste(window.page, "1", "numerator", "1\n2\n3")
    window.page.clock.run_for(1000)
    window.page.wait_for_selector("text=服务器没有保存；3格尚未保存")
    window.page.clock.run_for(11_000)
    window.page.wait_for_selector("text=服务器没有保存；2格尚未保存")
    window.page.clock.run_for(11_000)
    saved(window)


def test_conflict_may_be_settled_with_the_other_value(show: Any) -> None:
    window = show(gallery())
    window.desk.answers = [("conflict", {"mine": "95.0", "theirs": "93.8", "by": "示例：张某", "lock_version": 7})]
    window.page.fill(VALUE.format("1", "value"), "95.0")
    window.page.keyboard.press("Enter")
    window.page.click("text=用对方的")
    assert value(window, "1", "value") == "93.8"
    assert len(window.desk.saves) == 1


def test_draft_survives_a_lost_network_and_a_closed_page(show: Any) -> None:
    window = show(gallery())
    window.desk.offline = True
    window.page.fill(VALUE.format("2", "value"), "66.6")
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector("text=网络中断；1格尚未保存，已留在本机")
    window.desk.offline = False
    window.desk.answers = [("conflict", {"mine": "66.6", "theirs": "70.1", "by": "示例：张某", "lock_version": 3})]
    window.page.goto(window.page.url.replace("/page", "/page?again"))
    assert window.page.is_visible("text=找回上次没有保存的1格")
    window.page.wait_for_selector(".ft-conflict")
    assert window.desk.saves == [{"cell": "2", "field": "value", "raw": "66.6", "lock_version": 1}]


def test_saved_draft_is_forgotten(show: Any) -> None:
    window = show(gallery())
    window.page.fill(VALUE.format("2", "note"), "含自费筛查")
    window.page.keyboard.press("Enter")
    saved(window)
    assert window.page.evaluate("localStorage.getItem('ft-draft:/save')") is None


def test_ended_session_keeps_the_input_and_says_so(show: Any) -> None:
    window = show(gallery())
    window.desk.answers = [(403, {"message": "您没有填报本表的权限，请联系县统计局。"})]
    window.page.fill(VALUE.format("1", "value"), "95.0")
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector("text=您没有填报本表的权限")
    assert value(window, "1", "value") == "95.0"


def test_session_warns_before_it_ends_and_is_prolonged(show: Any) -> None:
    window = show(gallery(session_seconds=240))
    assert window.page.is_visible("text=约4分钟后将自动退出")
    window.page.click("button:has-text('继续使用')")
    window.page.wait_for_selector("button:has-text('继续使用')", state="detached")
    assert window.desk.pings == 1


def test_reading_keys_go_to_the_next_doubt_and_light_the_words(show: Any) -> None:
    page = show(gallery()).page
    page.click("[data-ft-item=t1]")
    page.keyboard.press("n")
    assert page.evaluate(
        "[...document.querySelectorAll('.ft-lit')].map(one => one.dataset.ftItem || one.dataset.ftSpan)"
    ) == ["t2", "t2"]
    page.click("[data-ft-span=t3]")
    assert page.evaluate("document.activeElement.dataset.ftItem") == "t3"


def test_panes_of_the_reading_end_with_the_window(show: Any) -> None:
    html = gallery()
    start = html.index('<div class="ft-reading"')
    alone = html[: html.index('<div id="messages">')] + html[start:]
    page = show(alone).page
    assert page.evaluate("document.querySelector('[data-ft-reading]').getBoundingClientRect().bottom") == 768 - 16


def test_file_of_a_wrong_kind_is_refused_at_once(show: Any) -> None:
    page = show(gallery()).page
    page.set_input_files("[data-ft-upload] input", {"name": "照片.jpg", "mimeType": "image/jpeg", "buffer": b"x"})
    assert "不是所需的文件类型" in page.inner_text("[data-ft-upload-says]")
    page.set_input_files("[data-ft-upload] input", {"name": "规划.docx", "mimeType": "application/zip", "buffer": b"x"})
    assert page.inner_text("[data-ft-upload-says]") == "规划.docx（1KB）"


def test_copy_says_that_it_copied(show: Any) -> None:
    page = show(gallery()).page
    page.click("[data-ft-copy]")
    page.wait_for_selector("text=已复制")


def test_chart_offers_its_table_as_csv(show: Any) -> None:
    page = show(gallery()).page
    with page.expect_download() as waiting:
        page.click("[data-ft-chart-csv]")
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith('"2020","38.2","41.0","历史导入（未复核）"')
    with page.expect_download() as waiting:
        page.click("[data-ft-chart-png]")
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")
