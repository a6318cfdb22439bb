"""Reading official explanations in a process of its own.

Started as `python -m fuertong_web.indicators.explanations_apart`.
"""

from dataclasses import asdict
from typing import Any

from fuertong.reading.explanations import Explanation, read_explanations
from fuertong_web.apart import run_apart, serve_task


def read_explanations_apart(data: bytes, *, name: str) -> list[Explanation]:
    """What `reading.explanations.read_explanations` gives, read in a child process."""
    answer = run_apart(__name__, data, name=name)
    return [Explanation(**row) for row in answer["rows"]]


def _answer(task: dict[str, Any], data: bytes) -> dict[str, Any]:
    rows = read_explanations(data, name=task["name"])
    return {"rows": [asdict(row) for row in rows]}


if __name__ == "__main__":
    serve_task(_answer)
