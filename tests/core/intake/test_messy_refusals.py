"""What is refused or said: secrets, persons, tables without a year; and how several files are joined."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.core.intake.conftest import RATE, annex, book, plain_year

from fuertong.errors import FuertongError
from fuertong.intake import Told, join, read_file
from fuertong.intake.joining import Slot
from fuertong.intake.years import year_in


def test_a_secret_file_is_refused() -> None:
    secret = book(("Sheet1", lambda sheet: sheet.append(["机密★1年"])))
    with pytest.raises(FuertongError, match="非涉密系统"):
        read_file(secret, name="表.xlsx")


def test_a_table_of_persons_gives_nothing() -> None:
    persons = book(
        ("2023", lambda sheet: [sheet.append(["指标", "姓名", "本年数"]), sheet.append(["人数", "张某", 3])])
    )
    reading = read_file(persons, name="表.xlsx")
    assert reading.values == ()
    assert [finding.code for finding in reading.findings] == ["person_column"]


def test_a_table_that_names_no_year_is_not_guessed() -> None:
    reading = read_file(
        book(("Sheet1", lambda sheet: [sheet.append(["指标", "数值"]), sheet.append(["甲率", 3])])), name="a.xlsx"
    )
    assert reading.values == ()
    assert [finding.code for finding in reading.findings] == ["no_year"]


def test_a_file_without_tables_says_so() -> None:
    reading = read_file(book(("Sheet1", lambda sheet: sheet.append(["目录"]))), name="2023.xlsx")
    assert [finding.code for finding in reading.findings] == ["no_table"]


def test_damaged_and_other_files_are_refused_in_a_sentence() -> None:
    for data in (b"", b"%PDF-1.7", annex(2024)[:900], b"PK\x03\x04 nothing"):
        with pytest.raises(FuertongError, match="。"):
            read_file(data, name="表")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("示例县2023年妇女儿童监测统计表", 2023),
        ("《妇女发展规划（2021—2030年）》监测表", None),
        ("《儿童发展规划（2021-2030年）》2024年监测", 2024),
        ("2024年报表（2023年数据）", 2023),
        ("2024年3月15日", None),
        ("23年报表.xls", 2023),
        ("20230115导出", None),
    ],
)
def test_the_year_a_title_speaks_of(text: str, year: int | None) -> None:
    assert year_in(text) == year


def told(*years: int) -> list[Told]:
    found = []
    for year in years:
        data = book(("Sheet1", lambda sheet, year=year: plain_year(sheet, year)))
        for value in read_file(data, name=f"{year}.xlsx").values:
            if value.name == "孕产妇系统管理率":
                found.append(Told(slot=("rate", value.breakdown, "", value.year), found=value))
    return found


def test_the_years_own_file_is_taken_and_a_different_last_year_marked() -> None:
    rows = told(2022, 2023)
    assert not any(cell.is_disputed for cell in join(rows, {}))
    later = next(one for one in rows if one.slot[3] == 2022 and not one.slot[1] and not one.found.is_own)
    changed = [replace(one, found=replace(one.found, value=Decimal("93.3"))) if one is later else one for one in rows]
    cells = {cell.slot: cell for cell in join(changed, {})}
    slot: Slot = ("rate", "", "", 2022)
    assert cells[slot].is_disputed
    assert cells[slot].taken.value == Decimal(RATE[2022])
    picked = {cell.slot: cell for cell in join(changed, {slot: str(later.found.where)})}[slot]
    assert picked.taken.value == Decimal("93.3")
    assert picked.is_picked


def test_fewer_decimals_are_no_dispute() -> None:
    rows = [one for one in told(2022, 2023) if one.slot[3] == 2022 and not one.slot[1]]
    rounded = [
        replace(one, found=replace(one.found, value=Decimal(94), decimals=0)) if not one.found.is_own else one
        for one in rows
    ]
    assert [cell.is_disputed for cell in join(rounded, {})] == [False]


@pytest.mark.slow
@pytest.mark.office
def test_an_xls_reads_as_its_xlsx(saved_as: Callable[..., bytes]) -> None:
    content = book(("Sheet1", lambda sheet: plain_year(sheet, 2023)))
    one = read_file(content, name="a").values
    other = read_file(saved_as(content, "a.xlsx", "xls"), name="a").values
    assert [(v.name, v.year, v.value, v.where) for v in one] == [(v.name, v.year, v.value, v.where) for v in other]
    assert len(one) == 7
