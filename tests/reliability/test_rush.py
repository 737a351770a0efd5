"""Two hundred people want one room, one mediator, one device at the same moment: one has it, on both databases, and the
others are told so."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

import pytest

from bench.postgres import throw_away_postgres

from .running import HERE, Platform

PROCESSES, HANDS, TIMES = 4, 10, 5
RESOURCES = ("room", "mediator", "device")


@pytest.fixture(params=["sqlite", "postgresql"])
def platform(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Platform]:
    with throw_away_postgres() if request.param == "postgresql" else nullcontext("") as address:
        yield Platform(tmp_path, {"MAILLAGE_DATABASE": address} if address else {})


@contextmanager
def crowd(platform: Platform) -> Iterator[list[subprocess.Popen]]:
    command = [sys.executable, str(HERE / "rush.py"), str(HANDS), str(TIMES)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": platform.environment}
    with ExitStack() as stack:
        people = [stack.enter_context(subprocess.Popen(command, **pipes)) for _ in range(PROCESSES)]
        for each in people:
            assert each.stdout.readline() == "ready\n"
        # Their input ends with the stack, and so do they.
        yield people


def test_of_two_hundred_who_want_the_same_one_has_it(platform: Platform) -> None:
    """Each from another room where the room is not what they share, and at moments that overlap."""
    (rushes,) = platform.within("prepare_rush")
    with crowd(platform) as people:
        for resource in RESOURCES:
            for each in people:
                each.stdin.write(json.dumps(rushes[resource]) + "\n")
                each.stdin.flush()
            found = sum((Counter(json.loads(each.stdout.readline())) for each in people), Counter())
            assert found == {"booked": 1, "taken": PROCESSES * HANDS * TIMES - 1}, resource
    (left,) = platform.within("taken")
    assert left == {"appointments": 3, "journaled": 3, "occupations": {"ROOM": 3, "MEDIATOR": 1, "DEVICE": 1}}
