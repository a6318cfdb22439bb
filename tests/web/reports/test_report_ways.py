"""How a report is made: cut-off, red head, own style, texts of people, in the background, and the same bytes again."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from tests.web.world import World
from tests.web.world_review import YEAR

from fuertong.errors import FuertongError
from fuertong.reports.dressing import Dress
from fuertong_web.reports import writing
from fuertong_web.reports.actions.background import ask_for_report
from fuertong_web.reports.actions.making import make_report, printed_again
from fuertong_web.reports.models import ReportVersion
from fuertong_web.reports.styles import current_style
from fuertong_web.reports.writing_models import ReportRun, ReportStyle, ReportText

SignIn = Callable[[str], Client]


def text_of(version: ReportVersion) -> str:
    return "\n".join(p.text for p in Document(BytesIO(bytes(version.file.content))).paragraphs)


def values_in(version: ReportVersion) -> int:
    targets = [t for d in version.facts["domains"] for goal in d["goals"] for t in goal["targets"]]
    return sum(1 for target in targets for point in target["points"] if point["value"] is not None)


def test_a_chosen_cut_off_takes_the_values_known_on_that_day(world: World) -> None:
    """Everything was accepted today: yesterday nothing was known."""
    today = timezone.localdate()
    arguments = {"by": world.actor("statistician"), "plan": world.things["plan"], "data_year": YEAR}
    before = make_report(**arguments, known_on=today - timedelta(days=1))
    assert (before.cutoff, before.known_on) == (today - timedelta(days=1), today - timedelta(days=1))
    assert values_in(before) == 0
    assert values_in(make_report(**arguments, known_on=today)) > 0
    with pytest.raises(FuertongError, match="不能晚于今天"):
        make_report(**arguments, known_on=today + timedelta(days=1))


def test_a_version_is_written_again_byte_by_byte(world: World, sign_in: SignIn) -> None:
    """With red head, list of sources, the place's own style and gaps left out."""
    client = sign_in("statistician")
    ReportStyle.objects.create(
        place=world.place,
        kind="monitoring",
        text='base = "monitoring"\n[[chapter]]\nid = "problems"\nheading = "问题和不足"\n',
        by="示例",
        at=timezone.now(),
    )
    posted = {"plan": world.things["plan"].code, "kind": "monitoring", "gaps": "drop", "head": "red"}
    posted |= {"number": "示妇儿发〔2026〕3号", "to": "示例县人民政府", "copies": "县委办、县政协", "sources": "on"}
    client.post(reverse("report_make") + f"?year={YEAR}", posted)
    version = ReportVersion.objects.order_by("-pk")[0]
    text = text_of(version)
    assert all(words in text for words in ("示妇儿发〔2026〕3号", "示例县人民政府：", "问题和不足", "出处清单"))
    assert printed_again(version) == bytes(version.file.content)
    page = client.post(reverse("report_again", args=[version.uid]), follow=True).content.decode()
    assert "逐字节相同" in page
    assert "红头文件；示妇儿发〔2026〕3号；主送示例县人民政府；抄送县委办、县政协；附出处清单" in page


def test_a_refused_way_of_sending_keeps_what_was_typed(world: World, sign_in: SignIn) -> None:
    before = ReportVersion.objects.count()
    posted = {"plan": world.things["plan"].code, "kind": "monitoring", "head": "plain", "number": "号" * 400}
    answer = sign_in("statistician").post(reverse("report_make") + f"?year={YEAR}", posted | {"to": "示例县人民政府"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="示例县人民政府"' in page
    assert "<details open>" in page
    assert ReportVersion.objects.count() == before


def test_texts_of_people_stand_in_the_report_and_a_changed_number_is_told(world: World, sign_in: SignIn) -> None:
    client = sign_in("office")
    url = reverse("report_texts") + f"?plan={world.things['plan'].code}&kind=evaluation-midterm&year={YEAR}"
    words = "投入示例经费120万元，孕产妇系统管理率稳步提高。"
    client.post(url, {"text-implementation-funds": words, "text-domain-1": ""})
    row = ReportText.objects.get(text=words)
    assert row.under
    made = make_report(by=world.actor("office"), plan=world.things["plan"], data_year=YEAR, kind="evaluation-midterm")
    assert words in text_of(made)
    assert "写好以后变了的数" not in client.get(url).content.decode()
    row.under[0]["shown"] = "12.3%"
    row.save(update_fields=["under"])
    assert "写好以后变了的数" in client.get(url).content.decode()
    client.post(url, {"text-implementation-funds": words, "seen": "1"})
    assert "写好以后变了的数" not in client.get(url).content.decode()


def test_a_place_changes_wording_and_order_without_programming(world: World, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    url = reverse("report_style", args=["monitoring"])
    page = client.get(url).content.decode()
    fields = dict(re.findall(r'name="((?:order|heading|title|word|layout)[^"]*)"[^>]*?value="([^"]*)"', page))
    fields["title"] = re.search(r'id="title"[^>]*value="([^"]*)"', page)[1]  # type: ignore[index]
    assert client.post(url, fields).status_code == 302
    assert current_style(world.place, "monitoring") is None
    changed = fields | {
        "heading-problems": "问题和不足",
        "order-problems": "1",
        "new-heading": "致谢",
        "new-text": "感谢。",
    }
    assert "问题和不足" in client.post(url + f"?year={YEAR}", changed | {"preview": "1"}).content.decode()
    assert current_style(world.place, "monitoring") is None
    client.post(url, changed)
    made = make_report(by=world.actor("statistician"), plan=world.things["plan"], data_year=YEAR)
    text = text_of(made)
    assert "一、问题和不足" in text
    assert "感谢。" in text
    refused = client.post(url, changed | {"word-phrases.small": "小样本"}).content.decode()
    assert "请保留原样" in refused
    client.post(url, {"reset": "1"})
    assert current_style(world.place, "monitoring") is None


def test_a_long_report_is_written_once_in_the_background(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "BEAT_SECONDS", 600.0)
    ReportRun.objects.all().delete()
    arguments = {"plan": world.things["plan"], "data_year": YEAR, "kind": "evaluation-midterm"}
    run, begun = ask_for_report(by=world.actor("office"), **arguments, dress=Dress(to="示例县人民政府"))
    again, twice = ask_for_report(by=world.actor("office"), **arguments)
    assert (begun, twice, again.pk) == (True, False, run.pk)
    writing.write(str(run.uid))
    run.refresh_from_db()
    assert (run.state, run.message) == ("done", "")
    assert "示例县人民政府：" in text_of(run.version)
    writing.write(str(run.uid))
    assert run.version.report.versions.count() == 1


def test_without_libreoffice_the_page_says_what_to_do(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    page = sign_in("office").get(reverse("report_pdf", args=[world.things["version"].uid]), follow=True)
    assert "另存为PDF" in page.content.decode()
