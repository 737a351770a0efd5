"""Files of sources: read once, compared, held when they take too much away, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from maillage.web.accounts.models import User
from maillage.web.directory.actions import deliveries, imports, reading
from maillage.web.directory.models import Change, Delivery, Entry, Record, Source, store
from maillage.web.directory.rules.deliveries import DeliveryError
from maillage.web.privacy.models import Entry as JournalRow

from ..given import NOW
from .given_deliveries import LATER, a_source_of_lines, cities, decide, delivered, lines, read_lines, receive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def form(monkeypatch: pytest.MonkeyPatch) -> None:
    read_lines(monkeypatch)


@pytest.fixture
def source(db) -> Source:
    return a_source_of_lines()


@pytest.fixture
def manager(agent: User) -> User:
    return agent


@pytest.fixture
def deliver(source: Source, manager: User) -> Callable[..., Delivery]:
    """``deliver(lines(1, 2))``: received, and read."""
    return lambda said, now=NOW: delivered(source, said, by=manager, now=now)


def state() -> list[tuple]:
    """All that a source says, with what residents see of it."""
    return sorted(
        (record.key, record.card["city"], record.gone_at is None, record.entry_id, record.entry.listed)
        for record in Record.objects.select_related("entry")
    )


def test_a_file_becomes_records_and_entries(deliver) -> None:
    made = deliver([*lines(*range(7)), "k9;;Poissy"])
    assert made.state == Delivery.State.APPLIED
    assert made.counts["new"] == 7
    assert (made.counts["read"], made.counts["refused"], made.counts["problems"]) == (8, 1, 1)
    assert made.problems[0]["line"] == 8
    assert cities() == {f"Médiathèque {number}": "Poissy" for number in range(7)}
    assert not list(store.folder().iterdir()), "a file that was read is kept no longer"


def test_the_same_file_twice_changes_nothing(deliver) -> None:
    deliver(lines(1, 2, 3, 4))
    before = state()
    again = deliver(lines(1, 2, 3, 4), now=LATER)
    assert state() == before
    assert (again.state, again.counts["same"], again.counts["new"], again.counts["gone"]) == ("applied", 4, 0, 0)


def test_what_changed_is_taken_over_and_what_is_gone_is_listed_no_more(deliver) -> None:
    deliver(lines(1, 2, 3, 4, 5))
    made = deliver([*lines(1, 2, 3), *lines(4, city="Mantes")], now=LATER)
    assert (made.state, made.counts["changed"], made.counts["gone"], made.counts["same"]) == ("applied", 1, 1, 3)
    assert cities()["Médiathèque 4"] == "Mantes"
    assert "Médiathèque 5" not in cities()


@pytest.mark.parametrize(
    ("then", "why"),
    [
        (lines(1, 2, 3), "shrinks"),
        ([line.replace("k", "z") for line in lines(1, 2, 3, 4)], "renumbered"),
        ([*lines(1, 2), *lines(7, 8, 9)], "replaced"),
        (["k1;;Poissy"], "shrinks"),
    ],
)
def test_a_file_that_takes_more_than_a_fifth_away_is_held(deliver, then: list[str], why: str) -> None:
    deliver(lines(1, 2, 3, 4))
    before = state()
    made = deliver(then, now=LATER)
    assert (made.state, made.held_because) == ("held", why)
    assert state() == before


def test_what_is_held_is_taken_over_if_a_person_says_so(deliver, manager: User) -> None:
    deliver(lines(1, 2, 3, 4))
    held = deliver(lines(1), now=LATER)
    decide(imports.apply, held, manager)
    assert list(cities()) == ["Médiathèque 1"]
    assert JournalRow.objects.filter(verb="directory.delivery_applied", by=manager.pk).count() == 1
    with pytest.raises(DeliveryError, match="not-held"):
        imports.apply(delivery=held, by=manager, now=LATER)


def test_what_is_held_is_put_aside_without_a_trace_in_the_directory(deliver, manager: User) -> None:
    deliver(lines(1, 2, 3, 4))
    before = state()
    held = deliver(lines(1), now=LATER)
    imports.refuse(delivery=held, by=manager, now=LATER)
    assert state() == before
    assert not Change.objects.filter(delivery=held).exists()
    assert deliver(lines(1, 2, 3, 4, 5), now=LATER).state == "applied", "the next file is heard again"


def test_a_file_that_breaks_off_brings_nothing(deliver) -> None:
    deliver(lines(1, 2))
    before = state()
    made = deliver([*lines(1, 2, 3, 4, 5, 6, 7), "!;"], now=LATER)
    assert made.state == "failed"
    assert (made.problems[0]["line"], made.problems[0]["found"]) == (8, "!;")
    assert state() == before


def test_a_file_of_nothing_is_said_to_be_so(deliver) -> None:
    made = deliver(["k1;;", "k2;;"])
    assert made.state == "failed"
    assert not Entry.objects.exists()


def test_one_file_of_a_source_at_a_time(deliver, source: Source, manager: User) -> None:
    deliver(lines(1, 2, 3, 4))
    deliver(lines(1), now=LATER)
    with pytest.raises(DeliveryError, match="busy"):
        receive(source, ["k1;a;b"], by=manager, now=LATER)
    assert [file.name for file in store.folder().iterdir()] == []


@pytest.mark.parametrize(("content", "code"), [(b"", "empty"), (b"not of this form", "other-form")])
def test_a_file_that_is_of_no_use_is_refused_when_it_comes(source: Source, manager: User, content, code) -> None:
    with pytest.raises(DeliveryError, match=code):
        imports.receive(source=source, file=[content], name="liste.csv", by=manager, now=NOW)
    assert not Delivery.objects.exists()
    assert not list(store.folder().iterdir())


def test_who_may_not_keep_the_directory_delivers_nothing(source: Source, person) -> None:
    with pytest.raises(PermissionDenied):
        receive(source, ["k1;a;b"], by=person())


def test_an_interrupted_reading_goes_on_where_it_was(deliver, source: Source, manager: User, monkeypatch) -> None:
    deliver(lines(*range(8)))
    made = receive(source, [*lines(*range(8), city="Mantes"), *lines(8, 9), "k7b;;x"], by=manager, now=LATER)
    whole, compared = reading._compare, []

    def cut(delivery, cards, problems) -> None:
        number = delivery.counts.get("portions", 0)
        if number == 2 and not compared.count(2):
            compared.append(2)
            raise KeyboardInterrupt
        compared.append(number)
        whole(delivery, cards, problems)

    monkeypatch.setattr(reading, "_compare", cut)
    with pytest.raises(KeyboardInterrupt):
        deliveries.go_on(delivery=made.pk, now=LATER)
    assert set(cities().values()) == {"Poissy"}, "nothing half-read is seen"
    deliveries.go_on(delivery=made.pk, now=LATER)
    made.refresh_from_db()
    assert compared == [0, 1, 2, 2, 3]
    assert made.state == "applied"
    assert (made.counts["changed"], made.counts["new"], made.counts["refused"]) == (8, 2, 1)
    assert set(cities().values()) == {"Mantes", "Poissy"}
    assert len(cities()) == 10


def test_an_undone_file_leaves_what_was_there_before(deliver, manager: User) -> None:
    first = deliver(lines(1, 2, 3, 4, 5, 6))
    before = cities()
    second = deliver([*lines(1, 2, 3, 4, city="Mantes"), *lines(5, 7)], now=LATER)
    with pytest.raises(DeliveryError, match="not-last"):
        imports.undo(delivery=first, by=manager, now=LATER)
    decide(imports.undo, second, manager)
    assert cities() == before
    second.refresh_from_db()
    assert (second.state, second.decided_by) == ("undone", manager)


def test_a_file_that_comes_again_after_it_was_undone_finds_its_entries(deliver, manager: User) -> None:
    deliver(lines(1, 2, 3))
    addresses = dict(Record.objects.values_list("key", "entry"))
    decide(imports.undo, Delivery.objects.get(), manager)
    assert cities() == {}
    deliver(lines(1, 2, 3), now=LATER)
    assert dict(Record.objects.values_list("key", "entry")) == addresses
    assert len(cities()) == 3


def test_what_is_too_old_is_not_undone(deliver, manager: User) -> None:
    made = [deliver(lines(*range(8 + step)), now=NOW + timedelta(days=step)) for step in range(5)]
    for delivery in reversed(made[2:]):
        decide(imports.undo, delivery, manager)
    with pytest.raises(DeliveryError, match="forgotten"):
        imports.undo(delivery=made[1], by=manager, now=LATER)
    assert len(cities()) == 9


def test_nobody_is_named_by_a_file(deliver) -> None:
    made = deliver(["k1;Médiathèque;Poissy", "person1;Rose Verveine;Poissy"])
    assert (made.counts["new"], made.counts["refused"]) == (1, 1)
    assert "Rose" not in str([*Record.objects.values(), *Entry.objects.values(), *Delivery.objects.values()])
