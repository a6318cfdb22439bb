"""`python -m tests.bench [name …]`: run every module here that has `run()`, print ratios as ok or too slow."""

import importlib
import pkgutil
import sys
from pathlib import Path

from tests.bench.lines import Line


def main(names: list[str]) -> int:
    """Print the lines of each module; slow ones do not fail, a module that breaks does."""
    for found in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if found.name.startswith("__") or (names and found.name not in names):
            continue
        module = importlib.import_module(f"tests.bench.{found.name}")
        if not hasattr(module, "run"):
            continue
        print(f"# {found.name}", flush=True)
        lines: list[Line] = module.run()
        for line in lines:
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
