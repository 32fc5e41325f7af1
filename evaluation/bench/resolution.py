"""Resolution of made households beside bare Splink with the same blocking: seconds of both, and what both found."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation.figures import table
from evaluation.resolution.contest import contest
from evaluation.resolution.households import make

PARTIES = int(os.environ.get("IZDER_BENCH_PARTIES", "1_000_000"))
A_PERSON = 2.7  # mentions of one person, about
SEED = 7


def measure(folder: Path, parties: int = PARTIES) -> dict[str, Any]:
    """Both on about so many parties, one after the other, each in this process."""
    folder.mkdir(parents=True, exist_ok=True)
    return contest(make(int(parties / A_PERSON), SEED), ("bare", "ours"))


def describe(figures: Mapping[str, Any]) -> str:
    """Seconds with the table that both need, and the ratio."""
    made = figures["table_s"]
    whole = {who: made + figures[who]["seconds"] for who in ("ours", "bare")}
    rows = [
        ["names taken apart, things, blocks: the same for both", made, "", ""],
        ["Izder: u, weights, bands, groups", figures["ours"]["seconds"], f"{figures['ours']['f1']:.4f}",
         f"{figures['ours']['over_merge']:.2%}"],
        ["bare Splink: u, two EM sessions, weights, groups", figures["bare"]["seconds"],
         f"{figures['bare']['f1']:.4f}", f"{figures['bare']['over_merge']:.2%}"],
    ]  # fmt: skip
    return (
        f"{figures['mentions']:,} parties (mentions of {figures['persons']:,} invented persons), none with a checked "
        f"number. Izder takes {whole['ours'] / whole['bare']:.2f} of bare Splink's time with what both need, "
        f"{figures['ours']['seconds'] / figures['bare']['seconds']:.2f} without.\n\n"
        + table(["", "seconds", "F1", "mentions with a stranger"], rows)
    )
