"""Pages of a city with counties below it: intervals, funnel, gaps; numbers open to their sources."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from fuertong_web.accounts.models import User
from fuertong_web.assessment.models import Assessment
from fuertong_web.example.loading import load_city
from fuertong_web.indicators.models import Indicator


@pytest.mark.django_db
def test_a_city_compares_its_counties(
    client: Client, django_assert_max_num_queries: Callable[[int], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One load for all: intervals and funnel, groups, protected values, every-county targets."""
    monkeypatch.setenv("FUERTONG_DEMO_PASSWORD", "demo-pass-1")
    city = load_city(str(settings.ROOT / "examples" / "lanjiang"))
    each = Assessment.objects.get(region=city.region, data_year=2025, target__each="县")
    assert each.details["units"] == 8
    assert each.details["failing"] == []

    client.force_login(User.objects.get(username="city-office"))
    urls = {row.code: reverse("comparison") + f"?indicator={row.uid}" for row in Indicator.objects.filter(place=city)}
    with django_assert_max_num_queries(30):
        text = client.get(urls["cervical_screening"]).content.decode()
    assert all(words in text for words in ("各地区的区间", "漏斗图", "区域差距", "云岭县", "低于总体，超出99.8%控制限"))
    assert "排名" not in text.replace("不应排名", "")
    source = re.search(r'href="(/[^"]+\?region=[^"]+)"', text)
    assert source is not None
    history = client.get(source[1]).content.decode()
    assert "示例·县（市、区）2025年报送" in history

    assert "城乡差距" in client.get(urls["maternal_management"]).content.decode()
    assert "性别差距" in client.get(urls["compulsory_retention"]).content.decode()
    deaths = client.get(urls["infant_mortality"]).content.decode()
    assert "不作比较" in deaths
    assert "漏斗图（" not in deaths

    rates = client.get(reverse("attainment_rates")).content.decode()
    assert "研判信号，内部参考，不是认定" in rates
    assert rates.index("云栖县") < rates.index("临湖市")

    leader = Client()
    leader.force_login(User.objects.get(username="city-leader"))
    assert leader.get(reverse("comparison")).status_code == 403
    assert "研判信号" not in leader.get(reverse("attainment_rates")).content.decode()
