"""Several people who act at once over HTTP, and whoever kills processes under them."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Event, Lock

from .running import PATIENCE_SECONDS, Platform

ACTIONS = int(os.environ.get("RELIABILITY_ACTIONS", "60"))
FULL = ACTIONS >= 1_000
ACTIONS_A_KILL = 50 if FULL else 25
PEOPLE = 4
SEED = 20_261_122
TOKEN = "t" * 32


@dataclass(frozen=True)
class Form:
    """What somebody sends, as often as it takes to be answered."""

    path: str
    body: str = ""


@dataclass
class People:
    """They act until enough was acknowledged. ``forms``: gives each action once, to whoever asks first.
    ``acknowledged``: the last part of the addresses that they were sent on to."""

    platform: Platform
    session: str
    wanted: int
    forms: Callable[[], Form]
    acknowledged: list[str] = field(default_factory=list)
    over: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    def act(self) -> None:
        while self.goes_on:
            with self.lock:
                form = self.forms()
            self._send(form)

    @property
    def goes_on(self) -> bool:
        return not self.over.is_set() and len(self.acknowledged) < self.wanted

    def _send(self, form: Form) -> None:
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        while self.goes_on:
            try:
                answer = self.platform.ask("POST", form.path, form.body, headers=headers)
            except (OSError, HTTPException):
                time.sleep(0.05)
                continue
            if answer.status in {500, 503}:
                time.sleep(0.05)
                continue
            assert answer.status == 302, answer.status
            with self.lock:
                self.acknowledged.append(answer.headers["Location"].rstrip("/").rpartition("/")[2])
            return


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


def wait_for(people: People, count: int, *, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Until so many were acknowledged, however long that takes as long as it goes on."""
    known, give_up = -1, 0.0
    while (there := len(people.acknowledged)) < count:
        if there > known:
            known, give_up = there, time.monotonic() + PATIENCE_SECONDS
        assert time.monotonic() < give_up, "nobody is answered any more"
        meanwhile()
        time.sleep(0.005)


def kill_now_and_then(platform: Platform, people: People, chance: random.Random) -> int:
    """One process or all of them, at moments of the seed's choosing. How many times."""
    kills = 0
    while len(people.acknowledged) < people.wanted:
        count = min(len(people.acknowledged) + chance.randint(1, 2 * ACTIONS_A_KILL), people.wanted)
        wait_for(people, count, meanwhile=platform.start_again_if_ended)
        if len(people.acknowledged) >= people.wanted:
            break
        time.sleep(chance.random() / 10)
        there = platform.processes()
        if not there:
            # The kill before this one has only now ended the last of them.
            continue
        platform.kill(there if chance.random() < 0.3 else [chance.choice(there)])
        kills += 1
    return kills
