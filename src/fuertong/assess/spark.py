"""Judging on a cluster (集群研判): Spark carries the same kernel to partitions of whole series.

Rows go to the partition of (region, indicator); what is compared with another indicator takes that indicator's rows
along. The kernel sees whole columns there too, so the answers are the same bit for bit.
"""

import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import polars as pl

from fuertong.assess import units
from fuertong.assess.codes import TargetType
from fuertong.assess.frames import Frame, judge_table
from fuertong.assess.parameters import DEFAULTS, Parameters
from fuertong.assess.tables import OBSERVATIONS, OBSERVATIONS_NEEDED, RESULT, read_targets
from fuertong.errors import FuertongError

_TYPES = {"String": "string", "Int32": "int", "Int8": "byte", "Float64": "double", "Boolean": "boolean"}


def assess_on_spark(
    observations: str,
    targets: Frame,
    *,
    as_of: int | None = None,
    regions: Frame | None = None,
    master: str | None = None,
    parameters: Parameters = DEFAULTS,
) -> pl.DataFrame:
    """Judge the observations at a path that Spark can read; the answer equals that of `assess`."""
    spark = _session(master)
    wanted = read_targets(targets)
    seen = _read(spark, observations)
    year = _latest_year(seen) if as_of is None else as_of
    own, has_units = units.split(wanted, regions)
    carried = _carry(spark, seen, own).repartition("region", "home")
    with warnings.catch_warnings():
        # Spark warns about the version of pandas, which nothing here uses.
        warnings.simplefilter("ignore", FutureWarning)
        judged = pl.from_arrow(carried.mapInArrow(_partition(own, year, parameters), _schema()).toArrow())
    assert isinstance(judged, pl.DataFrame)
    judged = judged.with_columns(pl.col(name).cast(kind) for name, kind in RESULT.items())
    if has_units:
        return units.combine(judged.lazy(), wanted, year, parameters).sort("id", "region").collect()
    return judged.drop("parent").sort("id", "region")


def _session(master: str | None) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise FuertongError("没有安装Spark组件。请安装fuertong[spark]，或改用--engine polars。") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    url = master or "local[*]"
    builder = SparkSession.builder.master(url).appName("fuertong assess")
    if url.startswith("local"):
        # On one machine more partitions than cores only start more Python processes.
        builder = builder.config("spark.sql.shuffle.partitions", str(2 * (os.cpu_count() or 1)))
    return builder.config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").getOrCreate()


def _read(spark: Any, path: str) -> Any:
    from pyspark.sql import functions as f

    frame = spark.read.parquet(path)
    missing = [name for name in OBSERVATIONS_NEEDED if name not in frame.columns]
    if missing:
        raise FuertongError(f"观测数据缺少列：{'、'.join(missing)}。请补上后重试。")
    return frame.select(
        *(
            (f.col(f"`{name}`") if name in frame.columns else f.lit("" if name == "breakdown" else None))
            .cast(_spark_type(kind))
            .alias(name)
            for name, kind in OBSERVATIONS.items()
        )
    )


def _latest_year(seen: Any) -> int:
    year = seen.agg({"year": "max"}).first()[0]
    if year is None:
        raise FuertongError("观测数据中没有任何年份，无法确定数据年。请用--as-of给出数据年。")
    return int(year)


def _carry(spark: Any, seen: Any, own: pl.DataFrame) -> Any:
    """Each row once for every indicator it is judged with (`home`), and a row without year for each placed target."""
    from pyspark.sql import functions as f

    pairs = {(name, name) for name in own["indicator"]}
    compared = own.filter(pl.col("type") == TargetType.COMPARE.value)
    pairs |= set(compared.select("other", "indicator").iter_rows())
    homes = spark.createDataFrame(sorted(pairs), "indicator string, home string")
    carried = seen.join(f.broadcast(homes), "indicator").select(*OBSERVATIONS, "home")
    placed = own.filter(pl.col("region").is_not_null()).select("region", "indicator").unique().rows()
    if not placed:
        return carried
    markers = spark.createDataFrame(placed, "region string, home string")
    empty = [f.lit(None).cast(_spark_type(kind)).alias(n) for n, kind in OBSERVATIONS.items() if n != "region"]
    return carried.unionByName(markers.select("region", *empty, "home"))


def _partition(own: pl.DataFrame, as_of: int, parameters: Parameters) -> Callable[[Iterable[Any]], Iterator[Any]]:
    """The function Spark runs on each partition."""

    def run(batches: Iterable[Any]) -> Iterator[Any]:
        import pyarrow as pa

        held = [batch for batch in batches if batch.num_rows]
        if not held:
            return
        frame = pl.from_arrow(pa.Table.from_batches(held))
        assert isinstance(frame, pl.DataFrame)
        for part in _judge_homes(frame, own, as_of, parameters):
            yield from part.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(_arrow_schema()).to_batches()

    return run


def _judge_homes(frame: pl.DataFrame, own: pl.DataFrame, as_of: int, parameters: Parameters) -> Iterator[pl.DataFrame]:
    """Plain targets on the rows at home; each comparing indicator with the rows it was given."""
    here = frame.select("region", pl.col("home").alias("indicator")).unique()
    placed = own.filter(pl.col("region").is_not_null()).join(here, on=["region", "indicator"], how="semi")
    wanted = pl.concat([own.filter(pl.col("region").is_null()), placed]).drop("target").with_row_index("target")
    rows = frame.filter(pl.col("year").is_not_null())
    is_compared = pl.col("type") == TargetType.COMPARE.value
    plain = wanted.filter(~is_compared).drop("target").with_row_index("target")
    if plain.height:
        yield judge_table(rows.filter(pl.col("home") == pl.col("indicator")).drop("home"), plain, as_of, parameters)
    for (home,), compared in wanted.filter(is_compared).group_by("indicator", maintain_order=True):
        given = rows.filter(pl.col("home") == home).drop("home")
        yield judge_table(given, compared.drop("target").with_row_index("target"), as_of, parameters)


def _schema() -> str:
    columns = {**RESULT, "parent": pl.String()}
    return ", ".join(f"`{name}` {_spark_type(kind)}" for name, kind in columns.items())


def _arrow_schema() -> Any:
    columns = {**RESULT, "parent": pl.String()}
    empty = pl.DataFrame(schema=columns).to_arrow(compat_level=pl.CompatLevel.oldest())
    import pyarrow as pa

    plain = {pa.large_string(): pa.string(), pa.large_list(pa.large_string()): pa.list_(pa.string())}
    return pa.schema([pa.field(field.name, plain.get(field.type, field.type)) for field in empty.schema])


def _spark_type(kind: pl.DataType) -> str:
    return "array<string>" if isinstance(kind, pl.List) else _TYPES[str(kind)]
