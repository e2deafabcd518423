"""Demand every line and branch of the pure rooms, except in the files that pyproject.toml lists with an excuse."""

import sys
import tomllib
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import CoverageException

POLICY = tuple(f"casework/{name}.py" for name in ("action", "bases", "bundles", "mandates", "policy", "purpose"))
ROOMS = (
    "errors.py",
    "environment.py",
    "facts/*",
    "rules/*",
    "explain/*",
    "screening/*",
    "sealing/*",
    "ledger/*",
    "matching/*",
    "disclosure/*",
    *POLICY,
)
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Print what is not covered, the whole package first; return 1 if a pure room lacks anything."""
    excused = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["amparo"]["uncovered"]
    for path in excused:
        if not (ROOT / path).is_file():
            print(f"pyproject.toml excuses `{path}`, which does not exist")
            return 1
    coverage = Coverage(config_file=str(ROOT / "pyproject.toml"))
    coverage.load()
    try:
        print(f"whole package, reported only: {coverage.report(file=sys.stderr):.1f} %")
        pure = coverage.report(include=[f"src/amparo/{room}" for room in ROOMS], omit=list(excused))
    except CoverageException as problem:
        print(problem)
        return 1
    print(f"pure rooms: {pure:.2f} % of 100")
    return 0 if pure == 100 else 1  # noqa: PLR2004 a whole is a hundred


if __name__ == "__main__":
    raise SystemExit(main())
