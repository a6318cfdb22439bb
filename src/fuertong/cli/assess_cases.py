"""`fuertong assess-cases`: judge the method's case files one by one, JSON lines out (method.md 13)."""

import argparse
import json
import math
from pathlib import Path
from typing import Any

from fuertong.assess import assess_case
from fuertong.errors import FuertongError

_EXACT = 1e-6


def register(subparsers: Any) -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("assess-cases", help="逐条研判案例文件，每行输出一个JSON")
    parser.add_argument("file", metavar="FILE.jsonl", help="案例文件，每行一个JSON对象")
    parser.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Print {"id", "got", "ok"} a case; 1 when any is not ok."""
    all_ok = True
    for number, line in enumerate(_read(Path(arguments.file)), 1):
        if not line.strip():
            continue
        entry = _entry(line, number)
        expect, tolerance = entry.get("expect", {}), entry.get("tolerance", {})
        answer = assess_case(entry["case"])
        got = {key: answer.get(key) for key in expect} if expect else answer
        ok = all(agrees(got[key], wanted, tolerance.get(key, _EXACT)) for key, wanted in expect.items())
        all_ok = all_ok and ok
        print(json.dumps({"id": entry["case"].get("id"), "got": got, "ok": ok}, ensure_ascii=False))
    return 0 if all_ok else 1


def agrees(got: Any, wanted: Any, tolerance: float) -> bool:
    """Whether an answer agrees: words exactly, numbers within the absolute tolerance, lists item by item."""
    if isinstance(wanted, (bool, str)) or wanted is None:
        return bool(got == wanted)
    if isinstance(wanted, (int, float)):
        is_number = isinstance(got, (int, float)) and not isinstance(got, bool)
        return is_number and math.isfinite(got) and abs(got - wanted) <= tolerance + 1e-12
    if isinstance(wanted, list):
        same = isinstance(got, list) and len(got) == len(wanted)
        return same and all(agrees(one, two, tolerance) for one, two in zip(got, wanted, strict=True))
    return bool(got == wanted)


def _read(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise FuertongError(f"找不到文件{path}。请检查路径。") from error
    except UnicodeDecodeError as error:
        raise FuertongError(f"文件{path}不是UTF-8编码的文本。请另存为UTF-8后重试。") from error


def _entry(line: str, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise FuertongError(f"第{number}行不是有效的JSON：{error.msg}。请改正后重试。") from error
    if not isinstance(entry, dict) or "case" not in entry:
        raise FuertongError(f"第{number}行缺少case。请对照方法说明第13节修改。")
    return entry
