"""Reading in a child process (隔离读取): its limits hold, and what happened is said in a sentence."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from fuertong.errors import FuertongError
from fuertong_web.apart import Sentences, run_apart
from fuertong_web.apart.forked import NURSERY
from fuertong_web.collection.series_apart import read_series_apart

READER = "fuertong_web.collection.series_apart"


@pytest.fixture(autouse=True, params=[True, False], ids=["forked", "started anew"])
def way(request: pytest.FixtureRequest, settings: Any) -> None:
    """Both ways to a child: forked from one that has loaded the readers, and started anew (Windows)."""
    settings.APART_FORKED = request.param


def test_a_file_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(FuertongError, match=r"《表\.xlsx》读了0秒还没有读完，已停止"):
        run_apart(READER, b"", name="表.xlsx", seconds=0.0)


def test_the_time_is_a_setting(settings: Any) -> None:
    settings.APART_SECONDS = 0.0
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


def test_many_files_at_once_each_get_their_own_answer() -> None:
    def read(number: int) -> list[str]:
        rows, _ = read_series_apart(f"指标,2023\n示例率{number},9{number}\n".encode(), name="表.csv")
        return [row.indicator for row in rows]

    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(read, range(6))) == [[f"示例率{number}"] for number in range(6)]


def test_a_nursery_that_has_ended_is_followed_by_another() -> None:
    rows, _ = read_series_apart("指标,2023\n示例率,95.3\n".encode(), name="表.csv")
    if NURSERY.process is not None:
        NURSERY.process.kill()
        NURSERY.process.wait()
    assert read_series_apart("指标,2023\n示例率,95.3\n".encode(), name="表.csv")[0] == rows
