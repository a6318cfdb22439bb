"""Outside sources (外部数据源): exports of other systems as rows, and the mapping that is remembered."""

from fuertong.outside.mapping import IGNORED, Mapping, Role, Value, apply, propose
from fuertong.outside.reading import read_outside
from fuertong.outside.tables import Dimension, OutsideRow, OutsideTable

__all__ = [
    "IGNORED",
    "Dimension",
    "Mapping",
    "OutsideRow",
    "OutsideTable",
    "Role",
    "Value",
    "apply",
    "propose",
    "read_outside",
]
