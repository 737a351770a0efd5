"""A platform in processes of its own, that can be killed, held still and looked into."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PATIENCE_SECONDS = 120
DATABASE_FILES = ("maillage.sqlite3", "maillage.sqlite3-wal")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@dataclass
class Platform:
    """``maillage serve`` on the folder ``data``, with whatever else the environment says."""

    data: Path
    said: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def environment(self) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if not name.startswith("MAILLAGE_")}
        asked = {"MAILLAGE_DATA": str(self.data), "MAILLAGE_HTTPS": "0", "MAILLAGE_EMAIL_FROM": "a@exemple.fr"}
        return ours | asked | self.said

    def start(self) -> None:
        """And wait until it answers."""
        command = [sys.executable, "-m", "maillage", "serve", "--port", str(self.port)]
        with (self.data / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not self.answers():
            assert self.process.poll() is None, (self.data / "log").read_text()[-2_000:]
            assert time.monotonic() < give_up, "the platform does not start"
            time.sleep(0.1)

    def start_again_if_ended(self) -> None:
        """As a service manager does. Only the command itself is asked whether it ended: of a killed one, the process
        that answers pages goes on for up to a second, and whoever asked for a page would take it for alive."""
        if self.process is not None and self.process.poll() is not None:
            self.kill_all()
            self.start()

    def answers(self) -> bool:
        try:
            return self.ask("GET", "/connexion/").status == 200
        except (OSError, HTTPException):
            return False

    def ask(self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> Any:
        """The answer without its content; raises OSError or HTTPException if there is none."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body or None, headers or {})
            answer = connection.getresponse()
            answer.read()
            return answer
        finally:
            connection.close()

    def processes(self) -> list[int]:
        """Everything of its session: the command, what answers pages, what does jobs."""
        if self.process is None:
            return []
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError, ValueError):
                # After the name, which may hold spaces: state, parent, group, session.
                state, _parent, _group, session, *_ = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(session) == self.process.pid and state != "Z":
                    found.append(int(folder.name))
        return sorted(found)

    def kill(self, pids: list[int]) -> None:
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def kill_all(self) -> None:
        """Again until nobody is left: a supervisor may have started one meanwhile."""
        while pids := self.processes():
            self.kill(pids)
            time.sleep(0.02)
        if self.process is not None:
            self.process.wait()

    def copy_as_of_now(self, to: Path) -> Path:
        """What the disk would hold if the power went now: nobody writes while the files are copied."""
        pids = self.processes()
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        try:
            to.mkdir()
            for name in (*DATABASE_FILES, "keys", "secret.key"):
                if (self.data / name).is_file():
                    shutil.copy(self.data / name, to / name)
        finally:
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)
        return to

    def within(self, *questions: str, data: Path | None = None) -> list[Any]:
        """The answers of ``inside.py``, which sees the database as the platform does."""
        command = [sys.executable, str(HERE / "inside.py"), *questions]
        environment = self.environment | ({"MAILLAGE_DATA": str(data)} if data else {})
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2_000:]
        return json.loads(done.stdout)


def platform_in(folder: Path, mail_port: int, said: dict[str, str]) -> Platform:
    """One whose e-mail goes to a server of our own on this machine."""
    mail = {
        "MAILLAGE_EMAIL_HOST": "127.0.0.1",
        "MAILLAGE_EMAIL_PORT": str(mail_port),
        "MAILLAGE_EMAIL_SECURITY": "none",
    }
    return Platform(folder, mail | said)
