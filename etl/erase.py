"""Erasing a delivery: the file, its records and all that was derived from it; what rested on it is judged anew."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from core.errors import InputError
from core.home import Home
from core.protocols import Progress, silent
from core.reports import Scan
from etl import scope
from etl.delivery import REPLAY, Delivery, Replay, deliveries, layers, records_folder
from etl.lock import sole_writer
from etl.needles import Needles, files_below, parts
from etl.quarantine import kept_template
from etl.restage import restage
from etl.strings import encoding_of, own_alone, strings_of
from etl.templates import catalogue


def dependents(home: Home, erased: Delivery) -> Callable[[Delivery], bool]:
    """Which deliveries may have been judged otherwise without this one: repeats of its rows, and what it opened."""
    register = scope.REGISTER in erased.records

    def depends(other: Delivery) -> bool:
        opened = register and any(map(scope.is_governed, other.records))
        return (other.template == erased.template or opened) and _last(home, other) >= erased.loaded_ms

    return depends


def needles_of(home: Home, erased: Delivery) -> Needles:
    """Strings that occur in this delivery alone; to be taken before it is erased.

    Raises:
        InputError: its file is not in the vault, or the template it was read by is gone.
    """
    template = kept_template(home, erased.sha256, 0) or catalogue(home).get(erased.template)
    if template is None:
        raise InputError(f"The template by which «{erased.file}» was read is gone: put it back to have it erased.")
    strings, encoding = strings_of(home, erased, template), encoding_of(erased)
    longest = max(map(len, strings), default=0) * 4
    return own_alone(strings, encoding, (parts(path, longest) for path in _elsewhere(home, erased)))


def erase_records(home: Home, erased: Delivery, progress: Progress = silent) -> list[str]:
    """Remove file, records, amendments and what was worked out of many deliveries; names of what was judged anew.

    Killed on the way, another call ends it.

    Raises:
        InputError: what must be judged anew cannot be read.
        OSError: no room, or no right to write.
    """
    with sole_writer(home, progress):
        anew = dependents(home, erased)
        names = [each.file for each in deliveries(home) if each.sha256 != erased.sha256 and anew(each)]
        restage(home, anew, frozenset([erased.sha256]), progress)
        for folder in (home.vault / erased.sha256, home.amendments / erased.sha256, *derived(home)):
            shutil.rmtree(folder, ignore_errors=True)
        return names


def derived(home: Home) -> list[Path]:
    """Folders of what is worked out of all deliveries, and can be worked out again."""
    return [home.resolution, home.neo4j / "bulk"]


def scan(home: Home, needles: Needles, passed_over: Callable[[Path], bool], progress: Progress = silent) -> Scan:
    """Search every file of the home but those that are passed over, packed ones unpacked."""
    found = Scan()
    for path in files_below(home.root):
        if passed_over(path):
            continue
        progress("custody.scan", found.files, None, {"file": path.name})
        try:
            held = any(needles.found(part) for part in parts(path, needles.longest))
            found.bytes += path.stat().st_size
        except FileNotFoundError:  # a running server removes files while we look
            continue
        found.files += 1
        if held:
            found.remains.append(str(path.relative_to(home.root)))
    return found


def _last(home: Home, delivery: Delivery) -> int:
    """When rows of a delivery were judged last."""
    folder = layers(home, delivery.sha256)[-1]
    if not (folder / REPLAY).is_file():
        return delivery.loaded_ms
    return Replay.model_validate_json((folder / REPLAY).read_bytes()).made_ms


def _elsewhere(home: Home, erased: Delivery) -> Iterator[Path]:
    """Files of the other deliveries: delivered, amended, as records."""
    for other in deliveries(home):
        if other.sha256 != erased.sha256:
            for folder in (
                home.vault / other.sha256,
                home.amendments / other.sha256,
                records_folder(home, other.sha256),
            ):
                yield from files_below(folder)
    yield from files_below(home.templates)
