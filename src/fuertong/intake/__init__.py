"""Messy files of day one (历年材料): tables of any shape in workbooks and Word files, values with their origin."""

from fuertong.intake.found import Found
from fuertong.intake.joining import Joined, Told, join
from fuertong.intake.reading import FileReading, read_file

__all__ = ["FileReading", "Found", "Joined", "Told", "join", "read_file"]
