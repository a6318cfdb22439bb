"""`fuertong assess`: judge a table of observations against a table of targets (Parquet in, Parquet out)."""

import argparse
import sys
from pathlib import Path
from typing import Any

import polars as pl

from fuertong.assess import assess
from fuertong.errors import FuertongError


def register(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("assess", help="按目标表研判观测数据，结果写入Parquet文件")
    parser.add_argument("--observations", required=True, metavar="X.parquet", help="观测数据")
    parser.add_argument("--targets", required=True, metavar="Y.parquet", help="目标表")
    parser.add_argument("--as-of", type=int, metavar="年", help="数据年，默认为观测数据中最大的年份")
    parser.add_argument("--engine", choices=("polars", "spark"), default="polars", help="计算引擎，默认polars")
    parser.add_argument("--master", metavar="URL", help="Spark主节点地址，默认local[*]")
    parser.add_argument("--regions", metavar="F", help="地区表（region, parent），各地都须达标的目标需要它")
    parser.add_argument("-o", "--output", required=True, metavar="OUT.parquet", help="结果文件")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Judge and write the result; a summary goes to standard error."""
    targets = _scan(arguments.targets, "目标表").collect()
    observations = _scan(arguments.observations, "观测数据")
    regions = _scan(arguments.regions, "地区表") if arguments.regions else None
    if arguments.engine == "spark":
        from fuertong.assess.spark import assess_on_spark

        result = assess_on_spark(
            arguments.observations, targets, as_of=arguments.as_of, regions=regions, master=arguments.master
        )
    else:
        result = _collect(assess(observations, targets, as_of=arguments.as_of, regions=regions))
    output = Path(arguments.output)
    partial = output.with_name(output.name + ".part")
    result.write_parquet(partial)
    partial.replace(output)
    counts = "，".join(f"{cls}{count}个" for cls, count in result["cls"].value_counts(sort=True).rows())
    print(f"共研判{result.height}项：{counts or '无'}。结果已写入{output}。", file=sys.stderr)
    return 0


def _scan(path: str, what: str) -> pl.LazyFrame:
    file = Path(path)
    if not file.exists():
        raise FuertongError(f"找不到{what}{file}。请检查路径。")
    frame = pl.scan_csv(file, infer_schema_length=None) if file.suffix == ".csv" else pl.scan_parquet(file)
    try:
        frame.collect_schema()
    except pl.exceptions.PolarsError as error:
        raise FuertongError(f"{what}{file}无法读取，它可能不是Parquet文件。请检查后重试。") from error
    return frame


def _collect(frame: pl.LazyFrame) -> pl.DataFrame:
    try:
        return frame.collect()
    except pl.exceptions.PolarsError as error:
        raise FuertongError(f"研判时读取数据出错：{error}。请检查观测数据和目标表的列。") from error
