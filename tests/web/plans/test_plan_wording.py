"""What a target asks for, in words: the same for a reading and for a confirmed target."""

from decimal import Decimal
from typing import Any

import pytest

from fuertong_web.plans.models import Target
from fuertong_web.plans.wording import bound_of, goal_lines

LEVEL: dict[str, Any] = {"kind": "level", "comparator": ">=", "value": 95.0, "unit": "%"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "≥ 95%"),
        ({"comparator": "<=", "value": 8.2, "unit": "/10万"}, "≤ 8.2/10万"),
        ({"comparator": "~", "value": 30}, "≈ 30%"),
        ({"comparator": ">", "value": 1, "unit": "所"}, "＞ 1 所"),
        ({"comparator": "=", "value": 90, "value2": 95}, "= 90—95%"),
        ({"kind": "keep"}, "保持≥ 95%"),
        ({"kind": "keep", "value": None}, "保持稳定"),
        ({"kind": "trend", "value": None, "direction": "down"}, "逐步降低"),
        ({"kind": "trend", "value": None}, "趋向合理"),
        ({"kind": "trend", "value": None, "slow": True, "direction": "down"}, "上升趋势减缓"),
        ({"kind": "trend", "value": None, "gap": "城乡"}, "城乡差距缩小"),
        ({"kind": "change", "value": 10, "direction": "down", "base_year": 2020}, "比2020年下降10%"),
        ({"kind": "milestone", "value": 1, "unit": "所"}, "建成或完成1 所"),
        ({"value": None, "reference": "党员总数中女性比例"}, "≥（对照：党员总数中女性比例）"),
        ({"each": "乡镇"}, "≥ 95%，每个乡镇都要达到"),
        ({"strength": "strive"}, "力争≥ 95%"),
    ],
)
def test_the_words_of_a_target(fields: dict[str, Any], words: str) -> None:
    node = LEVEL | fields
    assert bound_of(node) == words
    numbers = {name: Decimal(str(node[name])) for name in ("value", "value2") if node.get(name) is not None}
    stored = {name: value for name, value in node.items() if value is not None} | numbers
    assert bound_of(Target(**stored)) == words


def test_a_deleted_goal_says_so() -> None:
    assert goal_lines(None) == ["（这一条已删除）"]
    lines = goal_lines(
        {"text": "目标", "lead": ["县教育局"], "support": [], "targets": [LEVEL | {"indicator": "入园率"}]}
    )
    assert lines == ["目标", "牵头：县教育局", "入园率 ≥ 95%"]
