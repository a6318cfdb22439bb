"""Characters struck out by a web site's filter: names are made whole where one word only fits, quotes never."""

import pytest

from fuertong.model.plan import Confidence
from fuertong.reading.struck_out import restored
from fuertong.reading.targets import read_targets
from fuertong.reading.units import read_units


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("孕产妇死*率", "孕产妇死亡率"),
        ("婴儿*亡率", "婴儿死亡率"),
        ("妇*保健机构标准化率", "妇幼保健机构标准化率"),
        ("妇*参与比例", "妇*参与比例"),
        ("女性*员比例", "女性*员比例"),
    ],
)
def test_a_character_comes_back_only_where_one_word_fits(printed: str, whole: str) -> None:
    """妇* may be 妇女 or 妇幼: it stays as printed."""
    assert restored(printed) == whole


def test_the_target_is_looked_at_and_its_quote_stays() -> None:
    """Name whole, quote as printed, the unclosed quotation mark gone from the name."""
    (target,) = read_targets("“妇*保健机构标准化率达到90%。")
    assert (target.indicator, target.value, target.confidence) == ("妇幼保健机构标准化率", 90.0, Confidence.LOOK)
    assert target.quote == "“妇*保健机构标准化率达到90%"


def test_units_with_a_struck_out_character_are_units() -> None:
    """市*府办 stays what it is, and the text ends before the list."""
    found = read_units("婴儿死亡率下降。（市卫健委、市*府办、市财*局）")
    assert (found.text, found.support) == ("婴儿死亡率下降。", ("市卫健委", "市*府办", "市财*局"))
