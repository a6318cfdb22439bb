"""The spelling in which names of indicators are compared."""

from fuertong.catalogue import normal_name as plain_name

__all__ = ["plain_name"]
