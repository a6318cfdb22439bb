"""Reading in a child process (隔离读取): its limits hold, and what happened is said in a sentence."""

from typing import Any

import pytest

from fuertong.errors import FuertongError
from fuertong_web.apart import Sentences, run_apart
from fuertong_web.collection.series_apart import read_series_apart

READER = "fuertong_web.collection.series_apart"


def test_a_file_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(FuertongError, match=r"《表\.xlsx》读了0秒还没有读完，已停止"):
        run_apart(READER, b"", name="表.xlsx", seconds=0.01)


def test_the_time_is_a_setting(settings: Any) -> None:
    settings.APART_SECONDS = 0.01
    with pytest.raises(FuertongError, match="还没有读完"):
        read_series_apart(b"", name="表.xlsx")


def test_a_child_without_memory_breaks_alone(settings: Any) -> None:
    settings.APART_MEMORY_BYTES = 1024
    said = Sentences(slow="慢", broken="附表《{name}》无法读取。")
    with pytest.raises(FuertongError, match=r"附表《表\.xlsx》无法读取。"):
        run_apart(READER, bytes(20_000_000), name="表.xlsx", sentences=said)


def test_the_readers_own_sentence_comes_through() -> None:
    with pytest.raises(FuertongError, match="0字节"):
        read_series_apart(b"", name="空.xlsx")


def test_the_bytes_arrive_as_they_were_sent() -> None:
    rows, findings = read_series_apart("指标,2023\n示例率,95.3\n".encode(), name="表.csv")
    assert [(row.indicator, row.raw) for row in rows] == [("示例率", "95.3")]
    assert findings == []
