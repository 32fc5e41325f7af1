"""A puzzle of switched phones in the form that one was published in: a circle changes all its numbers on one day."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from evaluation.puzzle import calls_of, report, solve

DAYS, SWITCH, TOWN = 30, 18, range(60)
HEAD, HELPERS = 100, (101, 102, 103)  # the head talks to the helpers alone, who have friends of their own in town
LATER = {line: line + 100 for line in (HEAD, *HELPERS)}


def puzzle(path: Path) -> Path:
    """About three calls of each line a day; towers are homes. One old SIM is put in once more."""
    dice = random.Random(7)  # noqa: S311 (a made town)
    friends = {n: [(n + step) % len(TOWN) for step in (1, 2, 3, 7)] for n in TOWN}
    friends |= {helper: [5 * (helper - HEAD) + step for step in range(4)] + [HEAD] for helper in HELPERS}
    friends[HEAD] = list(HELPERS)
    rows = []
    for day in range(DAYS):
        now = LATER if day >= SWITCH else {}
        for line, known in friends.items():
            for _ in range(3):
                at = datetime(2020, 6, 1) + timedelta(days=day, minutes=dice.randrange(480, 1380))
                friend = dice.choice(known)
                rows.append((now.get(line, line), now.get(friend, friend), at, 60, line % 40))
    rows.append((HELPERS[0], 7, datetime(2020, 6, 28, 12), 60, 21))
    lines = [",".join(map(str, row)) for row in sorted(rows, key=lambda row: row[2])]
    path.write_text("\n".join(["From,To,DateTime,Duration,Tower", *lines]) + "\n", encoding="utf-8")
    return path


def test_a_circle_that_switches_together_is_found_member_by_member(store, tmp_path: Path) -> None:
    """The head's new line shares no contact with the old one but those who took new numbers themselves."""
    one = HELPERS[0]
    solved = solve(store, calls_of(puzzle(tmp_path / "calls.csv")), [HEAD, one])
    assert solved.asked == {HEAD: LATER[HEAD], one: LATER[one]}
    assert solved.batch == LATER
    told = report(solved, {**LATER, HEAD: 7})
    assert "100 → 200 (right: 7; all at once: 200)" in told
    assert "Asked one by one: 1 right, 2 without a candidate, 1 wrong." in told
    assert "All phones at once: 3 right, 1 wrong, 0 links besides." in told
