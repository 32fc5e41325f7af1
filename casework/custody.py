"""Custody of what was delivered: rows amended and judged anew, the graph made again, sanctions that end kept shut."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casework.access import Access
from casework.needed import needed
from casework.purpose import Purpose
from core.errors import AccessRefused
from core.home import Home
from core.identity import key_fingerprint, load_key
from core.judgements import JudgementBook
from core.protocols import GraphWriter, Progress
from core.reports import Amended, RebuildReport, ReplayReport
from core.settings import Settings
from etl import quarantine
from etl.delivery import deliveries
from etl.load import load_paths, rebuild
from etl.resolve.kept import forget
from etl.standing import standing
from graph.store import GraphStore


@dataclass(frozen=True, slots=True)
class Custody:
    """What `Izder.custody` can do; every act is in the audit log before it begins.

    `now` says what time it is, in milliseconds. Every method raises AccessRefused where the entry could not be
    written, and StoreUnavailable where the graph is needed and lost: the same act again completes the job.
    """

    settings: Settings
    home: Home
    access: Access
    store: GraphStore | None
    book: JudgementBook
    actor: Callable[[str], Purpose]
    progress: Progress
    now: Callable[[], int]
    writer: Callable[[GraphStore], GraphWriter]  # how much is written at once

    def rebuild(self, *, from_vault: bool = False, purpose: Purpose | None = None) -> RebuildReport:
        """Make the graph anew from records and judgements; with `from_vault` the records, too, from the files.

        Runs of detection are not part of it and are gone afterwards.

        Raises:
            InputError: a file or the template it was read by is gone.
        """
        self.access.act(purpose or self.actor("rebuild"), "rebuild", from_vault=from_vault)
        began = time.monotonic()
        self.remake(from_vault=from_vault)
        return RebuildReport(
            deliveries=len(deliveries(self.home)), from_vault=from_vault, seconds=round(time.monotonic() - began, 1),
            content_hash=self.graph().content_hash(),
        )  # fmt: skip

    def replay(
        self, file: str | None = None, template: str | None = None, purpose: Purpose | None = None
    ) -> ReplayReport:
        """Judge quarantined rows anew (of one delivery: `file`) and load what is good now.

        Raises:
            NotFound: no such delivery.
            InputError: the template that is named does not read the file that is named.
        """
        who, store = purpose or self.actor("replay"), self.graph()
        self.access.act(who, "replay", file=file, template=template)
        store.claim(key_fingerprint(load_key(self.home)))
        report = quarantine.replay_all(self.home, who.user, who.reason, file, template, self.progress)
        self._settle()
        return report

    def amend(self, purpose: Purpose, source: str, row: int, cells: Mapping[str, str]) -> Amended:
        """Keep what a quarantined row should read, with who says so and why; the next replay judges it so.

        The log names the columns, not what they should read: it is never erased.

        Raises:
            NotFound: no such delivery.
            InputError: the row is not in quarantine, or has no such column.
        """
        self.access.act(purpose, "amend", source=source, row=row, columns=sorted(cells))
        return quarantine.amend(self.home, source, row, cells, purpose.user, purpose.reason, self.progress)

    def keep_shut(self) -> bool:
        """Make the graph anew where sanctions have ended or been renewed since it was made; true where it was done.

        Nobody asks for it, and it costs next to nothing where there is nothing to do.
        """
        if self.store is None or self.store.standing() == standing(self.home, self.now()).mark:
            return False
        self.access.act(Purpose("izder", "sanctions ended or were renewed"), "rebuild", sanctions=True)
        forget(self.home)  # what was compared rests on rows that may be shut now
        self.remake()
        return True

    def remake(self, *, empty: Callable[[str], None] | None = None, from_vault: bool = False) -> None:
        """Make the graph anew; `empty`: how it is emptied, where not in the usual way."""
        rebuild(
            home=self.home, writer=self.writer(self.graph()), settings=self.settings, empty=empty or self.empty,
            from_vault=from_vault, now_ms=self.now(), book=self.book, progress=self.progress,
        )  # fmt: skip

    def _settle(self) -> None:
        """What the graph lacks is written to it; where other sanctions stand now, it is made anew."""
        if not self.keep_shut():
            load_paths(
                (), home=self.home, writer=self.graph(), settings=self.settings, now_ms=self.now(), book=self.book,
                progress=self.progress,
            )  # fmt: skip

    def empty(self, mark: str) -> None:
        """Empty the graph, and note what is shut while it is made anew."""
        store = self.graph()
        store.wipe()
        store.claim(key_fingerprint(load_key(self.home)))
        store.stand(mark)

    def graph(self) -> GraphStore:
        """The graph.

        Raises:
            StoreUnavailable: this call was made without it.
        """
        return needed(self.store)


def named(purpose: Purpose) -> Purpose:
    """A purpose that somebody said, not one that was filled in.

    Raises:
        AccessRefused: it was filled in.
    """
    if purpose.demonstration:
        raise AccessRefused("This is done in a person's own name: say who (--user) and why (--reason).", key="own_name")
    return purpose
