"""Plain text (文本文件) in the encodings government offices leave: UTF-8, UTF-16, GB18030."""

import codecs
import re

from fuertong.errors import FuertongError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, *, name: str) -> str:
    """The characters of a text file; FuertongError when it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"), name)
    if b"\x00" in data[:4000]:
        return _checked(_wide(data, name), name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return _checked(data.decode(encoding), name)
        except UnicodeDecodeError:
            continue
    best = min((data.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030")), key=_damage)
    return _checked(best, name)


def _wide(data: bytes, name: str) -> str:
    """UTF-16 without a byte-order mark: the order in which more characters are Chinese or ASCII."""
    even = data[: len(data) // 2 * 2]
    texts = [even.decode(encoding, errors="replace") for encoding in ("utf-16-le", "utf-16-be")]
    return min(texts, key=_damage)


def _damage(text: str) -> float:
    if not text:
        return 1.0
    return len(_UNUSUAL.findall(text)) / len(text)


_UNUSUAL = re.compile(  # what Chinese office texts do not hold
    r"[^\t\n\r\x07\x0b\x0c -~·×÷°±\u2000-\u206f\u2100-\u22ff\u2460-\u24ff\u25a0-\u26ff\u3000-\u303f\u3200-\u32ff"
    r"\u4e00-\u9fff\uff00-\uffef\ufeff]"
)


def _checked(text: str, name: str) -> str:
    if _damage(text[:20000]) > 0.2:
        raise FuertongError(f"文件《{name}》不是文本，也不是可识别的文档，无法读取。请上传Word、PDF或文本文件。")
    return (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x0b", "\n")
        .replace("\x0c", "\n")
        .replace("\x85", "\n")
        .replace("\u2028", "\n")
        .replace("\x1c", "")
        .replace("\x1d", "")
        .replace("\x1e", "")
    )
