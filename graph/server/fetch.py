"""Brings the pinned jars into the cache: from a folder of the user's, or from the Maven repositories jgo knows.

jgo's own resolution differs from Maven's for this artifact and opens one connection a jar, so it only says
where the repositories are (the public one, and those of the user's jgo.conf first); the list of jars is ours,
and each is checked by SHA-256 before it takes its place by an atomic rename.
"""

import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import requests
from filelock import FileLock
from jgo.config import GlobalSettings
from jgo.maven import MavenContext
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from core.errors import ServerError
from core.protocols import Progress, silent
from graph.server.pins import VERSION, Pin, read_pins, sha256_of

STEP = "server.fetch"
PIN_LIST = f"graph/server/pins-{VERSION}.txt"
CHUNK = 1 << 18
Arrived = Callable[[int], None]
Origin = Path | Callable[[], Sequence[str]]  # a folder, or the addresses of repositories


def ensure_jars(cache: Path, folder: Path | None = None, progress: Progress = silent) -> list[Path]:
    """All jars of the pinned release, whole and checked; missing or damaged ones are brought again.

    Args:
        cache: where they are kept, shared by all homes of this user.
        folder: a folder that holds them (flat, or laid out as a Maven repository); then nothing is downloaded.
        progress: told bytes.

    Raises:
        ServerError: a jar cannot be had, or is not the one that is pinned.
    """
    target = cache / f"neo4j-{VERSION}"
    target.mkdir(parents=True, exist_ok=True)
    return ensure_pinned(read_pins(), target, folder or repositories, progress)


def ensure_pinned(pins: Sequence[Pin], target: Path, origin: Origin, progress: Progress) -> list[Path]:
    """The files of `pins` in the folder `target`, brought from `origin` where they are not there and whole.

    Raises:
        ServerError: one cannot be had, or is not the one that is pinned.
    """
    with FileLock(target / "fetch.lock"):
        missing = [pin for pin in pins if not pin.fits(target / pin.name)]
        if missing:
            _bring(missing, target, origin, _counter(missing, progress))
    return [target / pin.name for pin in pins]


def repositories() -> list[str]:
    """Addresses of the Maven repositories to ask, the user's own (jgo.conf) before the public one."""
    own = GlobalSettings.load().repositories.values()
    return [url.rstrip("/") for url in (*own, *MavenContext().remote_repos.values())]


def _counter(missing: Sequence[Pin], progress: Progress) -> Arrived:
    total, done = sum(pin.size for pin in missing), 0

    def arrived(count: int) -> None:
        nonlocal done
        done += count
        progress(STEP, done, total, {"unit": "bytes"})

    arrived(0)
    return arrived


def _bring(missing: Iterable[Pin], target: Path, origin: Origin, arrived: Arrived) -> None:
    if isinstance(origin, Path):
        for pin in missing:
            _copy(pin, target, origin, arrived)
        return
    sources = origin()
    with requests.Session() as session:  # keep-alive: one connection for all jars
        session.mount("https://", HTTPAdapter(max_retries=Retry(total=3, backoff_factor=0.5)))
        for pin in missing:
            _download(session, sources, pin, target, arrived)


def _copy(pin: Pin, target: Path, folder: Path, arrived: Arrived) -> None:
    found = next((file for file in (folder / pin.path, folder / pin.name) if file.is_file()), None)
    if found is None:
        raise ServerError(f"{pin.name} is not in {folder}; put the jars listed in {PIN_LIST} there.")
    part = target / f"{pin.name}.part"
    try:
        shutil.copyfile(found, part)
    except OSError as error:
        raise ServerError(f"{found} cannot be copied to {target}: {error.strerror or error}.") from error
    arrived(pin.size)
    _accept(part, pin, str(found))


def _download(session: requests.Session, sources: Sequence[str], pin: Pin, target: Path, arrived: Arrived) -> None:
    part = target / f"{pin.name}.part"
    failures = []
    for source in sources:
        try:
            _receive(session, f"{source}/{pin.path}", part, pin, arrived)
        except requests.RequestException as error:
            failures.append(_plainly(error))
        except OSError as error:
            raise ServerError(f"{part} cannot be written: {error.strerror or error}.") from error
        else:
            return _accept(part, pin, source)
    raise ServerError(
        f"{pin.name} could not be fetched ({'; '.join(failures)}). Try again, it goes on where it stopped; "
        f"or set IZDER_NEO4J_JARS to a folder that holds the jars listed in {PIN_LIST}."
    )


def _plainly(error: requests.RequestException) -> str:
    if error.response is not None:
        return f"the repository answered {error.response.status_code}"
    return "the repository did not answer in time" if isinstance(error, requests.Timeout) else "no connection"


def _receive(session: requests.Session, url: str, part: Path, pin: Pin, arrived: Arrived) -> None:
    """Fill `part`, going on where an earlier try stopped; a part that was not ours is begun anew."""
    have = part.stat().st_size if part.exists() else 0
    resumed = 0 < have < pin.size and _stream(session, url, part, have, arrived)
    if not resumed or not pin.fits(part):
        _stream(session, url, part, 0, arrived)


def _stream(session: requests.Session, url: str, part: Path, have: int, arrived: Arrived) -> bool:
    """Append what is missing after `have` bytes; False where the repository sends everything again."""
    headers = {"Range": f"bytes={have}-"} if have else {}
    with session.get(url, headers=headers, stream=True, timeout=(10, 60)) as answer:
        answer.raise_for_status()
        if have and answer.status_code != requests.codes.partial_content:
            return False
        with part.open("ab" if have else "wb") as stream:
            for chunk in answer.iter_content(CHUNK):
                stream.write(chunk)
                arrived(len(chunk))
    return True


def _accept(part: Path, pin: Pin, source: str) -> None:
    """Put a jar in its place, or refuse it."""
    got = sha256_of(part)
    if got != pin.sha256:
        part.unlink()
        raise ServerError(
            f"{pin.name} from {source} is not the pinned one: its SHA-256 is {got}, it must be {pin.sha256}. "
            "Nothing was installed from it."
        )
    part.replace(part.with_name(pin.name))
