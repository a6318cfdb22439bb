"""A phrase of a plan is matched to the catalogue with a stated confidence."""

import pytest

from fuertong import catalogue
from fuertong.catalogue import match, normal_name
from fuertong.catalogue.matching import OTHER_THING
from fuertong.model.indicator import Indicator, Kind
from fuertong.model.plan import Confidence

SHIPPED = catalogue.load()


@pytest.mark.parametrize("indicator", SHIPPED.indicators, ids=lambda indicator: indicator.code)
def test_every_name_finds_its_own_indicator(indicator: Indicator) -> None:
    """Name and aliases are certain."""
    for name in (indicator.name, *indicator.aliases):
        best = match(name, catalogue=SHIPPED)[0]
        assert (best.indicator.code, best.confidence) == (indicator.code, Confidence.SURE), name


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("全县婚前医学检查率", "prenuptial_check"),
        ("3岁以下儿童系统 管理率", "under3_management"),
        ("0－6岁儿童眼保健和视力检查覆盖率", "eye_check"),
        ("5岁以下儿童贫血患病率", "under5_anaemia"),
        ("中国共产党党员中的女性占比", "party_member_female"),
        ("建立家庭教育指导服务站点的农村社区(村)比例", "family_guidance_rural"),
        ("孕产妇乙型肝炎检测率", "maternal_hbv_test"),
        ("每千常住人口拥有3岁以下婴幼儿托位数", "nursery_places"),
    ],
)
def test_other_spellings_are_certain(phrase: str, code: str) -> None:
    """Scopes, dashes, brackets and synonyms do not matter."""
    best = match(phrase, catalogue=SHIPPED)[0]
    assert (best.indicator.code, best.confidence) == (code, Confidence.SURE)


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("县（市）人民政府领导班子中的女干部比例", "leader_government_female"),
        ("侵害妇女权益刑事案件破案率", "rape_cleared"),
        ("女性失业保险参保比例", "unemployment_rate_female"),
        ("妇女两癌防治知识的知晓程度", "two_cancer_awareness"),
    ],
)
def test_likely_phrases_ask_for_a_look(phrase: str, code: str) -> None:
    """Alike, but not the same: a person looks."""
    best = match(phrase, catalogue=SHIPPED)[0]
    assert (best.indicator.code, best.confidence) == (code, Confidence.LOOK)


@pytest.mark.parametrize(
    ("phrase", "wrong"),
    [
        ("孕产妇乙肝筛查率", "maternal_hbv_test"),
        ("新生儿贫血率", "under5_anaemia"),
        ("7岁以下儿童生长迟缓率", "under5_stunting"),
        ("男性医疗保险参保率", "women_pension"),
        ("5岁以下儿童死亡率城乡差距", "under5_mortality"),
        ("新生儿肥胖率", "under5_overweight"),
    ],
)
def test_different_things_are_left_to_a_person(phrase: str, wrong: str) -> None:
    """However alike the letters, another disease, age or body is another indicator."""
    candidates = match(phrase, catalogue=SHIPPED)
    assert all(candidate.confidence is Confidence.DECIDE for candidate in candidates)
    scores = {candidate.indicator.code: candidate.score for candidate in candidates}
    assert scores.get(wrong, 0) <= OTHER_THING


@pytest.mark.parametrize(
    ("phrase", "code", "breakdown"),
    [
        ("农村妇女宫颈癌筛查率", "cervical_screening", "residence=rural"),
        ("城市婴儿死亡率", "infant_mortality", "residence=urban"),
        ("女童学前三年毛入园率", "preschool_gross", "sex=F"),
        ("女童肥胖率", "child_obesity", "sex=F"),
    ],
)
def test_a_group_is_the_indicator_in_that_breakdown(phrase: str, code: str, breakdown: str) -> None:
    """Only where the catalogue declares the breakdown, and never surer than a look."""
    best = match(phrase, catalogue=SHIPPED)[0]
    assert (best.indicator.code, best.breakdown, best.confidence) == (code, breakdown, Confidence.LOOK)


def test_a_group_the_catalogue_does_not_declare_is_left_to_a_person() -> None:
    """Men are no breakdown of an indicator of women."""
    best = match("男性基本养老保险参保率", catalogue=SHIPPED)[0]
    assert (best.confidence, best.breakdown) == (Confidence.DECIDE, "")


def test_two_as_likely_are_left_to_a_person() -> None:
    """Neither is taken."""
    alike = catalogue.Catalogue.of(
        [
            Indicator(code="a", name="甲地留守妇女关爱覆盖率", unit="%", kind=Kind.PCT),
            Indicator(code="b", name="乙地留守妇女关爱覆盖率", unit="%", kind=Kind.PCT),
        ]
    )
    assert {row.confidence for row in match("丙地留守妇女关爱覆盖率", catalogue=alike)} == {Confidence.DECIDE}


def test_candidates_come_best_first_and_never_more_than_five() -> None:
    """A person chooses among few."""
    candidates = match("女干部比例", catalogue=SHIPPED)
    assert 1 <= len(candidates) <= 5
    assert [candidate.score for candidate in candidates] == sorted(
        (candidate.score for candidate in candidates), reverse=True
    )


@pytest.mark.parametrize("phrase", ["", "的", "量子计算机算力"])
def test_nothing_alike_gives_no_candidate(phrase: str) -> None:
    """No guess is better than a wild one."""
    assert match(phrase, catalogue=SHIPPED) == []


def test_a_scope_alone_is_not_emptied() -> None:
    """全县 stays 全县 when nothing follows."""
    assert normal_name("全县") == "全县"
    assert normal_name("全 县 死亡率") == "死亡率"
