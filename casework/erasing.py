"""Erasing a delivery: one person asks, another confirms; then it is removed with all that was derived, and proven so.

What is needed to end the work after a kill, and to prove it, lies in a folder of its own until it is done.
"""

import json
import shutil
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from casework.access.masking import mask_text
from casework.custody import Custody, named
from casework.erasures import Erasures
from casework.purpose import Purpose
from core.errors import AccessRefused, IzderError
from core.identity import key_fingerprint, load_key
from core.reports import Erasure, ErasureReport, Scan
from etl.delivery import FILE, Delivery
from etl.erase import erase_records, needles_of, scan
from etl.needles import Needles
from etl.quarantine import named_delivery
from etl.strings import encoding_of
from etl.vault import whole_folder
from graph.server import LocalServer

_WORK, _STRINGS = ".erasing-", "strings.json"


@dataclass(frozen=True, slots=True)
class Erasing:
    """What `Izder.erasing` can do. `server`: the local Neo4j, where it is ours to stop."""

    custody: Custody
    erasures: Erasures
    server: LocalServer | None

    def listed(self, purpose: Purpose) -> list[Erasure]:
        """All steps of all erasures, the oldest first.

        Raises:
            AccessRefused: the audit entry could not be written.
        """
        self.custody.access.act(purpose, "erasures")
        return self.erasures.steps()

    def erase(self, purpose: Purpose, source: str) -> Erasure | ErasureReport:
        """Ask for a delivery to be erased; called by another person, confirm it and do it.

        Raises:
            AccessRefused: nobody is named, or it is the same person twice.
            NotFound: no such delivery.
            IzderError: the graph is in use by somebody else, or a Neo4j that nobody may stop.
        """
        self.sweep()
        purpose, delivery = named(purpose), self._delivery(source)
        steps = [step.step for step in self._open(delivery)]
        if "requested" not in steps:
            return self._step(delivery, "requested", purpose)
        if "confirmed" not in steps:
            self._refuse_same_person(delivery, purpose)
            self._refuse_in_use()
            self._prepare(delivery)
            self._step(delivery, "confirmed", purpose)
        else:
            self._refuse_in_use()
        return self._carry_out(delivery, purpose)

    def sweep(self) -> None:
        """Remove what was needed for an erasure that is done: a kill may have left it."""
        for folder in self.custody.home.root.glob(f"{_WORK}*"):
            if not self._open(_begun(folder)):
                shutil.rmtree(folder)

    def _step(self, delivery: Delivery, step: str, purpose: Purpose, report: str = "") -> Erasure:
        self.custody.access.act(purpose, f"erase {step}", source=delivery.source)
        self.erasures.write(delivery, step, purpose, report)
        return self.erasures.steps(delivery.sha256)[-1]

    def _open(self, delivery: Delivery) -> list[Erasure]:
        """Steps since it was last erased: a file may be delivered again."""
        steps = self.erasures.steps(delivery.sha256)
        done = [place for place, step in enumerate(steps, 1) if step.step == "done"]
        return steps[done[-1] :] if done else steps

    def _refuse_same_person(self, delivery: Delivery, purpose: Purpose) -> None:
        asked = next(step for step in self._open(delivery) if step.step == "requested")
        if asked.author.strip().casefold() == purpose.user.strip().casefold():
            raise AccessRefused(f"{asked.author} asked to erase «{asked.file}»; another person must confirm it.")

    def _refuse_in_use(self) -> None:
        self.custody.graph()
        ours = self.server is not None or self.custody.settings.neo4j_uri is not None
        if not ours or (self.server is not None and not self.server.alone()):
            raise IzderError(
                "The graph is in use (izder serve?), and its store is to be made anew: end that, then confirm again."
            )

    # ── the work ─────────────────────────────────────────────────────────

    def _delivery(self, source: str) -> Delivery:
        """One that is there, or that is being erased."""
        for folder in self.custody.home.root.glob(f"{_WORK}*"):
            begun = _begun(folder)
            if source in (begun.file, begun.source) or (len(source) >= 6 and begun.sha256.startswith(source)):
                return begun
        return named_delivery(self.custody.home, source)

    def _work(self, delivery: Delivery) -> Path:
        return self.custody.home.root / f"{_WORK}{delivery.sha256}"

    def _prepare(self, delivery: Delivery) -> None:
        """Keep what will be searched for: once the file is gone, nobody could say it any more."""
        if self._work(delivery).is_dir():
            return
        needles = needles_of(self.custody.home, delivery)
        with whole_folder(self._work(delivery)) as folder:
            (folder / FILE).write_text(delivery.model_dump_json(), "utf-8")
            (folder / _STRINGS).write_text(json.dumps(sorted(set(needles.written.values()))), "utf-8")

    def _carry_out(self, delivery: Delivery, purpose: Purpose) -> ErasureReport:
        began, work = time.monotonic(), self._work(delivery)
        needles = Needles.of(json.loads((work / _STRINGS).read_text("utf-8")), encoding_of(delivery))
        anew = erase_records(self.custody.home, delivery, self.custody.progress)
        self.custody.remake(empty=self._renew)
        found = scan(self.custody.home, needles, lambda path: work in path.parents, self.custody.progress)
        kept = self._kept(needles)
        report = ErasureReport(
            source=delivery.source, file=mask_text(delivery.file), rows=delivery.rows,
            judged_anew=[mask_text(name) for name in anew], strings=len(needles),
            scan=self._unexplained(found, kept), kept=kept, fresh=self.server is not None,
            seconds=round(time.monotonic() - began, 1),
        )  # fmt: skip
        self._step(delivery, "done", purpose, report.model_dump_json())
        shutil.rmtree(work)
        return report

    def _renew(self, mark: str) -> None:
        """An empty graph; of our own server on a store that never held anything."""
        custody = self.custody
        if self.server is None:
            custody.empty(mark)
            return
        if not self.server.renew(custody.progress):
            raise IzderError("Somebody began to use the graph meanwhile: end that and confirm again.")
        custody.graph().claim(key_fingerprint(load_key(custody.home)))
        custody.graph().stand(mark)

    def _kept(self, needles: Needles) -> dict[str, int]:
        """In how many entries of the casework database something remains: they are never changed."""
        counted: Counter[str] = Counter()
        for table, texts in self.erasures.texts():
            counted[table] += needles.count(texts)
        return {table: number for table, number in counted.items() if number}

    def _unexplained(self, found: Scan, kept: dict[str, int]) -> Scan:
        """What the casework database's file holds is told by its entries, where they hold it."""
        name = self.custody.home.casework.name
        remains = [path for path in found.remains if not (kept and path.startswith(name))]
        return found.model_copy(update={"remains": remains})


def _begun(folder: Path) -> Delivery:
    """The delivery that is being erased."""
    return Delivery.model_validate_json((folder / FILE).read_bytes())
