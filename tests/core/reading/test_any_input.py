"""Whatever is put in: an answer or one sentence, never another exception, in time and space that stay small."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.reading import made_plan, paper

from fuertong import reading
from fuertong.errors import FuertongError
from fuertong.reading.targets import read_targets

PIECES = st.sampled_from(
    [
        *made_plan.document(),
        "主要目标",
        "策略措施：",
        "（一）妇女与健康",
        "（二）儿童与安全",
        "1.",
        "2．",
        "（3）",
        "目录",
        "— 3 —",
        "12/10万以下",
        "达到95%以上，",
        "分别控制在",
        "、",
        "（牵头单位：",
        "）",
        "《",
        "到2025年",
        "",
        "\t",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["\n", "", "。", "\r\n"]))
def test_pieces_of_plans_in_any_order(pieces: list[str], joint: str) -> None:
    """Fragments of plans never break the reader, and the health check takes what it gave."""
    text = joint.join(pieces)
    if not text.strip():
        return
    result = reading.read(text, name="文本")
    for plan in result.plans:
        reading.check(plan)
    for plan in result.plans:
        for domain in plan.domains:
            for goal in domain.goals:
                for target in goal.targets:
                    assert target.span is not None
                    assert goal.text[target.span[0] : target.span[1]] == target.quote


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    """Any characters at all."""
    if text.strip():
        reading.read(text, name="文本")


def _sentence(data: bytes) -> str:
    """What the user is told; a reading counts as fine."""
    try:
        reading.read(data, name="文件")
    except FuertongError as error:
        return str(error)
    return "已读取，请核对。"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\xff\xfe", b"<html><body>"]))
def test_any_bytes(data: bytes, head: bytes) -> None:
    """Any bytes: a reading or one sentence."""
    assert "请" in _sentence(head + data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=30))
def test_a_damaged_word_file(place: int, noise: bytes) -> None:
    """Bytes overwritten somewhere in a Word file."""
    data = bytearray(paper.docx_of(made_plan.document()[:20]))
    start = place % len(data)
    data[start : start + len(noise)] = noise
    assert "请" in _sentence(bytes(data))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from("妇女儿童率比例达到提高下降0123456789.%‰/万以上下、和，。（）年“”与分别"), max_size=120)
)
def test_any_goal(characters: list[str]) -> None:
    """The grammar ends on any order of its own characters."""
    read_targets("".join(characters))


def test_long_odd_texts_end_in_time() -> None:
    """Texts made to make patterns run wild: seconds, not minutes."""
    odd = [
        "妇女、" * 8000,
        "（" * 20000,
        "达到" * 12000,
        "1.1." * 8000,
        "和" * 20000,
        "95%的" * 6000,
        "不断逐步持续" * 4000 + "提高",
    ]
    started = time.process_time()
    for text in odd:
        reading.read(f"云溪县妇女发展规划（2021—2030年）\n（一）妇女与健康\n主要目标：\n1.{text}。", name="文本")
    assert time.process_time() - started < 40
