"""Processes killed outright, and the power cut, while people act: what was answered with "done" is there, what was
promised leaves once, and the journal holds.

Every action is a real one of the platform: an administrator asks for a trial message, which is journaled and sent. A
mail server of our own counts what it takes. ``RELIABILITY_ACTIONS=2000`` makes it the full proof, on PostgreSQL too.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from threading import Event, Lock

import pytest

from bench.postgres import throw_away_postgres

from .running import PATIENCE_SECONDS, Platform
from .sink import Sink

ACTIONS = int(os.environ.get("RELIABILITY_ACTIONS", "60"))
FULL = ACTIONS >= 1_000
ACTIONS_A_KILL = 50 if FULL else 25
CUTS = 20 if FULL else 1
PEOPLE = 4
SEED = 20_261_122
TRIAL = "/administration/messages/essai/"
TOKEN = "t" * 32


@dataclass
class People:
    """Several at once who act until enough was acknowledged. ``acknowledged``: keys of the rows that they were told."""

    platform: Platform
    session: str
    wanted: int
    acknowledged: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    def act(self) -> None:
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        while not self.over.is_set() and len(self.acknowledged) < self.wanted:
            try:
                answer = self.platform.ask("POST", TRIAL, headers=headers)
            except (OSError, HTTPException):
                time.sleep(0.05)
                continue
            if answer.status in {500, 503}:
                time.sleep(0.05)
                continue
            assert answer.status == 302, answer.status
            with self.lock:
                self.acknowledged.append(answer.headers["Location"].rstrip("/").rpartition("/")[2])


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    if request.param == "postgresql" and not FULL:
        pytest.skip("with RELIABILITY_ACTIONS=2000 only: it takes minutes")
    with throw_away_postgres(durable=True) if request.param == "postgresql" else nullcontext("") as address:
        yield {"MAILLAGE_DATABASE": address} if address else {}


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as listening:
        yield listening


def platform_in(folder: Path, sink: Sink, said: dict[str, str]) -> tuple[Platform, str]:
    mail = {
        "MAILLAGE_EMAIL_HOST": "127.0.0.1",
        "MAILLAGE_EMAIL_PORT": str(sink.port),
        "MAILLAGE_EMAIL_SECURITY": "none",
    }
    platform = Platform(folder, mail | said)
    return platform, platform.within("prepare")[0]["sessionid"]


@contextmanager
def at_work(people: People) -> Iterator[None]:
    """They act as long as the block lasts; what one of them could not accept is raised at its end."""
    with ThreadPoolExecutor(PEOPLE) as crowd:
        actors = [crowd.submit(people.act) for _ in range(PEOPLE)]
        try:
            yield
        finally:
            people.over.set()
        for actor in actors:
            actor.result()


def wait_for(people: People, count: int) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while len(people.acknowledged) < count:
        assert time.monotonic() < give_up, "nobody is answered any more"
        time.sleep(0.005)


def kill_now_and_then(platform: Platform, people: People, chance: random.Random) -> int:
    """One process or all of them, at moments of the seed's choosing; what died is started again. How many times."""
    kills = 0
    while len(people.acknowledged) < people.wanted:
        wait_for(people, min(len(people.acknowledged) + chance.randint(1, 2 * ACTIONS_A_KILL), people.wanted))
        if len(people.acknowledged) >= people.wanted:
            break
        time.sleep(chance.random() / 10)
        there = platform.processes()
        platform.kill(there if chance.random() < 0.3 else [chance.choice(there)])
        kills += 1
        time.sleep(0.2)
        if platform.process.poll() is not None or not platform.answers():
            platform.kill_all()
            platform.start()
    return kills


def test_killed_at_any_moment_nothing_is_lost_and_nothing_leaves_twice(
    tmp_path: Path, sink: Sink, database: dict[str, str]
) -> None:
    platform, session = platform_in(tmp_path, sink, database)
    chance = random.Random(SEED)
    try:
        platform.start()
        people = People(platform, session, ACTIONS)
        with at_work(people):
            kills = kill_now_and_then(platform, people, chance)
    finally:
        platform.kill_all()
    at_once = len(sink.taken)
    rest, found = platform.within("send_rest", "state")
    assert kills >= 1
    assert set(people.acknowledged) <= set(found["messages"]), "acknowledged, and lost"
    assert sorted(found["journaled"]) == sorted(found["messages"]), "a message without its row in the journal"
    assert found["sound"]
    assert set(sink.taken.values()) <= {1}, "sent twice"
    states = [state for state, _reference in found["messages"].values()]
    for state, reference in found["messages"].values():
        assert state in {"sent", "in_doubt"}
        assert state == "in_doubt" or sink.taken[reference] == 1, "said to be sent, and not sent"
    doubts = states.count("in_doubt")
    # At most what each kill caught between claim and answer.
    assert doubts <= kills
    told = {"acknowledged": len(people.acknowledged), "kills": kills, "messages": len(states), "in doubt": doubts}
    told |= {"sent meanwhile": at_once, "sent afterwards": rest}
    (tmp_path / "told.json").write_text(json.dumps(told))


def torn(copy: Path, chance: random.Random) -> Path:
    """Another copy, in which the end of what was written last did not reach the disk."""
    other = shutil.copytree(copy, copy.with_suffix(".torn"))
    log = other / "maillage.sqlite3-wal"
    if log.is_file() and (size := log.stat().st_size):
        with log.open("r+b") as cut:
            cut.truncate(chance.randint(max(0, size - 60_000), size))
    return other


def test_a_power_cut_leaves_what_was_answered_and_a_database_that_opens(tmp_path: Path, sink: Sink) -> None:
    """All processes are held still, and the files copied as they stand: a commit waits for the disk, so the copy has
    all that was acknowledged. Then the end of the log is torn off, as by a disk that lied: what is left is whole."""
    (tmp_path / "platform").mkdir()
    platform, session = platform_in(tmp_path / "platform", sink, {})
    chance, cuts = random.Random(SEED), []
    try:
        platform.start()
        people = People(platform, session, wanted=10**9)
        with at_work(people):
            for number in range(CUTS):
                wait_for(people, len(people.acknowledged) + chance.randint(5, 25))
                acknowledged = list(people.acknowledged)
                cuts.append((platform.copy_as_of_now(tmp_path / f"cut-{number}"), acknowledged))
    finally:
        platform.kill_all()
    for copy, acknowledged in cuts:
        (broken,) = platform.within("state", data=torn(copy, chance))
        (whole,) = platform.within("state", data=copy)
        for found in (broken, whole):
            assert found["sound"]
            assert sorted(found["journaled"]) == sorted(found["messages"]), "a message without its row in the journal"
        assert set(acknowledged) <= set(whole["messages"]), "acknowledged, and lost"
        numbers = sorted(map(int, broken["messages"]))
        assert numbers == list(range(1, len(numbers) + 1)), "what is left has a gap"
