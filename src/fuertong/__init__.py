"""妇儿通 core: reads plans, checks data, judges targets and writes reports; knows neither Django nor the network."""

__version__ = "0.1.0"
