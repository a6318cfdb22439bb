"""The catalogue of indicators (指标目录): what is counted, its names, regions and breakdowns, and the matcher."""

from fuertong.catalogue.indicators import read_indicators
from fuertong.catalogue.loading import Catalogue, Dimension, load, load_folder
from fuertong.catalogue.local import local_indicator
from fuertong.catalogue.matching import Candidate, match
from fuertong.catalogue.normalising import normal_name
from fuertong.catalogue.regions import Region

__all__ = [
    "Candidate",
    "Catalogue",
    "Dimension",
    "Region",
    "load",
    "load_folder",
    "local_indicator",
    "match",
    "normal_name",
    "read_indicators",
]
