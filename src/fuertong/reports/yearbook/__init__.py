"""The yearbook (妇女儿童统计资料): tables in form order, notes, 指标解释 and suppliers, as Excel and as Word."""

from fuertong.reports.yearbook.book import Book, compose_book
from fuertong.reports.yearbook.source import BookSeries, BookSource, Scope, source_of_folder
from fuertong.reports.yearbook.word import book_report
from fuertong.reports.yearbook.workbook import book_workbook

__all__ = [
    "Book",
    "BookSeries",
    "BookSource",
    "Scope",
    "book_report",
    "book_workbook",
    "compose_book",
    "source_of_folder",
]
