"""A PostgreSQL server of one's own, thrown away afterwards: ``python -m bench.postgres COMMAND…`` runs a command on it.

Debian's programs, data in a temporary folder, no network, nobody else let in.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

DEBIAN = Path("/usr/lib/postgresql")
# PostgreSQL refuses to run as root; Debian's package makes this user.
SERVANT = "postgres"
# Nothing outlives the server, so nothing is brought to the disk for good; a measurement says otherwise.
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SIZES = ("shared_buffers=128MB", "max_connections=60", "log_min_messages=fatal")


@contextmanager
def throw_away_postgres(*, durable: bool = False) -> Iterator[str]:
    """The address of an empty database, for ``MAILLAGE_DATABASE``. The server ends with the block, whatever happens.

    ``durable``: commits wait for the disk, as in production.
    """
    programs = find_programs()
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _give_away(folder)
        data, sockets = folder / "data", folder
        _run([programs / "initdb", "--pgdata", data, "--username=maillage", "--auth=trust", "--no-sync",
              "--encoding=UTF8", "--locale=C.UTF-8"])  # fmt: skip
        settings = [*SIZES, *(() if durable else HASTY), "listen_addresses=", f"unix_socket_directories={sockets}"]
        command = [programs / "postgres", "-D", data, *(word for each in settings for word in ("-c", each))]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, **_servant())
        try:
            _wait(programs, sockets, server, folder / "log")
            _run([programs / "createdb", "-h", sockets, "-U", "maillage", "maillage"])
            yield f"postgresql://maillage@/maillage?host={sockets}"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": whoever is connected is cut off
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@contextmanager
def fresh_database(address: str) -> Iterator[str]:
    """The address of one more empty database on the same server, dropped at the end."""
    import psycopg

    name = f"fresh_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def find_programs() -> Path:
    """The folder of PostgreSQL's programs: the newest of Debian's, else the one of the path."""
    debian = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    if found is None:
        raise SystemExit("There is no PostgreSQL here. On Debian: sudo apt-get install postgresql")
    return Path(found).parent


def _wait(programs: Path, sockets: Path, server: subprocess.Popen, log: Path) -> None:
    ready = [programs / "pg_isready", "-q", "-h", sockets]
    while subprocess.run(ready, check=False).returncode:
        try:
            server.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise SystemExit(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def _servant() -> dict[str, object]:
    """How a program is started as somebody who is not root."""
    return {"user": SERVANT, "group": SERVANT, "extra_groups": [], "cwd": "/"} if os.geteuid() == 0 else {}


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, SERVANT, SERVANT)


def _run(command: list[object]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **_servant())
    if done.returncode:
        raise SystemExit(f"{Path(str(command[0])).name}: {done.stderr.strip()}")


def main(command: list[str]) -> int:
    """Also when it is asked to end: the server goes with it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with throw_away_postgres() as address:
        return subprocess.run(command, env=os.environ | {"MAILLAGE_DATABASE": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
