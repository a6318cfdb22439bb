"""`python -m tests.soak`: the long runs (长时运行): 300 savers for a minute, an import killed 100 times."""

import os
import subprocess
import sys

from tests.postgres import leave_on_term
from tests.soak.savers import ROOT, run


def main() -> int:
    """Print each outcome; 1 when something was lost or half done."""
    leave_on_term()
    outcome = run(int(os.environ.get("FUERTONG_SAVERS", "300")), float(os.environ.get("FUERTONG_SECONDS", "60")))
    print(
        "# savers",
        outcome or "skipped: needs the PostgreSQL server programs",
        *(outcome.errors[:5] if outcome else ()),
        sep="\n",
    )
    kills = {**os.environ, "FUERTONG_KILLS": os.environ.get("FUERTONG_KILLS", "100")}
    print(f"# killed {kills['FUERTONG_KILLS']} times", flush=True)
    killed = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/web/test_on_killed.py"], cwd=ROOT, env=kills, check=False
    )
    return 1 if killed.returncode or (outcome and (outcome.lost or outcome.errors)) else 0


if __name__ == "__main__":
    sys.exit(main())
