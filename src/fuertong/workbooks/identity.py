"""Whose workbook it is (表身份): the hidden sheet that goes out with every form and comes back with it."""

from dataclasses import asdict, dataclass, fields

from fuertong.model.findings import Finding, Place, Severity
from fuertong.workbooks.form import Form

SHEET = "_fuertong"
FORMAT = "fuertong-form-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The codes and names a workbook carries; empty where it says nothing."""

    place_code: str = ""
    place_name: str = ""
    unit_code: str = ""
    unit_name: str = ""
    round_code: str = ""
    work_year: str = ""
    data_year: str = ""
    number: str = ""
    uid: str = ""
    version: str = ""

    @classmethod
    def of(cls, form: Form) -> "Identity":
        """The identity a form gives its workbook."""
        return cls(**{field.name: str(getattr(form, field.name)) for field in fields(cls)})

    def as_rows(self) -> list[tuple[str, str]]:
        """The hidden sheet's rows."""
        return [("format", FORMAT), *asdict(self).items()]


def identity_from_rows(rows: list[list[object]]) -> Identity | None:
    """Read the hidden sheet's rows, None when it is not ours."""
    found = {str(row[0]).strip(): str(row[1]).strip() for row in rows if len(row) > 1}
    if found.get("format") != FORMAT:
        return None
    return Identity(**{field.name: found.get(field.name, "") for field in fields(Identity)})


def compare(seen: Identity, form: Form, file: str) -> list[Finding]:
    """What speaks against taking a workbook of identity `seen` into `form`; an error stops the import."""
    want = Identity.of(form)
    checks = (
        ("wrong_place", seen.place_code, want.place_code, seen.place_name, want.place_name),
        ("wrong_unit", seen.unit_code, want.unit_code, seen.unit_name, want.unit_name),
        ("wrong_year", seen.data_year, want.data_year, f"{seen.data_year}年数据", f"{want.data_year}年数据"),
        ("wrong_round", seen.round_code, want.round_code, f"批次{seen.round_code}", f"批次{want.round_code}"),
    )
    for code, got, asked, got_name, asked_name in checks:
        if got and got != asked:
            return [_mismatch(code, got_name, asked_name, file)]
    if (seen.uid and want.uid and seen.uid != want.uid) or (seen.version and seen.version != want.version):
        return [
            Finding(
                severity=Severity.WARNING,
                code="old_version",
                message="这份表是较早导出的版本，表中的指标可能与现行报表不完全相同，已按代码逐行对应。",
                where=Place(file=file),
                remedy="请核对下列提示；改动较多时请重新导出报表填写。",
            )
        ]
    return []


def _mismatch(code: str, got: str, asked: str, file: str) -> Finding:
    return Finding(
        severity=Severity.ERROR,
        code=code,
        message=f"这份表是“{got}”的，现在要导入的是“{asked}”的报表，未导入任何数据。",
        where=Place(file=file),
        seen=got,
        expected=asked,
        remedy="请核对是否选错了文件，或到对应的报表中导入。",
    )
