"""Reading plan documents like a careful official (读规划): `read` a document, `check` a plan."""

from fuertong.reading.health import check
from fuertong.reading.reader import read, read_source

__all__ = ["check", "read", "read_source"]
