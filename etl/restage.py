"""Records made anew from the vault, in the order in which they were once judged, and put in place of those there are.

Every delivery and every replay is judged as it was then: by the template that was kept with it, by the sanctions and
the rows that had come before, with the amendments there were. So the same records and the same ledger come out; and
where a delivery is left out, what follows is as if it had never come.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.errors import InputError
from core.home import Home
from core.protocols import Progress, silent
from etl import scope, vault
from etl.checks.canonical import Canonical
from etl.delivery import FILE, REPLAY, TEMPLATE, Delivery, Replay, deliveries, find, layers, records_folder, vault_file
from etl.recognise import Recognised
from etl.replay import Told, replay
from etl.stage import Incoming, write_records
from etl.templates import Template, catalogue

Which = Callable[[Delivery], bool]


@dataclass(frozen=True, slots=True)
class Beside(Home):
    """The home with records that are being made beside those that are in place."""

    @property
    def records(self) -> Path:
        """Records on their way."""
        return self.root / vault.NEW_RECORDS


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was judged: a delivery (`layer` 0), or its n-th replay."""

    at_ms: int
    delivery: Delivery
    layer: int


def everything(_delivery: Delivery) -> bool:
    """Every delivery."""
    return True


def restage(
    home: Home, anew: Which = everything, without: frozenset[str] = frozenset(), progress: Progress = silent
) -> None:
    """Make the records again and put them in place at once; whoever calls is the sole writer.

    `anew`: which deliveries are read again, all others stay as they are. `without`: SHA-256 of deliveries that are
    left out. Killed on the way, the old records stay, and another call goes on from the last whole delivery.

    Raises:
        InputError: a file is not in the vault, or a template is gone.
        OSError: no room, or no right to write.
    """
    beside, known, events = Beside(home.root), Canonical(), list(_events(home, without))
    _begin(beside, "".join(f"{e.delivery.sha256} {e.layer} {e.at_ms} {anew(e.delivery)}\n" for e in events))
    for done, event in enumerate(events):
        progress("custody.records", done, len(events), {"file": event.delivery.file})
        if (_folder(beside, event) / (REPLAY if event.layer else FILE)).is_file():
            continue
        if not anew(event.delivery):
            _link(_folder(home, event), _folder(beside, event))
        elif event.layer == 0:
            _read_again(home, beside, event.delivery, known)
        else:
            _replay_again(home, beside, event, known)
    vault.exchange(home)


def _begin(beside: Home, plan: str) -> None:
    """Go on with what was begun by the same plan; anything else there is of another time."""
    kept = beside.root / vault.PLAN
    if not kept.is_file() or kept.read_text("utf-8") != plan:
        shutil.rmtree(beside.records, ignore_errors=True)
        kept.write_text(plan, "utf-8")
    beside.records.mkdir(mode=0o700, exist_ok=True)
    for half in beside.records.rglob(".staging-*"):
        shutil.rmtree(half, ignore_errors=True)


def _events(home: Home, without: frozenset[str]) -> Iterator[Event]:
    found = []
    for delivery in deliveries(home):
        if delivery.sha256 not in without:
            found.append(Event(delivery.loaded_ms, delivery, 0))
            for number, folder in enumerate(layers(home, delivery.sha256)[1:], 1):
                found.append(Event(_replay(folder).made_ms, delivery, number))
    yield from sorted(found, key=lambda event: (event.at_ms, event.layer > 0, event.delivery.source))


def _folder(home: Home, event: Event) -> Path:
    folder = records_folder(home, event.delivery.sha256)
    return folder / f"replay-{event.layer:04}" if event.layer else folder


def _replay(folder: Path) -> Replay:
    return Replay.model_validate_json((folder / REPLAY).read_bytes())


def _read_again(home: Home, beside: Home, delivery: Delivery, known: Canonical) -> None:
    template = _template(home, delivery, records_folder(home, delivery.sha256))
    sheet = getattr(delivery.layout, "sheet", None)
    incoming = Incoming(
        vault_file(home, delivery), delivery.sha256, delivery.file,
        Recognised(template, delivery.header_row, delivery.header, sheet),
        delivery.received_ms, delivery.agency, delivery.loaded_ms,
    )  # fmt: skip
    registers = [each for each in deliveries(beside) if scope.REGISTER in each.records]
    windows = scope.windows([folder for each in registers for folder in layers(beside, each.sha256)])
    write_records(incoming, beside, windows, known, silent)


def _replay_again(home: Home, beside: Home, event: Event, known: Canonical) -> None:
    folder = _folder(home, event)
    was, before = _replay(folder), find(beside, event.delivery.sha256)
    if before is None:
        raise InputError(f"«{event.delivery.file}» was judged anew before it was read: its records were touched.")
    told = Told(was.author, was.reason, was.made_ms, was.amendments)
    replay(beside, before, _template(home, event.delivery, folder), told, known)


def _template(home: Home, delivery: Delivery, folder: Path) -> Template:
    """The template that a layer was read by; deliveries of Izder's first version kept none."""
    if (folder / TEMPLATE).is_file():
        return Template.model_validate_json((folder / TEMPLATE).read_bytes())
    known = catalogue(home).get(delivery.template)
    if known is None or known.version != delivery.template_version:
        raise InputError(
            f"«{delivery.file}» was read by version {delivery.template_version} of template {delivery.template}, "
            "which is not there any more: put it back among the templates of this home."
        )
    return known


def _link(source: Path, target: Path) -> None:
    """The same files at another place, without their content being written again where the disk can do that."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with vault.whole_folder(target) as folder:
        for file in (file for file in source.iterdir() if file.is_file()):
            try:
                os.link(file, folder / file.name)
            except OSError:
                shutil.copyfile(file, folder / file.name)
