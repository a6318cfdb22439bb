"""Values before their noun and counts (值在名前、数量): 95%的城市社区建立…, 至少配备1名女干部, 建立一所…."""

import re

from fuertong.model.plan import TargetKind
from fuertong.reading import phrases
from fuertong.reading.clauses import Clause
from fuertong.reading.context import Context
from fuertong.reading.coordination import expand, parts_of
from fuertong.reading.found import Found
from fuertong.reading.quantities import QUANTITIES, quantities

_PREDICATE = re.compile(
    r"建立|建成|建有|设有|设立|设置|开展|达到|达标|通过|配备|配有|拥有|接受|具备|开设|实现|参加|享有|享受|纳入|成立|覆盖|创建|完成|获得|掌握|能够|养成|至少"
)
_SHARE = re.compile(rf"(?P<value>{QUANTITIES})(?P<bound>及?以上|以下|左右)?的(?=[\u4e00-\u9fff])")
_VERB = (
    r"(?:配备|配有|配齐|配置|建成|建有|建立|设立|设置|设有|设|开设|拥有|建设|有|培养|选配|新建|打造|创建|"
    r"引入或孵化|孵化|组织|开展)"
)
_COUNT = re.compile(
    rf"(?:(?P<low>至少|不少于|最少|原则上至少|要至少|应至少)(?:应|要)?(?:各)?(?P<verb1>{_VERB})?|(?P<verb2>{_VERB})(?P<low2>至少|不少于)?)"
    rf"(?:各)?(?P<values>{QUANTITIES})(?P<bound>及?以上|左右)?(?:的)?(?P<noun>[\u4e00-\u9fff（）“”]{{2,30}})"
)
_BUILT = re.compile(
    rf"^(?P<before>.*?)(?P<verb2>建成|创建|打造|建设|新建|培育|建立|设立|命名|评选|开展|举办|培训)"
    rf"(?!每)(?P<noun>[\u4e00-\u9fff（）“”]{{2,24}}?)(?P<low2>不少于|达到|至少)?(?P<values>{QUANTITIES})(?P<bound>及?以上|左右)?$"
)
_BUILD = re.compile(r"^(?:建成|建立|建设|新建|打造|创建|建)$")


def read_shares(clause: Clause, context: Context) -> list[Found]:
    """A share of a kind of place or people that has or does something."""
    found = [match for match in _SHARE.finditer(clause.text) if quantities(match["value"])[0].unit in ("%", "‰")]
    if not found or not _PREDICATE.search(clause.text[found[-1].end() :]):
        return []
    before = clause.text[: found[0].start()]
    if before and phrases.is_countable(phrases.tidy(before)):
        return []
    rest = clause.text[found[-1].end() :]
    predicate = _PREDICATE.search(rest)
    if predicate is None:
        return []
    doing = rest[predicate.start() :]
    subject = _subject(before, clause, context)
    phrase = phrases.clean(before + "项目") if before else phrases.clean("项目")
    result: list[Found] = []
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else found[-1].end() + predicate.start()
        nouns = clause.text[match.end() : end].strip("、和及均都要应将")
        value = quantities(match["value"])[0]
        result.extend(
            Found(
                indicator=f"{subject}{doing}的{noun}比例" if not subject else f"{subject}{noun}{doing}的比例",
                kind=TargetKind.LEVEL,
                start=clause.start + (0 if not subject else found[0].start() - len(before)),
                end=clause.end,
                clause=len(context.clauses),
                comparator={"以下": "<=", "左右": "~"}.get(match["bound"] or "", ">="),
                value=value.value,
                unit=value.unit,
                direction="up",
                deadline=phrase.deadline,
                strength=phrase.strength,
                implied=value.words,
                raw=subject + noun,
                doubts={"share"} if subject else set(),
            )
            for noun in (part.text for part in parts_of(nouns))
        )
    return result


