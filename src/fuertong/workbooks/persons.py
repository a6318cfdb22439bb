"""Columns that look like people (个人信息): tables of values refuse them."""

import re

_PERSON = re.compile(r"姓名|身份证.*|公民身份号码|手机号?码?|家庭住址|住址|出生日期")


def is_person_head(text: str) -> bool:
    """Whether a head cell, without blanks, names a particular of persons."""
    return _PERSON.fullmatch(text) is not None
