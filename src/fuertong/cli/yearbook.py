"""`fuertong yearbook`: the yearbook 妇女儿童统计资料 of a place folder as Excel or Word."""

import argparse
import sys
from pathlib import Path

from fuertong.errors import FuertongError


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("yearbook", help="生成妇女儿童统计资料（Excel或Word），默认为可公开的版本")
    parser.add_argument("--plan", required=True, metavar="数据夹", help="地方数据夹的路径")
    parser.add_argument(
        "--scope",
        choices=("women", "children", "joint"),
        default="joint",
        help="妇女（women）、儿童（children）或合编（joint），默认joint",
    )
    parser.add_argument("--year", type=int, metavar="年份", help="数据年，默认取数据夹中的数据年")
    parser.add_argument("--years", type=int, default=6, metavar="年数", help="每表列几年，默认6")
    parser.add_argument("--internal", action="store_true", help="内部版：列出不宜公开的少量数据，每页印“内部资料”")
    parser.add_argument("-o", "--output", required=True, metavar="输出文件", help=".xlsx或.docx")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Compose and write."""
    from fuertong.place_folder import load
    from fuertong.reports import Layout, docx
    from fuertong.reports.yearbook import Scope, book_report, book_workbook, compose_book, source_of_folder

    output = Path(arguments.output)
    if output.suffix.lower() not in (".docx", ".xlsx"):
        raise FuertongError(f"输出文件“{output.name}”应以.docx或.xlsx结尾，请改文件名。")
    source = source_of_folder(load(arguments.plan), year=arguments.year)
    book = compose_book(source, Scope(arguments.scope), public=not arguments.internal, years=arguments.years)
    if output.suffix.lower() == ".xlsx":
        output.write_bytes(book_workbook(book))
    else:
        output.write_bytes(docx(book_report(book), Layout(mark="" if book.public else "内部资料")))
    print(f"已生成《{output.name}》，共{sum(1 for _ in book.tables)}张表。", file=sys.stderr)
    return 0
