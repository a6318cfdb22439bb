"""What each of the others comes for: verdicts, a report made final, the leader's page, accounts, the log."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.acts import arrives, follow, main_text, press, says, shot, sign_in

pytestmark = pytest.mark.journey


def _counts(page: Page, address: str) -> str:
    page.goto(f"{address}/standing/")
    return main_text(page)


def test_the_office_gives_verdicts_and_the_standing_follows(example: str, sign_in_to: Callable[..., Page]) -> None:
    page = sign_in_to(example, "office")
    shot(page, "g1-office-home")
    before = _counts(page, example)
    page.goto(f"{example}/verdicts/")
    shot(page, "g2-verdicts")
    page.get_by_role("button", name=re.compile("采纳全部明确信号")).click()
    says(page, re.compile("已按研判信号采纳"))
    rows = page.locator("form table").first.locator("tbody tr", has=page.get_by_role("radio"))
    assert rows.count() > 0
    row = rows.first
    name = row.locator("a[href*='/targets/']").first.inner_text()
    row.get_by_role("radio").first.check()
    row.locator("textarea").fill("今年口径调整，不作判断。")
    press(page, "保存认定")
    says(page, re.compile("已保存1项认定"))
    after = _counts(page, example)
    shot(page, "g3-standing")
    assert after != before
    page.get_by_role("link", name=name, exact=True).first.click()
    expect(page.locator("main")).to_contain_text("今年口径调整，不作判断。")


def test_the_leader_sees_a_rate_with_its_denominator_and_no_values(
    example: str, sign_in_to: Callable[..., Page]
) -> None:
    page = sign_in_to(example, "leader")
    text = main_text(page)
    shot(page, "g4-leader-home")
    assert re.search(r"可量化且(有数据|已认定)的\d+项中，\d+项已达标", text), text
    assert "可能性" not in text
    assert "信号" not in text
    page.goto(f"{example}/standing/")
    standing = main_text(page)
    assert "研判信号" not in standing
    page.locator("tbody td.ft-name a[href*='/targets/']").first.click()
    arrives(page, re.compile("/targets/"))
    target = main_text(page)
    shot(page, "g5-leader-target")
    assert "趋势研判" not in target
    assert "数据来历" not in target
    assert page.goto(f"{example}/values/").status == 403  # type: ignore[union-attr]


def test_a_report_with_gaps_is_written_anew_and_made_final(example: str, sign_in_to: Callable[..., Page]) -> None:
    group = sign_in_to(example, "group")
    group.goto(f"{example}/reports/")
    group.locator("tr", has_text="草稿").first.locator("a").first.click()
    shot(group, "g6-report")
    press(group, "审核通过，定稿")
    says(group, re.compile("待补充"))
    stat = sign_in_to(example, "stat")
    stat.goto(group.url)
    press(stat, "删去待补充的段落，重新生成")
    says(stat, re.compile("已生成第2稿"))
    group.goto(stat.url)
    reason = group.get_by_label("带待认定项定稿的理由")
    if reason.count():
        reason.fill("按协调组会议意见定稿。")
    press(group, "审核通过，定稿")
    says(group, "已定稿")
    shot(group, "g7-final")
    leader = sign_in_to(example, "leader")
    leader.goto(f"{example}/reports/")
    expect(leader.locator("tbody")).to_contain_text("已定稿")


def test_an_account_a_role_and_the_log(
    example: str, sign_in_to: Callable[..., Page], open_page: Callable[..., Page]
) -> None:
    page = sign_in_to(example, "sysadmin")
    page.goto(f"{example}/settings/persons/")
    page.get_by_label("姓名").fill("示例·新统计")
    page.get_by_label("账号").last.fill("stat2")
    page.get_by_label("初始密码").fill("first-password-91")
    press(page, "建立账号")
    expect(page.locator("main")).to_contain_text("还没有身份，请安全管理员授予")
    shot(page, "g8-person")
    granter = sign_in_to(example, "secadmin")
    granter.goto(f"{example}/settings/persons/")
    granter.locator("tr", has_text="示例·新统计").get_by_role("link", name="查看和办理").click()
    granter.locator("select[name=role]").select_option(label="统计人员")
    press(granter, "授予身份")
    expect(granter.locator("tbody").first).to_contain_text("统计人员")
    shot(granter, "g9-role")
    new = open_page()
    sign_in(new, example, "stat2", "first-password-91")
    new.goto(f"{example}/password/")
    says(new, "请先改成自己的密码")
    new.get_by_label("原密码").fill("first-password-91")
    new.get_by_label("新密码", exact=True).fill("own-password-2027")
    new.get_by_label("再输一次新密码").fill("own-password-2027")
    press(new, "保存新密码")
    says(new, "密码已修改。")
    new.goto(f"{example}/collection/")
    expect(new.get_by_role("heading", level=1)).to_contain_text("监测")
    auditor = sign_in_to(example, "auditor")
    follow(auditor, "操作日志")
    arrives(auditor, re.compile("/settings/log/"))
    text = auditor.locator("tbody").inner_text()
    shot(auditor, "g10-log")
    assert "示例·新统计" in text
    for account, path in (("sysadmin", "/values/"), ("secadmin", "/values/"), ("auditor", "/standing/")):
        other = sign_in_to(example, account)
        answer = other.goto(f"{example}{path}")
        assert answer is not None
        assert answer.status == 403
