"""`python -m evaluation.world DIR --people N --shops K --seed S`: makes a world from the command line."""

import argparse
import sys
from pathlib import Path

from core.errors import IzderError
from evaluation.world.make import make_world


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0, or 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.world", description="Make a synthetic world.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=3000)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--shops", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missing", type=float, default=0.1)
    told = parser.parse_args(arguments)
    try:
        make_world(
            told.folder, people=told.people, days=told.days, shops=told.shops, seed=told.seed, missing=told.missing
        )
    except IzderError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
