"""Units as plans name them: short names, old names and prefixes meet the same unit; a doubtful name meets none."""

import pytest

from fuertong.model.organisation import UnitKind
from fuertong_web.places.models import Unit
from fuertong_web.plans.unit_names import UnitNames, proposed_kind

NAMES = ("县卫生健康局", "县市场监督管理局", "县人力资源和社会保障局", "县委宣传部", "县妇女联合会", "共青团示例县委")
NAMES += ("县教育局", "县发展和改革局", "县人民法院", "县人民政府办公室")


@pytest.fixture(scope="module")
def names() -> UnitNames:
    """The units of a county, unsaved."""
    units = [Unit(pk=number, name=name) for number, name in enumerate(NAMES, start=1)]
    units.append(Unit(pk=99, name="县乡村振兴局", aliases=["扶贫办"]))
    return UnitNames(units, regions=["示例县", "示例市"])


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("县卫健委", "县卫生健康局"),
        ("市卫生健康委员会", "县卫生健康局"),
        ("示例县卫健局", "县卫生健康局"),
        ("市场监管局", "县市场监督管理局"),
        ("县市场监管局", "县市场监督管理局"),
        ("人社局", "县人力资源和社会保障局"),
        ("县人力资源社会保障局", "县人力资源和社会保障局"),
        ("宣传部", "县委宣传部"),
        ("县妇联", "县妇女联合会"),
        ("县 教 育 局", "县教育局"),
        ("县发改局", "县发展和改革局"),
        ("县法院", "县人民法院"),
        ("县政府办", "县人民政府办公室"),
        ("扶贫办", "县乡村振兴局"),
    ],
)
def test_a_name_meets_its_unit(names: UnitNames, written: str, name: str) -> None:
    found = names.resolve(written)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("written", ["县公安局", "各乡镇人民政府", "县", "", "成员单位"])
def test_an_unknown_name_meets_none(names: UnitNames, written: str) -> None:
    assert names.resolve(written) is None


def test_a_stem_of_two_units_decides_nothing() -> None:
    two = UnitNames([Unit(pk=1, name="县教育局"), Unit(pk=2, name="市教育厅")])
    assert two.resolve("教育委员会") is None
    assert two.resolve("县教育局") is not None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("县法院", UnitKind.JUSTICE),
        ("县委宣传部", UnitKind.PARTY),
        ("团县委", UnitKind.MASS),
        ("县人大常委会", UnitKind.CONGRESS),
        ("国家税务总局示例县税务局", UnitKind.VERTICAL),
        ("县教育局", UnitKind.GOVERNMENT),
    ],
)
def test_the_kind_of_a_new_unit_is_proposed(name: str, kind: UnitKind) -> None:
    assert proposed_kind(name) is kind
