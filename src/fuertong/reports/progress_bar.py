"""A progress bar (进度条) on the error stream, drawn only where a person looks at it."""

import sys
import unicodedata
from types import TracebackType
from typing import Self, TextIO

_WIDTH, _TEXT = 24, 30


class Bar:
    """`with Bar() as bar: bar(0.3, "妇女与健康")`; `part` gives a bar of its own for a stretch of the whole."""

    def __init__(self, stream: TextIO | None = None, *, shown: bool | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty() if shown is None else shown

    def __call__(self, share: float, text: str) -> None:
        """Draw the bar at `share` (0 to 1) with what is being done."""
        if self._shown:
            done = round(min(1.0, max(0.0, share)) * _WIDTH)
            self._stream.write(f"\r[{'█' * done}{'·' * (_WIDTH - done)}] {share * 100:3.0f}% {_fitted(text)}")
            self._stream.flush()

    def part(self, start: float, end: float) -> "_Part":
        """A bar whose 0 to 1 is `start` to `end` of this one."""
        return _Part(self, start, end)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the line."""
        if self._shown:
            self._stream.write("\r" + " " * (_WIDTH + _TEXT + 10) + "\r")
            self._stream.flush()


class _Part:
    def __init__(self, bar: Bar, start: float, end: float) -> None:
        self._bar, self._start, self._end = bar, start, end

    def __call__(self, share: float, text: str) -> None:
        self._bar(self._start + share * (self._end - self._start), text)


def _fitted(text: str) -> str:
    """The text cut or filled to its place; a Chinese character takes two columns."""
    made, used = "", 0
    for sign in text:
        width = 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if used + width > _TEXT:
            break
        made, used = made + sign, used + width
    return made + " " * (_TEXT - used)
