"""Exports of other systems: the same invented figures in each standard come out as the same values."""

import json
from decimal import Decimal

import pytest

from fuertong.errors import FuertongError
from fuertong.outside import Mapping, Role, apply, propose, read_outside

TRUE = {
    ("care", "R", 2022, ""): Decimal("93.8"),
    ("care", "R", 2023, ""): Decimal("94.2"),
    ("care", "R", 2022, "sex=F"): Decimal("94"),
    ("care", "R", 2023, "sex=F"): Decimal("95.1"),
}
INDICATORS = {"ANC": "care", "孕产妇系统管理率": "care"}
REGIONS = {"999901": "R", "示例县": "R", "": "R"}

SDMX_CSV = b"""DATAFLOW,INDICATOR,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS
A:B(1.0),ANC,999901,_T,2022,93.8,A
A:B(1.0),ANC,999901,_T,2023,94.2,A
A:B(1.0),ANC,999901,F,2022,94,A
A:B(1.0),ANC,999901,F,2023,95.1,P
A:B(1.0),ANC,999901,F,2024,,M
"""
SDMX_CSV_LABELS = (
    "STRUCTURE,INDICATOR: 指标,REF_AREA: 地区,SEX: 性别,TIME_PERIOD,OBS_VALUE\n".encode()
    + "".join(
        f"dataflow,ANC: 孕产妇系统管理率,999901: 示例县,{sex},{year},{value}\n"
        for sex, year, value in (
            ("_T", 2022, "93.8"),
            ("_T", 2023, "94.2"),
            ("F: 女", 2022, "94"),
            ("F: 女", 2023, "95.1"),
        )
    ).encode()
)
GENERIC = b"""<?xml version="1.0"?>
<m:GenericData xmlns:m="urn:m" xmlns:g="urn:g"><m:DataSet>
<g:Series><g:SeriesKey><g:Value id="INDICATOR" value="ANC"/>
<g:Value id="REF_AREA" value="999901"/><g:Value id="SEX" value="_T"/></g:SeriesKey>
<g:Obs><g:ObsDimension id="TIME_PERIOD" value="2022"/><g:ObsValue value="93.8"/></g:Obs>
<g:Obs><g:ObsDimension id="TIME_PERIOD" value="2023"/><g:ObsValue value="94.2"/></g:Obs></g:Series>
<g:Series><g:SeriesKey><g:Value id="INDICATOR" value="ANC"/>
<g:Value id="REF_AREA" value="999901"/><g:Value id="SEX" value="F"/></g:SeriesKey>
<g:Obs><g:ObsDimension id="TIME_PERIOD" value="2022"/><g:ObsValue value="94"/></g:Obs>
<g:Obs><g:ObsDimension id="TIME_PERIOD" value="2023"/><g:ObsValue value="95.1"/></g:Obs></g:Series>
</m:DataSet></m:GenericData>"""
SPECIFIC = b"""<?xml version="1.0"?>
<m:StructureSpecificData xmlns:m="urn:m" xmlns:x="http://www.w3.org/2001/XMLSchema-instance"><m:DataSet x:type="a">
<Series INDICATOR="ANC" REF_AREA="999901" SEX="_T"><Obs TIME_PERIOD="2022" OBS_VALUE="93.8"/>
<Obs TIME_PERIOD="2023" OBS_VALUE="94.2"/></Series>
<Series INDICATOR="ANC" REF_AREA="999901" SEX="F"><Obs TIME_PERIOD="2022" OBS_VALUE="94"/>
<Obs TIME_PERIOD="2023" OBS_VALUE="95.1" OBS_STATUS="P"/></Series>
</m:DataSet></m:StructureSpecificData>"""
SDMX_JSON = json.dumps(
    {
        "data": {
            "structures": [
                {
                    "name": "示例",
                    "dimensions": {
                        "series": [
                            {"id": "INDICATOR", "values": [{"id": "ANC", "name": "孕产妇系统管理率"}]},
                            {"id": "REF_AREA", "values": [{"id": "999901", "name": "示例县"}]},
                            {"id": "SEX", "values": [{"id": "_T", "name": "合计"}, {"id": "F", "name": "女"}]},
                        ],
                        "observation": [{"id": "TIME_PERIOD", "values": [{"id": "2022"}, {"id": "2023"}]}],
                    },
                }
            ],
            "dataSets": [
                {
                    "series": {
                        "0:0:0": {"observations": {"0": [93.8], "1": [94.2]}},
                        "0:0:1": {"observations": {"0": [94], "1": [95.1]}},
                    }
                }
            ],
        }
    }
).encode()
JSONSTAT = {
    "version": "2.0",
    "class": "dataset",
    "label": "示例",
    "id": ["indicator", "geo", "sex", "time"],
    "size": [1, 1, 2, 2],
    "dimension": {
        "indicator": {"category": {"index": ["ANC"], "label": {"ANC": "孕产妇系统管理率"}}},
        "geo": {"category": {"index": {"999901": 0}}},
        "sex": {"category": {"index": {"T": 0, "F": 1}, "label": {"T": "合计", "F": "女"}}},
        "time": {"category": {"index": {"2022": 0, "2023": 1}}},
    },
    "value": [93.8, 94.2, 94, 95.1],
}
SPARSE = JSONSTAT | {"value": {"0": 93.8, "1": 94.2, "2": 94, "3": 95.1}}
PX = """CHARSET="ANSI";
AXIS-VERSION="2010";
CODEPAGE="utf-8";
TITLE="示例; 表";
STUB="指标","地区";
HEADING="性别","年份";
VALUES("指标")="孕产妇系统管理率";
VALUES("地区")="示例县";
VALUES("性别")="合计","女";
VALUES("年份")="2022","2023","2024";
CODES("年份")="2022","2023","2024";
DATA=
93.8 94.2 ".." 94 95.1 "..";
"""
DHIS2 = {
    "dataValues": [
        {"dataElement": "ANC", "period": str(year), "orgUnit": "999901", "categoryOptionCombo": group, "value": value}
        for group, year, value in (
            ("default", 2022, "93.8"),
            ("default", 2023, "94.2"),
            ("FEMALE", 2022, "94"),
            ("FEMALE", 2023, "95.1"),
        )
    ]
}
DHIS2_CSV = "dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value,storedby\n" + "".join(
    f"{one['dataElement']},{one['period']},{one['orgUnit']},{one['categoryOptionCombo']},,{one['value']},a\n"
    for one in DHIS2["dataValues"]
)
ANALYTICS = {
    "headers": [
        {"name": "dx", "column": "Data", "meta": True},
        {"name": "co", "column": "Group", "meta": True},
        {"name": "ou", "column": "Unit", "meta": True},
        {"name": "pe", "column": "Period", "meta": True},
        {"name": "value", "column": "Value", "meta": False},
    ],
    "metaData": {"items": {"x1": {"name": "孕产妇系统管理率"}, "u1": {"name": "示例县"}, "g1": {"name": "女"}}},
    "rows": [
        ["x1", "default", "u1", "2022", "93.8"],
        ["x1", "default", "u1", "2023", "94.2"],
        ["x1", "g1", "u1", "2022", "94"],
        ["x1", "g1", "u1", "2023", "95.1"],
    ],
}
YEARBOOK = "指标,分组,2022年,2023年\n孕产妇系统管理率,,93.8,94.2\n孕产妇系统管理率,女,94,95.1\n"

