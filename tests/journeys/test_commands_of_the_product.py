"""The product's own commands: the example is loaded once, production refuses it, doctor speaks plainly."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.journeys.acts import says, sign_in
from tests.journeys.conftest import PASSWORD, ROOT, environment, fuertong, serving

ACCOUNTS = [
    "office",
    "stat",
    "group",
    "leader",
    "liaison-health",
    "liaison-edu",
    "reviewer-health",
    "city",
    "evaluator",
    "sysadmin",
    "secadmin",
    "auditor",
]


@pytest.fixture
def var(example_var: Path, tmp_path: Path) -> Path:
    """A copy of the example's folder."""
    shutil.copytree(example_var, tmp_path / "var")
    return tmp_path / "var"


def test_the_example_is_loaded_once_and_its_accounts_are_printed(var: Path) -> None:
    done = fuertong("demo", "--no-serve", var=var)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("账号")]
    assert [line[1] for line in lines] == ACCOUNTS
    assert len({line[-1] for line in lines}) == 1
    links = [line for line in done.stdout.splitlines() if line.startswith("一次性填报")]
    assert len(links) == 2
    assert "正在装入" not in done.stdout


def test_the_first_start_answers_pages_that_judge(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """The example is loaded and served by one command; what loading started may not stop the server's judging."""
    with serving(tmp_path, "demo") as address:
        page = open_page()
        page.goto(f"{address}/login/")
        sign_in(page, address, "city-stat", PASSWORD)
        page.goto(f"{address}/comparison/")
        says(page, re.compile("比较"))


def test_production_refuses_the_example(var: Path) -> None:
    command = [sys.executable, "-m", "fuertong", "serve", "--port", "1"]
    given = environment(var) | {"FUERTONG_ENV": "production", "FUERTONG_URL": "https://example.invalid"}
    done = subprocess.run(command, env=given, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "示例账号" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_names_what_an_operator_should_know(var: Path) -> None:
    done = fuertong("doctor", var=var)
    assert done.returncode == 0, done.stdout
    for words in ("数据库已是最新", "前后相扣", "指标口径", "示例账号"):
        assert words in done.stdout


def test_a_taken_port_is_said_plainly(var: Path) -> None:
    with serving(var) as address:
        done = fuertong("serve", "--port", address.rsplit(":", 1)[1], var=var)
    assert done.returncode == 2
    assert "已被占用" in done.stderr


def test_a_report_of_stored_data(var: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告.docx"
    done = fuertong(
        "report", "monitoring", "--plan", "999601-women-2021-2030", "--year", "2025", "-o", str(out), var=var
    )
    assert done.returncode in (0, 1), done.stderr
    assert out.stat().st_size > 20_000
