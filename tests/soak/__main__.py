"""`python -m tests.soak`: the long runs (长时运行).

300 savers for a minute, an import killed 100 times, 300 damaged files of each form, properties on examples drawn anew,
every kind of damage on every real plan.
"""

import os
import subprocess
import sys

from tests.postgres import leave_on_term
from tests.soak.savers import ROOT, run


def main() -> int:
    """Print each outcome; 1 when something was lost or half done."""
    leave_on_term()
    users, seconds = int(os.environ.get("FUERTONG_SAVERS", "300")), float(os.environ.get("FUERTONG_SECONDS", "60"))
    print("# savers")
    outcome = run(users, seconds)
    alone = run(users, seconds, together=1) if outcome else None
    for one in (outcome, alone):
        print(one or "skipped: needs the PostgreSQL server programs", *(one.errors[:5] if one else ()), sep="\n")
    kills = os.environ.get("FUERTONG_KILLS", "100")
    seeds = os.environ.get("FUERTONG_SEEDS", "300")
    print(f"# killed {kills} times, {seeds} damaged files a form", flush=True)
    tests = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/web/test_on_killed.py", "tests/core/reading/test_hostile.py"],
        cwd=ROOT,
        env={**os.environ, "FUERTONG_KILLS": kills, "FUERTONG_SEEDS": seeds},
        check=False,
    )
    print("# properties, and every damage on every plan", flush=True)
    drawn = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis or shared", "tests/core", "tests/spec"],
        cwd=ROOT,
        env={**os.environ, "FUERTONG_EXAMPLES": "soak"},
        check=False,
    )
    return 1 if tests.returncode or drawn.returncode or (outcome and (outcome.lost or outcome.errors)) else 0


if __name__ == "__main__":
    sys.exit(main())
