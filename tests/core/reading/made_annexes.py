"""Annex tables as places print them, with invented figures: each layout carries the same facts another way."""

import html
import io
from collections.abc import Sequence
from itertools import groupby

import xlsxwriter
from tests.core.reading import paper

Rows = Sequence[Sequence[str]]
ACROSS = ">"  # the cell is merged with the one on its left
DOWN = "^"  # the cell is merged with the one above


def word_table(rows: Rows) -> str:
    """A Word table; ACROSS and DOWN cells are merged as Word does it."""
    return (
        "<w:tbl>" + "".join(f"<w:tr>{_word_row(row, rows, line)}</w:tr>" for line, row in enumerate(rows)) + "</w:tbl>"
    )


def _word_row(row: Sequence[str], rows: Rows, line: int) -> str:
    cells = []
    for place, text in enumerate(row):
        if text == ACROSS:
            continue
        span = 1
        while place + span < len(row) and row[place + span] == ACROSS:
            span += 1
        marks = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        if text == DOWN:
            marks += "<w:vMerge/>"
        elif line + 1 < len(rows) and rows[line + 1][place] == DOWN:
            marks += '<w:vMerge w:val="restart"/>'
        words = "" if text == DOWN else text
        paragraphs = "".join(paper.paragraph(part) for part in words.split("\n"))
        cells.append(f"<w:tc><w:tcPr>{marks}</w:tcPr>{paragraphs}</w:tc>")
    return "".join(cells)


def word_file(lines: Sequence[str], *parts: tuple[str, Rows]) -> bytes:
    """A Word file with paragraphs and, below them, tables with their titles."""
    body = "".join(map(paper.paragraph, lines))
    for title, rows in parts:
        body += (paper.paragraph(title) if title else "") + word_table(rows)
    return paper.docx(body)


def workbook(*sheets: tuple[str, Rows], percents: bool = False) -> bytes:
    """An .xlsx; figures become numbers, with `percents` those ending in % become shares shown as percentages."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    percent, plain = book.add_format({"num_format": "0.0%"}), book.add_format()
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for place, text in enumerate(row):
                if text in (ACROSS, DOWN, ""):
                    continue
                if percents and text.endswith("%") and text[:-1].replace(".", "").isdigit():
                    sheet.write_number(line, place, float(text[:-1]) / 100, percent)
                elif text.replace(".", "", 1).isdigit():
                    sheet.write_number(line, place, float(text), plain)
                else:
                    sheet.write_string(line, place, text)
                down, across = _reach(rows, line, place)
                if down or across:
                    sheet.merge_range(line, place, line + down, place + across, text)
    book.close()
    return buffer.getvalue()


def _reach(rows: Rows, line: int, place: int) -> tuple[int, int]:
    down = across = 0
    while line + down + 1 < len(rows) and place < len(rows[line + down + 1]) and rows[line + down + 1][place] == DOWN:
        down += 1
    while place + across + 1 < len(rows[line]) and rows[line][place + across + 1] == ACROSS:
        across += 1
    return down, across


def page(lines: Sequence[str], rows: Rows) -> bytes:
    """A web page with the text and one table, merged by colspan and rowspan."""
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    table = ""
    for line, row in enumerate(rows):
        cells = ""
        for place, text in enumerate(row):
            if text in (ACROSS, DOWN):
                continue
            down, across = _reach(rows, line, place)
            cells += f'<td rowspan="{down + 1}" colspan="{across + 1}">{html.escape(text)}</td>'
        table += f"<tr>{cells}</tr>"
    return f"<html><head><meta charset='utf-8'></head><body>{body}<table>{table}</table></body></html>".encode()


def with_groups(rows: Rows, column: int) -> list[list[str]]:
    """The rows with a heading across the table before each change in a column, which is left out."""
    result: list[list[str]] = []
    for title, members in groupby(rows, key=lambda row: row[column]):
        kept = [[*row[:column], *row[column + 1 :]] for row in members]
        result.append([title, *[ACROSS] * (len(kept[0]) - 1)])
        result += kept
    return result
