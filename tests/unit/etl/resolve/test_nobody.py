"""Where there is nobody to compare, a run says so and breaks nothing."""

from pathlib import Path

from core.home import Home
from core.judgements import NoJudgements
from etl.resolve.kept import forget, last_run
from etl.resolve.pairs import count_review, review_pairs, scored_pair
from etl.resolve.run import resolve

KEY = bytes(32)


def test_an_empty_home_is_compared_and_read(tmp_path: Path) -> None:
    home, book = Home(tmp_path / "home").ensure(), NoJudgements()
    assert (review_pairs(home, book, 5), scored_pair(home, "person:a", "person:b")) == ((), None)
    found = resolve(home, KEY, book, now_ms=1)
    assert (found.judgements, found.run.parties, found.run.pairs) == ((), 0, 0)
    assert (list(review_pairs(home, book, 5)), count_review(home, book)) == ([], 0)
    assert resolve(home, KEY, book, now_ms=2).run.made_ms == 2


def test_a_run_is_forgotten(tmp_path: Path) -> None:
    home = Home(tmp_path / "home").ensure()
    resolve(home, KEY, NoJudgements(), now_ms=1)
    forget(home)
    assert last_run(home) is None
