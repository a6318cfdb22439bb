"""Official reports (监测报告、评估报告): facts in, Word out; no queries inside."""
