"""Pages of 评估预警: the standing, one target, verdicts, warnings."""
