"""Observations (数据) of a place folder: accepted values in the columns of decision D9, with status and source."""

from collections.abc import Mapping
from pathlib import Path

from fuertong.catalogue.tables import Row, read_rows, refuse_duplicates
from fuertong.errors import FuertongError
from fuertong.model.breakdown import normal_breakdown
from fuertong.model.indicator import Indicator
from fuertong.model.observation import Key, Observation, ValueStatus
from fuertong.model.period import Period, period_code


def read_observations(path: Path, *, indicators: Mapping[str, Indicator]) -> tuple[Observation, ...]:
    """The rows of observations.csv or .parquet; the period code follows from the indicator's statistical year."""
    rows = read_rows(
        path,
        needed=("region", "indicator", "breakdown", "year", "value"),
        allowed=("numerator", "denominator", "break", "splice", "status", "source"),
    )
    refuse_duplicates(rows, ("region", "indicator", "breakdown", "year"))
    return tuple(_observation(row, indicators) for row in rows)


def data_year(observation: Observation) -> int:
    """The data year of an observation's period."""
    return Period.parse(observation.key.period).data_year


def _observation(row: Row, indicators: Mapping[str, Indicator]) -> Observation:
    code = row.needed("indicator")
    indicator = indicators.get(code)
    if indicator is None:
        row.fail("indicator", f"的“{code}”不在indicators.csv中", "请改正代码或先加指标")
    try:
        breakdown = normal_breakdown(row.text("breakdown"))
    except FuertongError as error:
        raise FuertongError(f"《{row.file}》第{row.line}行：{error}") from error
    value = row.decimal("value")
    exponent = None if value is None else value.as_tuple().exponent
    return Observation(
        key=Key(
            indicator=code,
            region=row.needed("region"),
            period=period_code(row.whole("year"), indicator.statistical_year),
            breakdown=breakdown,
            version=indicator.version,
        ),
        value=value,
        numerator=row.decimal("numerator"),
        denominator=row.decimal("denominator"),
        decimals=max(0, -exponent) if isinstance(exponent, int) else None,
        status=row.choice("status", ValueStatus, ValueStatus.FINAL),
        source=row.text("source"),
        break_before=row.flag("break"),
        splice=row.decimal("splice"),
    )
