"""The commands for papers that come back, on the example place."""

import json
from pathlib import Path

import pytest
from docx import Document

from fuertong.cli import main

EXAMPLE = str(Path(__file__).parents[3] / "examples" / "yunxi")


def test_a_report_typed_by_hand_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = Document()
    document.add_paragraph("2025年《云栖县妇女发展规划（2021—2030年）》实施情况")
    document.add_paragraph("2025年，全县孕产妇系统管理率为96.6%，比上年提高0.3%。")
    document.save(str(tmp_path / "typed.docx"))
    wanted = ["check-report", str(tmp_path / "typed.docx"), "--plan", EXAMPLE, "--kind", "briefing", "--format", "json"]
    assert main(wanted) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(row["code"], row["seen"]) for row in found] == [("check.points", "0.3%")]


def test_a_unit_report_goes_out_and_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, draft = tmp_path / "unit.docx", tmp_path / "draft.docx"
    assert (
        main(["unit-report", "out", "--plan", EXAMPLE, "--audience", "women", "--unit", "县科协", "-o", str(file)]) == 0
    )
    assert main(["unit-report", "in", str(file), "--plan", EXAMPLE, "--audience", "women", "-o", str(draft)]) == 1
    assert "没有填写" in capsys.readouterr().out
    assert draft.stat().st_size > 10_000


def test_an_edited_briefing_is_taken_back_and_its_edits_written_again(tmp_path: Path) -> None:
    sent, edits, first, second = (tmp_path / name for name in ("s.docx", "e.json", "1.docx", "2.docx"))
    about = ["--plan", EXAMPLE, "--audience", "women"]
    assert main(["report", "briefing", *about, "-o", str(sent)]) in (0, 1)
    word = Document(str(sent))
    word.paragraphs[-1].insert_paragraph_before("各乡镇均已部署。")
    word.save(str(sent))
    kind = ["--kind", "briefing"]
    assert main(["take-back", str(sent), *about, *kind, "--edits", str(edits), "-o", str(first)]) == 0
    assert main(["take-back", str(edits), *about, *kind, "-o", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()
    assert any(paragraph.text == "各乡镇均已部署。" for paragraph in Document(str(second)).paragraphs)


@pytest.mark.parametrize("command", ["yearbook", "sources", "take-back"])
def test_a_wrong_ending_is_refused(tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = [str(tmp_path / "x.docx")] if command == "take-back" else []
    assert main([command, *given, "--plan", EXAMPLE, "-o", str(tmp_path / "x.txt")]) == 2
    assert "请改文件名" in capsys.readouterr().err
