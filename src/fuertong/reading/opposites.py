"""One thing beside another (对举): 覆盖率城市达到95%，农村达到85% speaks of one rate in two places."""

import re

from fuertong.reading import phrases
from fuertong.reading.wordlists import rows

_CLASSES = {row["word"]: row["class"] for row in rows("opposites.csv", key="word")}
_WORDS = tuple(sorted(_CLASSES, key=len, reverse=True))
_AGE = re.compile(r"\d+(?:—\d+)?(?:周岁|岁|个月|月龄)(?:以下|以上|及以上|以内)?")
_PLACE = re.compile(
    r"(?:场所|地区|机构|学校|医院|企业|厕所|公厕|单位|区域|乡镇|村|社区|园区|幼儿园|小学|初中|高中|人群|家庭|县|区)$"
)
_PEOPLE = re.compile(r"(?:儿童|妇女|女性|学生|女童|居民|职工|人口|人员|干部|部门|班子|单位)$")
_WHOLE = re.compile(r"^(?:全[省市县区州盟旗国]|本[省市县区])(?:平均)?")
_LONGEST = 16


def is_term(text: str) -> bool:
    """Whether a text is only one of several kinds of place, level or group."""
    if not text or len(text) > _LONGEST or phrases.is_countable(text):
        return False
    word = _class_word(text)
    rest = text[len(word) :]
    if word and (not rest or len(rest) <= 2 or _PLACE.search(rest) or _PEOPLE.search(rest)):
        return True
    return bool(_AGE.match(text) or _PLACE.search(text) or phrases.group_of(text) == text)


def is_known(text: str) -> bool:
    """Whether a text is one of the listed kinds itself, or an age."""
    return text in _CLASSES or bool(_AGE.fullmatch(text))


def split_topic(name: str) -> tuple[str, str]:
    """A rate and the place it is said for (覆盖率城市 → 覆盖率, 城市); the place is empty when there is none."""
    for place in range(len(name) - 1, max(2, len(name) - _LONGEST - 2), -1):
        topic, term = name[:place].rstrip("：，（"), name[place:].lstrip("：，（")
        if term.startswith(("较", "密集", "集中")):
            continue
        if (is_known(term) or (len(term) <= 8 and is_term(term))) and phrases.is_countable(topic):
            return topic, term
    return name, ""


def put(base: str, term: str) -> str:
    """The name of an indicator for another place or group: 城市社区覆盖率 and 农村 give 农村社区覆盖率."""
    term = re.sub(r"^其中|的$", "", term)
    word = _class_word(term)
    if word:
        other = next((one for one in _WORDS if _CLASSES[one] == _CLASSES[word] and one in base), None)
        if other:
            place = base.find(other)
            rest = base[place + len(other) :]
            return base[:place] + term + rest.removeprefix(term[len(word) :])
    age = _AGE.search(base)
    if age and _AGE.match(term):
        return base[: age.start()] + term + base[age.end() :].removeprefix(_AGE.sub("", term))
    group = phrases.group_of(base)
    if group and phrases.group_of(term) == term:
        return term + base[len(group) :]
    first = re.match(rf"^[^率比]{{2,16}}?{_PLACE.pattern[:-1]}", base)
    if first and not word and _PLACE.search(term):
        return term + base[first.end() :]
    return term + _WHOLE.sub("", base)


def _class_word(text: str) -> str:
    return next((word for word in _WORDS if text.startswith(word)), "") if text.startswith(_WORDS) else ""
