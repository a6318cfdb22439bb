"""Files as they are: every layout gives the values that stand in it, with year, group, unit and cell."""

from decimal import Decimal

from fuertong.intake import Found, read_file

RATE, BEDS = "孕产妇系统管理率", "婴幼儿照护机构床位数"
TRUE = {
    (RATE, ""): {2020: "92.1", 2021: "93.0", 2022: "93.8", 2023: "94.2", 2024: "95"},
    (RATE, "residence=rural"): {2020: "91.5", 2021: "92.4", 2022: "93.1", 2023: "93.9", 2024: "94.6"},
    (BEDS, ""): {2020: "310", 2021: "322", 2022: "322", 2023: "340", 2024: "351"},
}
UNITS = {RATE: "%", BEDS: "张"}


def known(values: tuple[Found, ...]) -> list[Found]:
    return [value for value in values if (value.name, value.breakdown) in TRUE]


def test_every_layout_gives_true_values_only(layout: tuple[str, bytes, set[int]]) -> None:
    name, data, years = layout
    reading = read_file(data, name=name)
    found = known(reading.values)
    assert {value.year for value in found} == years
    for value in found:
        assert value.value == Decimal(TRUE[value.name, value.breakdown][value.year]), value
        assert value.unit in (UNITS[value.name], ""), value
        assert value.where.file == name
        assert value.where.cell
    assert {value.name for value in reading.values} <= {RATE, BEDS, "孕产妇死亡率"}
    assert not [finding for finding in reading.findings if finding.severity == "error"]


def test_every_layout_gives_the_rate_of_all_its_years(layout: tuple[str, bytes, set[int]]) -> None:
    name, data, years = layout
    found = {value.year for value in read_file(data, name=name).values if (value.name, value.breakdown) == (RATE, "")}
    assert found == years
