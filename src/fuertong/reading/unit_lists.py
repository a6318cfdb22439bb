"""A list of units as plans print it (单位名单): single names, collectives, and whether it ends in a bare 等."""

import re

from fuertong.reading.wordlists import either

_ENDING = either("units.csv", "ending")
_LEVEL = either("units.csv", "level")
_COLLECTIVE = re.compile(either("units.csv", "collective"))
_NAME = re.compile(rf"^[\u4e00-\u9fffA-Za-z（）·“”、*×□]*{_ENDING}(?:（[^（）]{{1,20}}）)?$")
_PLACED = re.compile(rf"^(?:{_LEVEL}|[\u4e00-\u9fff]{{2,6}}?[省市县区州旗盟乡镇])")
_REMARK = re.compile(r"^注[：:]|的为牵头|不再列出|下同|排(?:名|在|列)|列(?:在)?(?:第一|首位)|以上均需|完成时限")
_WORDS_AROUND = re.compile(
    r"^(?:由|会同|并|以及)(?=..)|(?:共同)?(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同|抓好)?(?:负责|落实|实施)$|（下同）$"
)
_ETC = re.compile(r"^(?P<unit>.+?)(?<![平高中同初均])等(?!级)(?P<rest>.*)$")
_VAGUE = re.compile(r"部门|单位|相关|有关|$")


def split_units(names: str) -> tuple[list[str], list[str], bool]:
    """Single units, collectives (各乡镇人民政府, 市妇儿工委成员单位), and whether the list ends in a bare 等."""
    singles: list[str] = []
    groups: list[str] = []
    is_open = False
    for part in _parts(names):
        name, found = part, _ETC.match(part)
        if found:
            is_open = is_open or bool(_VAGUE.match(found["rest"]))
            groups.extend([found["rest"]] if len(found["rest"]) > 2 else [])
            name = found["unit"]
        if is_collective(name):
            groups.append(name)
        else:
            singles.extend(_run_together(name))
    return singles, groups, is_open


def _run_together(name: str) -> list[str]:
    """Names between which only blanks stood (县教育局县妇联); 市委市直机关工委 is one."""
    pieces = _SEAM.split(name)
    whole = all(len(piece) > _SHORTEST and _PLACED.match(piece) and is_unit(piece) for piece in pieces)
    return pieces if whole and not name.startswith(_FULL_PREFIXES) else [name]


_SEAM = re.compile(
    rf"(?<=[局委办部会联院厅])(?=(?:{_LEVEL}|团[省市县区州旗])[\u4e00-\u9fff]{{1,12}}?[局委办部会联院厅社])"
)
_SHORTEST = 2
_FULL_PREFIXES = ("国家", "中国", "中共", "共青团")


def is_collective(name: str) -> bool:
    """Whether a name stands for many units."""
    return bool(_COLLECTIVE.search(name))


def is_unit(name: str) -> bool:
    """Whether words have the form of one unit's name, or of a collective."""
    return len(name) <= 40 and (bool(_NAME.match(name)) or is_collective(name))


def is_placed(name: str) -> bool:
    """Whether a name says where the unit belongs (市…, 云溪县…, 团县委), as names without a label must."""
    return bool(_PLACED.match(name)) or is_collective(name)


def _parts(names: str) -> list[str]:
    result: list[str] = []
    depth, current = 0, ""
    for char in names:
        depth = max(depth + (char in "（【[") - (char in "）】]"), 0)
        if char in "、，；,;。\n" and depth == 0:
            result.append(current)
            current = ""
        elif not char.isspace():
            current += char
    result.append(current)
    cleaned = [_WORDS_AROUND.sub("", part.strip("。．.：:；— ")) for part in result]
    return [name for part in cleaned if part and not _REMARK.search(part) for name in _both(part)]


def _both(part: str) -> list[str]:
    """市教育局和市妇联 are two units, 市文化和旅游局 is one: both sides must be whole names."""
    for joint in re.finditer("以及|和|及|与", part):
        first, second = part[: joint.start()], part[joint.end() :]
        if re.search(rf"{_ENDING}$", first) and _PLACED.match(second) and is_unit(second):
            return [first, *_both(second)]
    return [part]
