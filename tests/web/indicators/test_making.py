"""A local indicator by hand: all fields said, near names shown first."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from tests.web.world import World

from fuertong_web.audit.models import Event
from fuertong_web.indicators.models import Indicator

SignIn = Callable[[str], Client]
FIELDS = {
    "name": "妇女夜校开课率",
    "unit": "%",
    "kind": "pct",
    "per": "100",
    "numerator": "开课的妇女夜校数",
    "denominator": "妇女夜校总数",
    "definition": "按计划开课的妇女夜校占全部妇女夜校的比重。",
    "statistical_year": "calendar",
    "decimals": "1",
    "freq": "1",
    "standing": "local",
    "source": "示例县方案〔2026〕1号",
    "sensitivity": "open",
    "levels": ["county"],
    "domains": ["women/education"],
    "polarity": "",
}


def test_the_good_direction_is_never_guessed(world: World, sign_in: SignIn) -> None:
    """Left open it stays open."""
    client = sign_in("statistician")
    answer = client.post(reverse("indicator_new"), FIELDS)
    if answer.status_code == 200:
        answer = client.post(reverse("indicator_new"), FIELDS | {"sure": "1"})
    row = Indicator.objects.get(place=world.place, name="妇女夜校开课率")
    assert answer.status_code == 302
    assert (row.polarity, row.standing, row.domains, row.levels) == (None, "local", ["women/education"], ["county"])
    assert Event.objects.filter(action="indicators.make").exists()


def test_near_names_are_shown_before_anything_is_made(world: World, sign_in: SignIn) -> None:
    """The person says once more that it is another indicator, or takes the catalogue's."""
    client, near = sign_in("statistician"), FIELDS | {"name": "妇女乳腺癌筛查人群比例", "polarity": "up"}
    page = client.post(reverse("indicator_new"), near).content.decode()
    assert "有名称相近的指标" in page
    assert "适龄妇女乳腺癌人群筛查率" in page
    assert not Indicator.objects.filter(name="妇女乳腺癌筛查人群比例").exists()
    client.post(reverse("indicator_new"), near | {"sure": "1"})
    assert Indicator.objects.get(name="妇女乳腺癌筛查人群比例").polarity == "up"


def test_the_same_name_is_refused(world: World, sign_in: SignIn) -> None:
    """Names and aliases, however spelt."""
    standing = world.things["indicator"]
    client = sign_in("statistician")
    page = client.post(
        reverse("indicator_new"), FIELDS | {"name": f"全县{standing.name}", "sure": "1"}
    ).content.decode()
    assert "用这个名称" in page


def test_a_rate_needs_its_base_and_a_share_its_parts(world: World, sign_in: SignIn) -> None:
    page = sign_in("office").post(reverse("indicator_new"), FIELDS | {"kind": "rate", "per": "", "numerator": ""})
    words = page.content.decode()
    assert "率指标请填基数" in words
    assert "写明分子和分母" in words


def test_the_catalogues_indicator_is_taken_in_one_act(world: World, sign_in: SignIn) -> None:
    client = sign_in("statistician")
    answer = client.post(reverse("indicator_new"), {"take": "caries_12"})
    row = Indicator.objects.get(place=world.place, code="caries_12")
    assert answer.headers["Location"] == reverse("indicator", args=[row.uid])
    assert row.production[0]["way"] == "census"
    page = client.get(reverse("indicator", args=[row.uid])).content.decode()
    assert "抽样不代表本级" in page
