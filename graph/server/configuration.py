"""What a Neo4j reads before it starts: its settings, its arguments, its first password.

Everything is on loopback, one Bolt listener, no HTTP, nothing reported to anybody.
"""

import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import psutil

USER = "neo4j"
ITERATIONS = 1024

SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.bolt.tls_level": "DISABLED",  # the listener is on loopback only
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    # of the heap below: one question that collects too much is refused before it takes the memory of all others
    "db.memory.transaction.max": "384m",
    "dbms.memory.transaction.total.max": "716m",
    "dbms.usage_report.enabled": "false",
    "dbms.security.auth_enabled": "true",
    "db.tx_log.rotation.retention_policy": "2 files",
    "db.tx_log.rotation.size": "64m",
    "db.tx_log.preallocate": "false",  # a new home would weigh 128 MB
    "server.config.strict_validation.enabled": "true",
    # a stop takes .4 s instead of 10 s
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    "internal.dbms.bolt.netty_server_shutdown_timeout": "2",
}

PAGES_MB = (256, 4096)  # of the graph's files that are kept in memory: at least, at most
PAGES = 8  # and of the machine's memory one part in so many; it is taken as pages are read, not at the start

OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")

FLAGS = (
    "-Xms128m",
    "-Xmx1g",
    "-XX:+UseG1GC",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+DisableExplicitGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djdk.nio.maxCachedBufferSize=1024",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
    *(f"--add-opens={package}=ALL-UNNAMED" for package in OPENED),
    "--enable-native-access=ALL-UNNAMED",
)


def write_settings(home: Path, port: int) -> None:
    """Write conf/neo4j.conf of a Neo4j home that listens on `port` of loopback."""
    address = dict.fromkeys(("server.bolt.listen_address", "server.bolt.advertised_address"), f"127.0.0.1:{port}")
    pages = {"server.memory.pagecache.size": f"{_pages_mb(psutil.virtual_memory().total)}m"}
    lines = (f"{key}={value}\n" for key, value in (SETTINGS | pages | address).items())
    _write_private(home / "conf" / "neo4j.conf", "".join(lines))


def _pages_mb(memory: int) -> int:
    """MB of the graph's files kept in memory on a machine with `memory` bytes."""
    least, most = PAGES_MB
    return min(max(memory // 2**20 // PAGES, least), most)


def write_arguments(home: Path, jars: Sequence[Path], flags: Sequence[str] = ()) -> Path:
    """Write the argument file that `java @file` takes; its path names the server in a process list."""
    conf = home / "conf"
    words = [
        *FLAGS,
        *flags,
        *("-cp", os.pathsep.join(map(str, jars))),
        "org.neo4j.server.CommunityEntryPoint",
        f"--home-dir={home}",
        f"--config-dir={conf}",
    ]
    _write_private(arguments_of(home), "".join(f"{_quoted(word)}\n" for word in words))
    return arguments_of(home)


def write_tool(home: Path, jars: Sequence[Path], flags: Sequence[str], words: Sequence[str]) -> Path:
    """Write the argument file for one run of Neo4j's administration tool."""
    file = home / "conf" / "tool.args"
    every = [*flags, "-Dfile.encoding=UTF-8", "-cp", os.pathsep.join(map(str, jars)), "org.neo4j.cli.AdminTool", *words]
    _write_private(file, "".join(f"{_quoted(word)}\n" for word in every))
    return file


def arguments_of(home: Path) -> Path:
    """Where the arguments of a Neo4j home are."""
    return home / "conf" / "java.args"


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def ensure_password(home: Path) -> str:
    """The password of this home: made at the first start, kept in a file for the owner alone."""
    file = home / "password"
    if not file.exists():
        _write_private(file, secrets.token_urlsafe(24))
    password = file.read_text(encoding="ascii").strip()
    if not (home / "data" / "databases" / "system").exists():  # Neo4j takes it at its very first start only
        _write_private(home / "data" / "dbms" / "auth.ini", _first_user(password))
    return password


def _first_user(password: str) -> str:
    """The line `AdminTool dbms set-initial-password` writes, made here so that no process list shows a password."""
    salt = secrets.token_bytes(32)
    digest = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(ITERATIONS - 1):
        digest = hashlib.sha256(digest).digest()
    return f"{USER}:SHA-256,{digest.hex()},{salt.hex()},{ITERATIONS}:\n"


def _write_private(file: Path, text: str) -> None:
    """Write a file that its owner alone may read, whole or not at all."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)
    part.replace(file)
