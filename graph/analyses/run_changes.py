"""What one run of detection says that another did not, network by network."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.comparison import NetworkChange
from core.networks import Member, Run
from graph.analyses.found import Found
from graph.analyses.reading import Reads
from graph.networks.compare import compare

KEPT = 20


def run_changes(reads: Reads, given: Mapping[str, Any]) -> Found:
    """Changes from the run `before` to `after`; of what is not named, the last run but one and the last."""
    there = reads.table("runs", 1000)["run"].to_list()
    after = str(given["after"] or next(iter(there), ""))
    earlier = there[there.index(after) + 1 :] if after in there else []
    before = str(given["before"] or next(iter(earlier), ""))
    if not {before, after} <= set(there):
        return Found([], (("analyses.two_runs", {}),))
    changes = compare(*(_run(reads, each) for each in (before, after))).changes
    rows = [_row(change) for change in changes]
    ordered = sorted(rows, key=lambda row: (row["change"] == "same", row["after"], row["before"]))
    return Found(ordered[: given["limit"]], (("analyses.compared_runs", {"before": before, "after": after}),))


def _run(reads: Reads, run: str) -> Run:
    return Run.model_validate_json(reads.table("run_document", run=run)["document"][0])


def _row(change: NetworkChange) -> dict[str, Any]:
    moved = (*change.joined, *change.left)
    told = moved or tuple(member for network in (*change.after, *change.before) for member in network.members)
    return {
        "change": change.change, "before": [each.id for each in change.before],
        "after": [each.id for each in change.after], "joined": [each.id for each in change.joined],
        "left": [each.id for each in change.left], "sources": list(dict.fromkeys(_rows(told)))[:KEPT],
    }  # fmt: skip


def _rows(members: Iterable[Member]) -> Iterator[str]:
    """The first row behind each reason of the members, the strongest reasons first."""
    for member in members:
        for reason in sorted(member.reasons, key=lambda reason: -reason.llr):
            yield from (f"{row.source}:{row.row}" for row in reason.rows[:1])