FILES = {
    "SDMX-CSV": (SDMX_CSV, "SDMX-CSV"),
    "SDMX-CSV with labels": (SDMX_CSV_LABELS, "SDMX-CSV"),
    "SDMX-ML generic": (GENERIC, "SDMX-ML"),
    "SDMX-ML structure-specific": (SPECIFIC, "SDMX-ML"),
    "SDMX-JSON": (SDMX_JSON, "SDMX-JSON"),
    "JSON-stat": (json.dumps(JSONSTAT).encode(), "JSON-stat"),
    "JSON-stat sparse": (json.dumps(SPARSE).encode(), "JSON-stat"),
    "JSON-stat bundle": (json.dumps({"dataset": JSONSTAT}).encode(), "JSON-stat"),
    "PX": (PX.encode(), "PX"),
    "DHIS2 value set": (json.dumps(DHIS2).encode(), "DHIS2"),
    "DHIS2 CSV": (DHIS2_CSV.encode(), "DHIS2"),
    "DHIS2 analytics": (json.dumps(ANALYTICS).encode(), "DHIS2"),
    "yearbook": (YEARBOOK.encode("gb18030"), "统计表"),
}


@pytest.mark.parametrize("given", FILES.values(), ids=FILES)
def test_every_standard_gives_the_same_values(given: tuple[bytes, str]) -> None:
    data, kind = given
    table = read_outside(data, name="export")
    assert table.kind == kind
    values, findings = apply(table, propose(table, Mapping(), indicators=INDICATORS, regions=REGIONS))
    assert findings == []
    assert {(one.indicator, one.region, one.year, one.breakdown): one.value for one in values} == TRUE


def test_unknown_codes_stay_open_until_a_person_says() -> None:
    table = read_outside(SDMX_CSV.replace(b"ANC,999901,F", b"XYZ,999901,F"), name="a.csv")
    mapping = propose(table, Mapping(), indicators=INDICATORS, regions=REGIONS)
    values, findings = apply(table, mapping)
    assert (len(values), [finding.code for finding in findings]) == (2, ["open"])
    mapping.codes["INDICATOR"]["XYZ"] = "-"
    assert apply(table, mapping)[1] == []


def test_a_mapping_is_used_again() -> None:
    table = read_outside(SDMX_CSV, name="a.csv")
    kept = Mapping(roles={"INDICATOR": Role.INDICATOR}, codes={"INDICATOR": {"ANC": "other"}})
    again = propose(table, kept, indicators=INDICATORS, regions=REGIONS)
    assert {one.indicator for one in apply(table, again)[0]} == {"other"}


def test_quarters_and_words_are_left_out_with_a_count() -> None:
    data = SDMX_CSV.replace(b"_T,2022", b"_T,2022Q1").replace(b"94.2", b"about")
    _, findings = apply(
        table := read_outside(data, name="a.csv"), propose(table, Mapping(), indicators=INDICATORS, regions=REGIONS)
    )
    assert {finding.code for finding in findings} == {"not_a_number", "period"}


def test_two_rows_for_one_value_are_not_guessed() -> None:
    table = read_outside(SDMX_CSV.replace(b"F,2022", b"_T,2022"), name="a.csv")
    values, findings = apply(table, propose(table, Mapping(), indicators=INDICATORS, regions=REGIONS))
    assert {one.year for one in values} == {2023}
    assert [finding.code for finding in findings] == ["twice"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"{",
        b"<a/>",
        b"<a",
        PX.replace("95.1", "").encode(),
        json.dumps(JSONSTAT | {"size": [2, 2]}).encode(),
        b"\x00\x01\x02",
        b'<!DOCTYPE a [<!ENTITY x "1">]><a>&x;</a>',
    ],
)
def test_damaged_files_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(FuertongError, match="。"):
        read_outside(data, name="export")
