"""What a call brings: files known by their SHA-256, files recognised, and files that no template fits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from core import clock
from core.errors import AuthorityMissing, InputError, UnrecognisedFile
from core.home import Home
from core.protocols import Progress
from etl import scope
from etl.delivery import deliveries, find
from etl.load.gather import Given
from etl.recognise import Recognised, recognise
from etl.sources.fingerprint import sha256
from etl.templates import Template


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file of the call. `found` is None where its records are in place already."""

    given: Given
    sha256: str
    found: Recognised | None


@dataclass(slots=True)
class Arrivals:
    """All files of a call, in the order of their paths."""

    files: list[Arrival] = field(default_factory=list)
    unrecognised: list[str] = field(default_factory=list)

    def new(self) -> list[Arrival]:
        """Files to read, each content once: authority first, then what it does not govern, then the rest.

        The order depends on nothing but the files, so that the paths' order does not show in the result.
        """
        once = {arrival.sha256: arrival for arrival in self.files if arrival.found}
        return sorted(once.values(), key=_turn)


def look(given: Sequence[Given], templates: Sequence[Template], home: Home, progress: Progress) -> Arrivals:
    """Look at every file before any is loaded, so that a call that cannot succeed changes nothing.

    Raises:
        UnrecognisedFile: no template fits a file that was named.
        InputError: a file that was named cannot be read.
    """
    arrivals = Arrivals()
    for done, file in enumerate(given):
        progress("load.look", done, len(given), {"file": file.name})
        try:
            arrivals.files.append(_arrival(file, templates, home))
        except InputError as error:
            if file.named:
                raise
            arrivals.unrecognised.append(file.name)
            progress("load.unrecognised", done, len(given), {"file": file.name, "why": error})
    _refuse_strange_archives(given, arrivals)
    return arrivals


def _refuse_strange_archives(given: Sequence[Given], arrivals: Arrivals) -> None:
    taken = {arrival.given.archive for arrival in arrivals.files}
    for archive in dict.fromkeys(file.archive for file in given if file.archive):
        if archive not in taken:
            raise UnrecognisedFile(
                f"No file in «{archive}» fits a template: unpack it and load one to see why.",
                key="strange_archive", file=archive,
            )  # fmt: skip


def refuse_without_authority(arrivals: Arrivals, home: Home) -> None:
    """Rows that need a court's authority are not even read where no register of it has come.

    Raises:
        AuthorityMissing: there is no such register, neither loaded nor in this call.
    """
    new = {arrival.given.name: arrival.found.template.record_names for arrival in arrivals.new() if arrival.found}
    governed = [name for name, kinds in new.items() if any(map(scope.is_governed, kinds))]
    registers = [*chain(*new.values()), *(record for delivery in deliveries(home) for record in delivery.records)]
    if governed and scope.REGISTER not in registers:
        raise no_authority(governed[0])


def no_authority(file: str) -> AuthorityMissing:
    """The one sentence that is said of it."""
    return AuthorityMissing(
        f"«{file}» holds calls or transfers, and no register of court sanctions has been loaded: "
        "load the register first, or together with it. Nothing was loaded.",
        key="no_authority", file=file,
    )  # fmt: skip


def received(template: Template, told_ms: int | None) -> int | None:
    """When a delivery came: as the call says, else the template; None where each row's own date counts."""
    if told_ms is not None or template.received is None:
        return told_ms
    return clock.day_start(date.fromisoformat(template.received), template.zone)


def _arrival(file: Given, templates: Sequence[Template], home: Home) -> Arrival:
    if file.refused:
        raise file.refused
    sha = sha256(file.path)
    known = find(home, sha)
    return Arrival(file, sha, None if known else recognise(file.path, templates, name=file.name))


def _turn(arrival: Arrival) -> tuple[bool, bool, str, str]:
    if arrival.found is None:
        raise ValueError("a file whose records are in place has no turn")
    template = arrival.found.template
    governed = any(map(scope.is_governed, template.record_names))
    return scope.REGISTER not in template.record_names, governed, template.name, arrival.sha256
