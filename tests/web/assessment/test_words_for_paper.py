"""What people wrote about few cases stays off paper; what they wrote about anything else is printed (D7)."""

import pytest

from fuertong.model.indicator import Sensitivity
from fuertong_web.assessment.facts_parts import for_paper
from fuertong_web.indicators.models import Indicator


@pytest.mark.parametrize(
    ("sensitivity", "text", "printed"),
    [
        (Sensitivity.COUNTS, "当年死亡1例，为转诊途中", False),
        (Sensitivity.COUNTS, "全县仅两名，均已帮扶", False),
        (Sensitivity.SEALED, "共3起", False),
        (Sensitivity.COUNTS, "危重孕产妇转诊不及时", True),
        (Sensitivity.OPEN, "新增托位120个，另有3名教师到岗", True),
    ],
)
def test_words_that_count_cases_stay_off_paper(sensitivity: Sensitivity, text: str, *, printed: bool) -> None:
    assert for_paper(text, Indicator(sensitivity=sensitivity)) == (text if printed else "")
