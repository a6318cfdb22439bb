"""The child's side: limits, the task, the answer."""

import json
import math
import sys
from collections.abc import Callable
from typing import Any

from fuertong.errors import FuertongError
from fuertong_web.apart.plain import plain


def serve_task(answer: Callable[[dict[str, Any], bytes], dict[str, Any]]) -> None:
    """Read task and file, answer, or say why the file is refused; the limits are the two arguments."""
    memory, seconds = int(sys.argv[1]), math.ceil(float(sys.argv[2]))
    if sys.platform != "win32":
        import resource  # absent on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    task = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        found = answer(task, data)
    except FuertongError as error:
        found = {"refused": str(error)}
    sys.stdout.write(json.dumps(found, ensure_ascii=False, default=plain))
