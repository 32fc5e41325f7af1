"""How fast work goes and how long it will take."""

from core.pace import Pace
from core.phrases import Phrases


class Clock:
    """Seconds as the test says."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def say(key, **of):
    return Phrases.load().text(f"pace.{key}", "en", **of)


def test_an_even_pace_is_told_with_the_time_left():
    clock = Clock()
    pace = Pace(clock)
    for done in range(0, 50_001, 10_000):
        said = pace.told("x", done, 100_000, say)
        clock.now += 1
    assert said == "50\xa0000 of 100\xa0000 · 10\xa0000 a second · 0:05 left"


def test_it_is_too_early_to_say_before_a_second_has_passed():
    clock = Clock()
    pace = Pace(clock)
    pace.of("x", 0)
    clock.now += 0.5
    assert pace.told("x", 900, None, say) == "900"


def test_the_pace_of_late_counts_more_than_that_of_the_beginning():
    clock = Clock()
    pace = Pace(clock)
    for second in range(40):
        pace.of("x", 1000 * second)
        clock.now += 1
    for second in range(40):
        found = pace.of("x", 39_000 + 100 * second)
        clock.now += 1
    assert 100 <= found < 120


def test_steps_do_not_meet_and_one_that_begins_again_is_new():
    clock = Clock()
    pace = Pace(clock)
    pace.of("x", 1000)
    clock.now += 2
    assert pace.of("y", 5) == 0
    assert pace.of("x", 3000) == 1000
    assert pace.of("x", 0) == 0


def test_an_estimate_is_said_to_be_one():
    assert Pace(Clock()).told("x", 10, 90, say, about=True) == "10 of about 90"
