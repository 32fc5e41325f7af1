"""Which data a result rests on."""

import hashlib

from core.home import Home
from etl.delivery import deliveries
from etl.joins.applied import Applied
from etl.standing import standing


def data_hash(home: Home, as_of_ms: int | None = None, now_ms: int | None = None) -> str:
    """Sixteen hex digits over all deliveries known by then: their bytes, how they were read, when they came.

    And over what people decided about their rows: which of them are one event; and over the sanctions that have ended
    at `now_ms` (the present where it is not given), for what rests on them is not seen.

    The same whatever order they were loaded in, and when.
    """
    known = [d for d in deliveries(home) if as_of_ms is None or d.received_ms is None or d.received_ms <= as_of_ms]
    lines = sorted(f"{d.sha256} {d.template} {d.template_version} {d.received_ms} {d.loaded}" for d in known)
    lines += ["|".join(judged) for judged in sorted(Applied.read(home).judged)]
    lines += filter(None, [standing(home, now_ms).mark])
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
