"""How fast long work goes and how long it will take, from what it says of itself."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

EACH_FILE = ("load.records", "load.graph")  # steps that are told file by file
_LATELY_S = 5.0  # the pace is that of about the last seconds, for files are not alike from end to end
_SURE_S = 1.0  # before that there is no pace to tell


@dataclass(slots=True)
class _Step:
    began: float
    at: float
    done: int
    pace: float = 0.0


@dataclass(slots=True)
class Pace:
    """Remembers when each step was how far. `clock` gives seconds."""

    clock: Callable[[], float] = time.monotonic
    steps: dict[str, _Step] = field(default_factory=dict)

    def of(self, key: str, done: int) -> float:
        """Units a second of a step, lately; 0 while it is too early to say."""
        now = self.clock()
        step = self.steps.get(key)
        if step is None or done < step.done:
            self.steps[key] = _Step(now, now, done)
            return 0.0
        passed = now - step.at
        if passed >= _SURE_S / 4:
            lately = (done - step.done) / passed
            weight = 1.0 if not step.pace else min(1.0, passed / _LATELY_S)
            step.pace += (lately - step.pace) * weight
            step.at, step.done = now, done
        return step.pace if now - step.began >= _SURE_S else 0.0

    def told(self, key: str, done: int, total: int | None, say: Callable[..., str], *, about: bool = False) -> str:
        """`12 000 of about 90 000 · 45 000 a second · 0:02 left`: what is known of it.

        `say` gives a phrase of the topic `pace` by its key; `about`: the total is an estimate.
        """
        pace = self.of(key, done)
        known = {"done": done} if total is None else {"done": done, "total": total}
        parts = [say("done" if total is None else "about" if about else "of", **known)]
        if pace >= 1:
            parts.append(say("rate", pace=round(pace)))
        if pace >= 1 and total is not None and total > done:
            parts.append(say("left", left=round((total - done) / pace)))
        return " · ".join(parts)
