"""One tenth of the long runs: thirty savers on PostgreSQL, nothing lost and no error."""

import os

import pytest
from tests.soak.savers import run


@pytest.mark.slow
def test_thirty_people_saving_at_once_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = run(30, 15)
    if outcome is None:
        if os.environ.get("CI") == "true":
            pytest.fail("the PostgreSQL server programs are missing, and CI needs them")
        pytest.skip("needs the PostgreSQL server programs")
    with capsys.disabled():
        print(f"\n{outcome}")
    assert outcome.errors == ()
    assert outcome.lost == 0
    assert outcome.requests >= 50
