"""Processes killed outright, and the power cut, while people act: what was answered with "done" is there, what was
promised leaves once, and the journal holds.

Every action is a real one of the platform: an administrator asks for a trial message, which is journaled and sent. A
mail server of our own counts what it takes. ``RELIABILITY_ACTIONS=2000`` makes it the full proof, on PostgreSQL too.
"""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

from .people import ACTIONS, FULL, SEED, Form, People, at_work, kill_now_and_then, wait_for
from .running import Platform, platform_in
from .sink import Sink

CUTS = 20 if FULL else 1
TRIAL = Form("/administration/messages/essai/")


def session_of(platform: Platform) -> str:
    return platform.within("prepare")[0]["sessionid"]


def test_killed_at_any_moment_nothing_is_lost_and_nothing_leaves_twice(
    tmp_path: Path, sink: Sink, database: dict[str, str]
) -> None:
    platform = platform_in(tmp_path, sink.port, database)
    session = session_of(platform)
    chance = random.Random(SEED)
    try:
        platform.start()
        people = People(platform, session, ACTIONS, lambda: TRIAL)
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
    platform = platform_in(tmp_path / "platform", sink.port, {})
    session = session_of(platform)
    chance, cuts = random.Random(SEED), []
    try:
        platform.start()
        people = People(platform, session, 10**9, lambda: TRIAL)
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
