"""The plan above is found where the upper level works in the same installation, whoever confirms first."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from tests.web.world import World

from fuertong_web.places.models import Place, Region
from fuertong_web.plans.models import Plan
from fuertong_web.plans.parents import parent_of, settle_after, settle_below
from fuertong_web.plans.upper import uppers_of


def city_plan(world: World) -> Plan:
    """A city above the county with a plan of the same years."""
    region = world.place.region
    city = region.parent or Region.objects.create(code="999700", name="示例市", level="city")
    if region.parent is None:
        Region.objects.filter(pk=region.pk).update(parent=city)
    place = Place.objects.filter(region=city).first() or Place.objects.create(region=city, short_name="我市")
    own = world.things["plan"]
    return Plan.objects.create(
        place=place,
        code=f"{city.code}-women-2021-2030",
        audience="women",
        title="示例市妇女发展规划",
        first_year=own.first_year,
        last_year=own.last_year,
        base_year=own.base_year,
        confirmed_by="示例",
    )


def test_a_city_that_confirms_later_becomes_the_parent(world: World, sign_in: Callable[[str], Client]) -> None:
    own = world.things["plan"]
    Plan.objects.filter(pk=own.pk).update(parent=None)
    above = city_plan(world)
    county = Place.objects.get(pk=world.place.pk)
    assert parent_of(county, audience="women", first_year=2021, last_year=2030) == above
    assert parent_of(county, audience="children", first_year=2021, last_year=2030) is None
    assert settle_below(above) == 1
    plan = Plan.objects.get(pk=own.pk)
    assert plan.parent == above
    assert uppers_of(plan)[0].key == above.code
    page = sign_in("office").get(reverse("plan_alignment", args=[plan.code])).content.decode()
    assert "上级规划：示例市妇女发展规划" in page


def test_an_older_plan_confirmed_late_is_the_one_before(world: World) -> None:
    own = world.things["plan"]
    Plan.objects.filter(pk=own.pk).update(predecessor=None)
    names = {"place": own.place, "audience": own.audience, "confirmed_by": "示例", "base_year": 2010}
    old = Plan.objects.create(code="999601-women-2011-2020", title="旧规划", first_year=2011, last_year=2020, **names)
    assert settle_after(old) == 1
    own.refresh_from_db()
    assert own.predecessor == old
    older = Plan.objects.create(code="999601-women-2001-2010", title="更旧", first_year=2001, last_year=2010, **names)
    assert (settle_after(older), settle_after(own)) == (1, 0)
    own.refresh_from_db()
    assert own.predecessor == old
