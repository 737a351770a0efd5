"""A delivery is carried out in short transactions: whoever is interrupted goes on, others write in between, and what is
new or gone turns all at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.db import connection

from maillage.web.directory.actions import carrying, deliveries, imports, own, turns
from maillage.web.directory.models import Delivery, Entry, Record, Source
from maillage.web.directory.queries.search import find

from .given_deliveries import LATER, a_source_of_lines, cities, decide, delivered, lines, read_lines, receive

# Where somebody pulls the plug: which call of what.
CUTS = [
    (carrying, "_carry", 0),
    (carrying, "_carry", 1),
    (deliveries, "compare", 0),
    (deliveries, "settled", 0),
    (deliveries, "settled", 1),
    (deliveries, "follow", 1),
    (carrying, "see", 0),
    (deliveries, "turn", 0),
    (imports, "say_vintage", 0),
]
BEFORE, AFTER = lines(*range(10)), [*lines(*range(1, 9)), *lines(9, city="Mantes"), *lines(*range(10, 16))]


@pytest.fixture(autouse=True)
def form(monkeypatch: pytest.MonkeyPatch) -> None:
    read_lines(monkeypatch)
    for module in (carrying, deliveries):
        monkeypatch.setattr(module, "PORTION", 4)


@pytest.fixture
def source(db) -> Source:
    return a_source_of_lines()


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``cut(module, name, call)``: that call ends the process, this once."""

    def cutting(module, name: str, call: int) -> None:
        whole, left = getattr(module, name), [call]

        def broken(*args, **kwargs):
            left[0] -= 1
            if left[0] == -1:
                raise KeyboardInterrupt
            return whole(*args, **kwargs)

        monkeypatch.setattr(module, name, broken)

    return cutting


def shown() -> set[str]:
    """What residents find, by both ways: the list and the search."""
    names = set(Entry.objects.filter(listed=True).values_list("name", flat=True))
    assert {line.entry.name for line in find(at_most=100).lines} == names
    return names


@pytest.mark.parametrize(("module", "name", "call"), CUTS)
def test_whoever_is_cut_off_goes_on_and_nothing_is_half_seen(source: Source, cut, module, name: str, call: int) -> None:
    delivered(source, BEFORE)
    before = shown()
    made = receive(source, AFTER, now=LATER)
    cut(module, name, call)
    with pytest.raises(KeyboardInterrupt):
        deliveries.go_on(delivery=made.pk, now=LATER)
    assert shown() == before
    deliveries.go_on(delivery=made.pk, now=LATER)
    made.refresh_from_db()
    assert made.state == Delivery.State.APPLIED
    assert cities() == {f"Médiathèque {number}": "Mantes" if number == 9 else "Poissy" for number in range(1, 16)}
    assert shown() == set(cities())
    assert Entry.objects.count() == Record.objects.count() == 16
    assert not Entry.objects.exclude(turns_with=None).exists()


@pytest.mark.parametrize("call", [0, 1])
def test_what_is_undone_disappears_at_once_too(source: Source, cut, call: int) -> None:
    delivered(source, BEFORE)
    before = shown()
    made = delivered(source, AFTER, now=LATER)
    after = shown()
    cut(deliveries, "settled", call)
    with pytest.raises(KeyboardInterrupt):
        decide(imports.undo, made)
    assert shown() == after
    deliveries.go_on(delivery=made.pk, now=LATER)
    made.refresh_from_db()
    assert made.state == Delivery.State.UNDONE
    assert shown() == before
    assert set(cities().values()) == {"Poissy"}


def test_somebody_who_takes_a_place_off_meanwhile_is_heard(source: Source, cut, agent) -> None:
    made = receive(source, BEFORE)
    cut(deliveries, "turn", 0)
    with pytest.raises(KeyboardInterrupt):
        deliveries.go_on(delivery=made.pk, now=LATER)
    own.unlist(entry=Entry.objects.get(name="Médiathèque 3"), because="closed", by=agent, now=LATER)
    deliveries.go_on(delivery=made.pk, now=LATER)
    assert shown() == {f"Médiathèque {number}" for number in range(10) if number != 3}


def test_two_who_work_on_one_file_do_not_meet(source: Source) -> None:
    made = receive(source, BEFORE)
    mine = Delivery.objects.get(pk=made.pk)
    deliveries.go_on(delivery=made.pk, now=LATER)
    with pytest.raises(turns.OvertakenError), turns.advancing(mine):
        pass


@pytest.mark.django_db(transaction=True)
def test_between_two_portions_nothing_is_held(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def watched(portions):
        for portion in portions:
            seen.append(connection.in_atomic_block)
            yield portion

    for module in (carrying, deliveries):
        monkeypatch.setattr(module, "in_turns", watched)
    delivered(source, BEFORE)
    # Three portions that are carried, three that are followed, one that is seen.
    assert seen == [False] * 7


SCRIPT = """
import os, signal, sys
from threading import Thread

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.web.settings"
django.setup()
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

call_command("migrate", verbosity=0)
from maillage.web.directory.actions import carrying, deliveries, imports
from maillage.web.directory.models import Delivery, Entry, Source

carrying.PORTION = deliveries.PORTION = 20
follow, calls, written = deliveries.follow, [], []


def killed(*args, **kwargs):
    calls.append(1)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    follow(*args, **kwargs)


def write():
    # As somebody who keeps the directory, and as everybody on SQLite.
    while not done:
        Source.objects.filter(form="own").update(publisher=f"{len(written)}")
        written.append(Delivery.objects.get().counts.get("followed"))
    connection.close()


done = []
if sys.argv[1] == "killed":
    deliveries.follow = killed
    rows = "".join(f"S{number};Lieu {number};{number} rue Haute;78300;Poissy\\n" for number in range(120))
    file = ["identifiant;nom;adresse;code_postal;ville\\n", rows]
    made = imports.receive(
        source=None, file=[line.encode() for line in file], name="l.csv", by=None, now=timezone.now()
    )
else:
    made = Delivery.objects.get()
    print(made.state, Entry.objects.count(), Entry.objects.filter(listed=True).count())
    thread = Thread(target=write)
    thread.start()
try:
    deliveries.go_on(delivery=made.pk, now=timezone.now())
finally:
    done.append(1)
thread.join()
made.refresh_from_db()
print(made.state, Entry.objects.count(), Entry.objects.filter(listed=True).count(), len(set(written)) > 3)
"""


def test_killed_as_by_a_power_cut_and_gone_on_with_while_others_write(own_platform: dict[str, str]) -> None:
    def run(word: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", SCRIPT, word]
        return subprocess.run(command, env=os.environ | own_platform, capture_output=True, text=True, check=False)

    assert run("killed").returncode == -signal.SIGKILL
    ran = run("again")
    assert ran.stdout.splitlines() == ["taking 120 0", "applied 120 120 True"], ran.stderr[-2000:]
