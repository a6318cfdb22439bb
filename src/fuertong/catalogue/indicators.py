"""A table of indicators (指标): the columns are the fields of `fuertong.model.indicator.Indicator`."""

from pathlib import Path

from fuertong.catalogue.tables import Row, read_rows, refuse_duplicates
from fuertong.model.indicator import Indicator, Kind, Polarity, Sensitivity, Standing

COLUMNS = [
    "code",
    "name",
    "unit",
    "kind",
    "version",
    "per",
    "decimals",
    "freq",
    "statistical_year",
    "polarity",
    "aliases",
    "numerator",
    "denominator",
    "definition",
    "standing",
    "source",
    "source_unit",
    "breakdowns",
    "sensitivity",
    "levels",
    "over_100",
    "expected_month",
    "domains",
]
STATISTICAL_YEARS = ("calendar", "H", "X", "J")


def read_indicators(path: Path) -> tuple[Indicator, ...]:
    """The rows of an indicator table; lists are divided by `|`, code and version are unique together."""
    rows = read_rows(path, needed=("code", "name", "unit", "kind"), allowed=COLUMNS)
    refuse_duplicates(rows, ("code", "version"))
    return tuple(indicator_of(row) for row in rows)


def indicator_of(row: Row) -> Indicator:
    """One indicator from its row."""
    kind = row.choice("kind", Kind)
    per = row.integer("per")
    if kind is Kind.RATE and per is None:
        row.fail("per", "是空的", "率指标请填基数，如100000或1000")
    year = row.text("statistical_year") or "calendar"
    if year not in STATISTICAL_YEARS:
        row.fail("statistical_year", f"的“{year}”无法识别", f"请填{'、'.join(STATISTICAL_YEARS)}之一")
    month = row.integer("expected_month")
    if month is not None and not 1 <= month <= 12:
        row.fail("expected_month", f"的“{month}”不是月份", "请填1至12")
    levels = row.names("levels")
    return Indicator(
        code=row.needed("code"),
        name=row.needed("name"),
        unit=row.needed("unit"),
        kind=kind,
        version=row.whole("version", 1),
        per=per,
        decimals=row.whole("decimals", 1),
        freq=row.whole("freq", 1),
        statistical_year=year,
        polarity=row.optional_choice("polarity", Polarity),
        aliases=row.names("aliases"),
        numerator=row.text("numerator"),
        denominator=row.text("denominator"),
        definition=row.text("definition"),
        standing=row.choice("standing", Standing, Standing.REFERENCE),
        source=row.text("source"),
        source_unit=row.text("source_unit"),
        breakdowns=row.names("breakdowns"),
        sensitivity=row.choice("sensitivity", Sensitivity, Sensitivity.OPEN),
        levels=levels or ("province", "city", "county"),
        over_100=row.flag("over_100"),
        expected_month=month,
        domains=row.names("domains"),
    )
