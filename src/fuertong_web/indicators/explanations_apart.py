"""Reading official explanations in a process of its own.

Started as `python -m fuertong_web.indicators.explanations_apart`.
"""

import base64
from dataclasses import asdict
from typing import Any

from fuertong.reading.explanations import Explanation, read_explanations
from fuertong_web.collection.sandbox import SECONDS, run_apart, serve_task


def read_explanations_apart(data: bytes, *, name: str, seconds: float = SECONDS) -> list[Explanation]:
    """What `reading.explanations.read_explanations` gives, read in a child process."""
    task = {"name": name, "data": base64.b64encode(data).decode()}
    answer = run_apart("fuertong_web.indicators.explanations_apart", task, name=name, seconds=seconds)
    return [Explanation(**row) for row in answer["rows"]]


def _answer(task: dict[str, Any]) -> dict[str, Any]:
    rows = read_explanations(base64.b64decode(task["data"]), name=task["name"])
    return {"rows": [asdict(row) for row in rows]}


if __name__ == "__main__":
    serve_task(_answer)
