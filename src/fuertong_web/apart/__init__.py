"""Reading what people send in a process of its own (隔离读取): a bomb or an endless file costs nobody else anything.

A module that reads files has two sides. Its public function calls `run_apart` with its own `__name__`; started as
`python -m`, it calls `serve_task` with the function that answers. Task and answer travel by pipe as JSON, the file as
the bytes it has; nothing touches a disk. The child gets `APART_MEMORY_BYTES` of address space and `APART_SECONDS` of
processor time where the system can limit them, and as many seconds by the clock (settings). On Linux it is forked from
a process that has loaded the readers (`nursery`).
"""

from fuertong_web.apart.child import serve_task
from fuertong_web.apart.parent import IMPORTING, Sentences, run_apart
from fuertong_web.apart.plain import decimal, finding_of, finding_row, plain

__all__ = ["IMPORTING", "Sentences", "decimal", "finding_of", "finding_row", "plain", "run_apart", "serve_task"]
