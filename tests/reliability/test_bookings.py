"""Appointments booked while processes are killed outright: what was acknowledged is there with what it takes, what was
sent twice is booked once, its confirmation leaves once, and the journal holds."""

from __future__ import annotations

import json
import random
from itertools import count
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from .people import ACTIONS, SEED, Form, People, at_work, kill_now_and_then
from .running import platform_in
from .sink import Sink

COUNTER = "/agenda/guichet/"


def test_killed_at_any_moment_no_appointment_is_lost_or_told_twice(
    tmp_path: Path, sink: Sink, database: dict[str, str]
) -> None:
    platform = platform_in(tmp_path, sink.port, database)
    (prepared,) = platform.within("prepare_agenda")
    tickets, numbers, chance = prepared["tickets"], count(1), random.Random(SEED)
    sent: list[str] = []

    def form() -> Form:
        sent.append(str(uuid4()))
        said = {"key": sent[-1], "name": f"Personne {next(numbers)}", "email": "personne@exemple.fr"}
        return Form(COUNTER, urlencode(said | {"creneau": tickets[len(sent) - 1]}))

    try:
        platform.start()
        people = People(platform, prepared["sessionid"], ACTIONS, form)
        with at_work(people):
            kills = kill_now_and_then(platform, people, chance)
    finally:
        platform.kill_all()
    rest, found = platform.within("send_rest", "agenda")
    appointments = found["appointments"]
    assert kills >= 1
    assert found["sound"]
    assert set(people.acknowledged) <= set(appointments), "acknowledged, and lost"
    assert len(set(people.acknowledged)) == len(people.acknowledged), "two forms, one appointment"
    assert {each["key"] for each in appointments.values()} <= set(sent)
    assert {each["taken"] for each in appointments.values()} == {1}, "an appointment without its room"
    assert {each["journaled"] for each in appointments.values()} == {1}, "an appointment without its row in the journal"
    assert {len(each["messages"]) for each in appointments.values()} == {1}, "an appointment without its message"
    assert set(sink.taken.values()) <= {1}, "sent twice"
    told = [message for each in appointments.values() for message in each["messages"]]
    for state, reference in told:
        assert state in {"sent", "in_doubt"}
        assert state == "in_doubt" or sink.taken[reference] == 1, "said to be sent, and not sent"
    doubts = [state for state, _reference in told].count("in_doubt")
    assert doubts <= kills
    said = {"acknowledged": len(people.acknowledged), "kills": kills, "appointments": len(appointments)}
    (tmp_path / "told.json").write_text(json.dumps(said | {"in doubt": doubts, "sent afterwards": rest}))
