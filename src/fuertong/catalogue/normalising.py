"""One spelling of an indicator's name: full-width forms, dashes, scopes and the trade's synonyms made equal."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from fuertong.catalogue.tables import read_rows

_DASHES = re.compile(r"[‐-―－~～]+(?=\d)|(?<=\d)[‐-―－~～]+")
_SCOPE = re.compile(
    r"^(?:全(?:国|省|市|州|区|县|盟|旗)|本(?:省|市|县)|我(?:省|市|县)|城乡|各级各类|各级|地方各级|地方)"
)
_DROPPED = re.compile(r"[\s,，。、；;：:·“”\"'（）()《》〈〉\[\]【】的]")


@lru_cache(maxsize=16_384)
def normal_name(name: str) -> str:
    """The name in one spelling, for comparing only: 全县乙型肝炎检测率 and 乙肝检测率 are equal."""
    text = unicodedata.normalize("NFKC", name)
    text = _DASHES.sub("-", text)
    text = _DROPPED.sub("", text)
    text = _SCOPE.sub("", text) or text
    for written, normal in synonyms():
        text = text.replace(written, normal)
    return text


@cache
def synonyms() -> tuple[tuple[str, str], ...]:
    """Written and normal form, the longest first, so that a part never spoils the whole."""
    with resources.as_file(resources.files("fuertong.catalogue") / "data" / "synonyms.csv") as path:
        return _read_synonyms(path)


def _read_synonyms(path: Path) -> tuple[tuple[str, str], ...]:
    rows = read_rows(path, needed=("written", "normal"), allowed=())
    pairs = ((row.needed("written"), row.text("normal")) for row in rows)
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