def _subject(before: str, clause: Clause, context: Context) -> str:
    """Who or where the share is taken of: named before it, or in a clause of its own right before."""
    own = phrases.tidy(re.sub(r"(?:应当|应|要)?(?:保证|确保|实现|促进|力争|达到|使)$", "", before))
    own = re.sub(r"(?:到)?20\d\d年(?:底|末)?(?:前)?|力争|确保|保证|实现|促进|全[省市县州区]", "", own)
    if own or not before or not context.clauses:
        return own
    last = context.clauses[-1]
    return last.text if last.sentence == clause.sentence and len(last.text) <= 24 else ""


def read_counts(clause: Clause, context: Context) -> list[Found]:
    """At least so many people or institutions; building one is a count of one."""
    match = next((found for found in _COUNT.finditer(clause.text) if _is_count(found)), None)
    if match is None:
        return _built(clause, context)
    value = quantities(match["values"])[0]
    before = re.sub(r"(?:要|应|应当|均|都|各|一般|须|分别|推动|至少)+$", "", clause.text[: match.start()])
    phrase = phrases.clean(before)
    bounded = bool(match["low"] or match["low2"] or match["bound"])
    verb = match["verb1"] or match["verb2"] or ""
    builds = bool(_BUILD.match(verb))
    if not bounded and not builds:
        return []
    owner = re.sub(r"(?:领导班子中|班子中|中)$", lambda found: found[0][:-1], phrase.name)
    noun = re.sub(r"[和及与并]$", "", match["noun"].strip("（）"))
    names = expand(owner).names if owner and bounded else (owner,)
    counted = "人数" if value.unit in ("名", "人", "位") else "数量"
    return [
        Found(
            indicator=f"{name}{noun}{counted}",
            kind=TargetKind.LEVEL,
            start=clause.start,
            end=clause.end,
            clause=len(context.clauses),
            comparator="~" if match["bound"] == "左右" else ">=",
            value=value.value,
            unit=value.unit,
            direction="up",
            deadline=phrase.deadline,
            each=phrase.each,
            scope=phrase.scope,
            strength=phrase.strength,
            implied=value.words,
            raw=noun,
            doubts=set() if bounded and not value.words else {"count"},
        )
        for name in names
    ]


def _built(clause: Clause, context: Context) -> list[Found]:
    """建成儿童友好社区50个以上: the number stands after its noun."""
    match = _BUILT.match(clause.text)
    if match is None or match["noun"].endswith(("率", "比例", "到", "至", "在")):
        return []
    value = quantities(match["values"])[0]
    if value.unit not in _COUNTED:
        return []
    phrase = phrases.clean(match["before"] + "项目") if match["before"] else phrases.clean("项目")
    return [
        Found(
            indicator=match["noun"] + ("人数" if value.unit in ("名", "人", "人次") else "数量"),
            kind=TargetKind.LEVEL,
            start=clause.start,
            end=clause.end,
            clause=len(context.clauses),
            comparator="~" if match["bound"] == "左右" else ">=",
            value=value.value,
            unit=value.unit,
            direction="up",
            deadline=phrase.deadline,
            strength=phrase.strength,
            implied=value.words,
            raw=match["noun"],
            doubts={"count"},
        )
    ]


_COUNTED = (
    "个",
    "名",
    "人",
    "人次",
    "所",
    "家",
    "处",
    "张",
    "次",
    "项",
    "支",
    "门",
    "场",
    "座",
    "间",
    "位",
    "件",
    "台",
    "套",
    "对",
    "户",
)


def _is_count(match: re.Match[str]) -> bool:
    value = quantities(match["values"])[0]
    if value.unit not in (
        "个",
        "名",
        "人",
        "所",
        "家",
        "处",
        "张",
        "次",
        "项",
        "支",
        "门",
        "场",
        "座",
        "间",
        "位",
        "件",
        "台",
        "套",
    ):
        return False
    return not match["noun"].startswith(("的", "以上", "以下"))
