"""Indicator phrases (指标名称): what is left of a clause when years, softeners and adverbs are taken away."""

import re
from dataclasses import dataclass
from functools import lru_cache

from fuertong.model.plan import Strength
from fuertong.reading.quantities import QUANTITIES, quantities
from fuertong.reading.wordlists import either, rows, words

ADVERB = either("words.csv", "adverb")
MEASURE = either("words.csv", "measure")
SOFT_MEASURE = either("words.csv", "soft_measure")
UP = either("words.csv", "up")
DOWN = either("words.csv", "down")
PEOPLE = tuple(
    sorted(
        (row["word"] for row in rows("kinds.csv", key="word+kind") if row["kind"] == "people"), key=len, reverse=True
    )
)
_CAUSATIVE = re.compile(
    rf"^(?:{either('words.csv', 'causative')}|{ADVERB}"
    r"|(?:应当|应|要|须|必须)(?=保证|确保|实现|达到|使|配备|至少|有)|以及|、)"
)
_TRAILING = re.compile(rf"(?<!相适)(?<!对)(?:{ADVERB}|力争|争取|努力|使|将|就|能|能够|可|达|在|平均值|数值|至少)$")
_YEAR = re.compile(r"(?:力争)?(?:到|至|在)?(?P<year>20\d\d)年(?:底|末|年底|年末)?(?:前|之前|以前|时)?(?:，|、)?")
_BASE = re.compile(
    r"(?:以?比|以|较|与|在|相比|相较于|对比)(?:(?P<year>20\d\d)年|“(?P<plan>十[一二三四])五”(?:时期|期间|规划)?末?|基线|基期|规划期初|上年|上一年|现有|目前|上一?个?(?:规划期|周期|十年)末?)(?:底|末)?(?:的)?(?:数据|数值|数|水平|实际值|实绩)?(?:为基数|作为基数|为基期|为基准|为基础|为基点|的?基础上|相比|同期)?(?:，)?"
)
_SINCE = re.compile(r"(?:从|自)20\d\d年(?:起|开始)，?")
_PLAN_ENDS = {"十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025}
_FROM = re.compile(
    rf"(?:由|从)(?:(?P<year>20\d\d)年(?:底|末)?的?)?(?P<value>{QUANTITIES}|\d+(?:\.\d+)?)(?=提|上|增|下|降|减|扩|延|$)"
)
_SCOPE = re.compile(r"以(?P<unit>(?:(?!以)[^，。]){1,14}?)为(?:统计)?单位")
_YEARLY = re.compile(r"(?:平均每年|(?<!\d)年均|每年平均|逐年平均|年平均)(?!增幅|增速|增长率|下降率|降幅)")
_OFTEN_WORDS = r"每(?:人|个)?(?:每)?(?:两|三|半|[2-5二四五]|一)?(?:个)?(?:学年|学期|季度|季|年度|年|月|周|日|天|届)"
_OFTEN = re.compile(
    rf"^(?P<first>{_OFTEN_WORDS})(?:累计|平均|人均)?|(?P<last>(?:人均)?{_OFTEN_WORDS}|户均|人均|(?<!\d)年均)(?:人均|累计|平均)?$"
)
_EACH = re.compile(
    r"(?:^|(?<=[，、在]))(?:每(?:个|一个|一|所|家|名|座|支|处)?|各个?)(?P<unit>[\u4e00-\u9fff（）、“”]{1,16}?)"
    r"(?=每(?!个|所|名|千|万|百)|至少|不少于|都|均|应|要|须|有|配|建|设|拥有|开展|掌握|达到|培育|选|$)"
    r"|(?<=[\u4e00-\u9fff）])每(?P<last>县|区|市|乡镇|乡|镇|街道|村|社区|校|园|户)$"
)
_EMPTY = re.compile(rf"(?:{ADVERB}|{either('words.csv', 'causative')}|至少|不少于|要|将|应|每年)+")
_NOT_EACH = re.compile(r"^(?:千|百|万|十万|级|类|族|界|地各|项|有关|相关|种|年|学年|学期|月|季|周|天|日|届|半|两|人)")
_END_MEASURE = re.compile(
    rf"(?:{MEASURE}|{SOFT_MEASURE}|[\u4e00-\u9fff]{{2,}}(?<![多少岁倍])数|预期寿命|时长|时间|面积|年龄|密度|指数|浓度|收入|标准|强度|厕位比|性别比|(?<![质力能])量|发放额|总额)$"
)
_NOT_COUNTABLE = re.compile(r"(?:效率|频率|多数|少数|参数|公率|表率|能力|意识|质量|水平差异|轻率)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase made clean, with what was taken from it."""

    name: str
    deadline: int | None = None
    base_year: int | None = None
    base_value: float | None = None
    scope: str | None = None
    each: str | None = None
    strength: Strength = Strength.BINDING


_STRIVE = re.compile(either("words.csv", "strive"))
_ADVOCATE = re.compile(either("words.csv", "advocate"))


def strength_of(text: str) -> Strength:
    """How strongly the words before an indicator bind."""
    if _STRIVE.search(text):
        return Strength.STRIVE
    if _ADVOCATE.match(text):
        return Strength.ADVOCATE
    return Strength.BINDING


@lru_cache(maxsize=1024)
def clean(text: str) -> Phrase:
    """The indicator of a phrase."""
    strength = strength_of(text)
    text = _SINCE.sub("", text)
    scope = _SCOPE.search(text)
    base = _BASE.search(text)
    start = _FROM.search(text)
    yearly = _YEARLY.search(text)
    base_year = (
        _PLAN_ENDS[base["plan"]]
        if base and base["plan"]
        else int(base["year"])
        if base and base["year"]
        else (int(start["year"]) if start and start["year"] else None)
    )
    for found in (scope, base, start, yearly):
        if found:
            text = text.replace(found[0], "")
    year = _YEAR.search(text)
    if year:
        text = text.replace(year[0], "", 1)
    each, text = _each(text)
    frequency, name = often(tidy(text))
    if _EMPTY.fullmatch(name):
        name = ""
    return Phrase(
        name=name,
        deadline=int(year["year"]) if year else None,
        base_year=base_year,
        base_value=_number(start["value"]) if start else None,
        scope=scope[0] if scope else ("平均每年" if yearly else frequency),
        each=scope["unit"] if scope else each,
        strength=strength,
    )


def _number(text: str) -> float:
    found = quantities(text)
    return found[0].value if found else float(text)


def _each(text: str) -> tuple[str | None, str]:
    """The unit every one of which is meant (每个县至少…), and the text with the unit's bare name."""
    found = _EACH.search(text)
    if found is not None and found["last"]:
        return found["last"], text[: found.start()]
    if found is None or _NOT_EACH.match(found["unit"]):
        return None, text
    return found["unit"], text[: found.start()] + found["unit"] + text[found.end() :]


def every_unit(text: str) -> str | None:
    """The unit of 以乡镇为单位 wherever it stands in a clause."""
    found = _SCOPE.search(text)
    return found["unit"] if found else None


def often(name: str) -> tuple[str | None, str]:
    """How often something is to happen (每年, 每学期, 人均), and the name without it."""
    found = _OFTEN.search(name)
    if found is None:
        return None, name
    rest = name[found.end() :] if found["first"] else name[: found.start()]
    word = re.sub(r"累计$", "", found[0])
    return word, tidy(rest) if rest else ""


_PLAN_END = {"十四": 2025, "十五": 2030}
_YEAR_ONLY = re.compile(
    r"^(?:力争|争取|确保|预计)?(?:到|至|在)?(?:20\d\d年(?:底|末|年底)?(?:、|和|及)?(?:到)?)+(?:前|之前|时)?$"
    r"|^(?:到|至)?“?(?P<plan>十四|十五)五”?(?:规划|时期)?(?:期)?末$"
)


def year_only(text: str) -> tuple[int, ...]:
    """The years of a clause that says nothing else (到2025年, 2025年和2030年, “十四五”末)."""
    found = _YEAR_ONLY.match(text)
    if found is None:
        return ()
    if found["plan"]:
        return (_PLAN_END[found["plan"]],)
    return tuple(int(year) for year in re.findall(r"20\d\d", text))


@lru_cache(maxsize=1024)
def tidy(text: str) -> str:
    """A phrase without leading causatives and trailing adverbs."""
    text = text.strip("，、。：；的 　—")
    if text.startswith("（") and "）" not in text:
        text = text[1:]
    previous = None
    while previous != text:
        previous = text
        shorter = _CAUSATIVE.sub("", text, count=1)
        if (len(shorter) >= 3 or shorter in PEOPLE) and not _cuts_name(text, shorter):
            text = shorter.lstrip("，、的")
        shorter = _TRAILING.sub("", text, count=1)
        if shorter and not _END_MEASURE.search(text):
            text = shorter.rstrip("，、的")
    return text


_NAMES = (
    "基本养老",
    "基本医疗",
    "基本公共",
    "基本生活",
    "基本康复",
    "基本社会",
    "基本殡葬",
    "稳定就业",
    "合理用药",
    "巩固率",
    "鼓励性",
    "支持性",
    "努力程度",
    "普遍服务",
    "保障标准",
    "保障水平",
    "保障率",
    "支持率",
    "将军",
    "应急",
    "要素",
    "全面二孩",
    "全面两孩",
    "保障房",
    "推进率",
    "均衡",
    "均等",
    "并发症",
    "并轨",
    "各级",
    "各类",
    "各",
)


def _cuts_name(text: str, shorter: str) -> bool:
    """Whether taking the first word away would cut a name in two (各级…, 应急…)."""
    if text.startswith(("应", "须", "需", "要")) and not re.match(r".(?:当|保证|确保|实现|达到|使|至少|有|配备)", text):
        return True
    return text.startswith(_NAMES) or shorter.startswith(("的", "率", "，"))


@lru_cache(maxsize=4096)
def is_countable(name: str) -> bool:
    """Whether a phrase ends in something that can be counted or measured."""
    return bool(_END_MEASURE.search(name)) and not _NOT_COUNTABLE.search(name)


_SOFT_END = re.compile(rf"{SOFT_MEASURE}$")


def is_soft(name: str) -> bool:
    """Whether a phrase ends in a measure that only some surveys give (素养, 待遇水平)."""
    return bool(_SOFT_END.search(name))


def measure_of(name: str) -> str:
    """The measure a name ends in with the two or three words that make it (筛查率, 预期寿命)."""
    found = re.search(rf"[\u4e00-\u9fff]{{0,2}}{MEASURE}$", name)
    return found[0] if found else ""


_GROUP = re.compile(
    rf"^(?:(?:全[省市县区州国]|全体)?[\d岁以下上—及（）农村城镇适龄乡市区常住在校残疾困境留守流动老年低收入孤独症有需求的康复]*?(?:{'|'.join(PEOPLE)}))"
)


def group_of(name: str) -> str | None:
    """The group of people a name begins with (适龄妇女, 5岁以下儿童), None without one."""
    best = _GROUP.match(name)
    return best[0] if best else None


def facility(name: str) -> bool:
    """Whether a phrase ends in a facility that can be spread everywhere."""
    return bool(re.search(rf"(?:{either('words.csv', 'facility')})$", name))


def things() -> tuple[str, ...]:
    """Nouns that are counted when they increase."""
    return words("words.csv", "thing")
