"""`fuertong suggest-targets`: which target values the next plan could set (目标值测算), as a workbook."""

import argparse
import sys
from pathlib import Path
from typing import Any

import polars as pl

from fuertong.assess.frames import latest_year, read_observations
from fuertong.assess.proposal_sheet import proposal_workbook
from fuertong.assess.proposals import LEVELS, propose
from fuertong.errors import FuertongError

_UPPER = ("indicator", "level", "value")


def register(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("suggest-targets", help="测算下一周期规划可以设定的目标值，写成Excel")
    parser.add_argument("--plan", metavar="文件夹", help="地方数据夹；不用时给出--observations和--targets")
    parser.add_argument("--observations", metavar="X.parquet", help="观测数据")
    parser.add_argument("--targets", metavar="Y.parquet", help="目标表，可以是尚未制定的规划：写明指标、尺度和方向即可")
    parser.add_argument("--upper", metavar="F.csv", help="上级目标值（indicator, level为city或province, value）")
    parser.add_argument("--deadline", type=int, required=True, metavar="年", help="下一周期规划的到期年份")
    parser.add_argument("--as-of", type=int, metavar="年", help="数据年，默认为观测数据中最大的年份")
    parser.add_argument("-o", "--output", required=True, metavar="OUT.xlsx", help="结果文件")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Reckon and write the workbook; a summary goes to standard error."""
    observations, targets, indicators, place = _given(arguments)
    year = arguments.as_of or latest_year(read_observations(observations))
    if arguments.deadline <= year:
        raise FuertongError(f"到期年份{arguments.deadline}年不晚于数据年{year}年，无法测算。请填写以后的年份。")
    rows = propose(observations, targets, deadline=arguments.deadline, as_of=year, upper=_upper(arguments.upper))
    title = f"{place}{arguments.deadline}年目标值测算表（依据{year}年及以前的数据）"
    output = Path(arguments.output)
    partial = output.with_name(output.name + ".part")
    partial.write_bytes(proposal_workbook(rows, title=title, indicators=indicators))
    partial.replace(output)
    known = rows["likely"].count()
    print(
        f"共{rows.height}项，其中{known}项有测算值，{rows.height - known}项写明了原因。结果已写入{output}。",
        file=sys.stderr,
    )
    return 0


def _given(arguments: argparse.Namespace) -> tuple[pl.DataFrame, pl.DataFrame, dict[str, tuple[str, str]], str]:
    if arguments.plan:
        from fuertong.place_folder import load

        folder = load(arguments.plan)
        names = {each.code: (each.name, each.unit) for each in folder.indicators}
        return folder.observation_frame(), folder.target_frame(), names, folder.profile.name
    if not (arguments.observations and arguments.targets):
        raise FuertongError("请用--plan给出地方数据夹，或者同时给出--observations和--targets。")
    targets = _read(arguments.targets, "目标表")
    names = {}
    if {"indicator", "name"} <= set(targets.columns):
        unit = pl.col("unit") if "unit" in targets.columns else pl.lit("")
        rows = targets.select(
            "indicator", pl.col("name").fill_null(pl.col("indicator")), unit.fill_null("").alias("unit")
        )
        names = {code: (name, words) for code, name, words in rows.iter_rows()}
    return _read(arguments.observations, "观测数据"), targets, names, ""


def _upper(path: str | None) -> pl.DataFrame | None:
    if path is None:
        return None
    frame = _read(path, "上级目标值")
    missing = [name for name in _UPPER if name not in frame.columns]
    if missing:
        raise FuertongError(f"上级目标值缺少列：{'、'.join(missing)}。请补上后重试。")
    unknown = sorted(set(frame["level"].drop_nulls().cast(pl.String)) - set(LEVELS))
    if unknown:
        raise FuertongError(f"上级目标值的level有无法识别的内容：{'、'.join(unknown)}。请写city或province。")
    return frame


def _read(path: str, what: str) -> pl.DataFrame:
    file = Path(path)
    if not file.exists():
        raise FuertongError(f"找不到{what}{file}。请检查路径。")
    try:
        return pl.read_csv(file, infer_schema_length=None) if file.suffix == ".csv" else pl.read_parquet(file)
    except pl.exceptions.PolarsError as error:
        raise FuertongError(f"{what}{file}无法读取。请用CSV或Parquet文件。") from error
