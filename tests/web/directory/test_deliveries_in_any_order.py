"""Whatever arrives, is held, decided and undone, in whatever order: the directory says what the files that were taken
over say, and nothing else. Beside it runs a model that one reads in a minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from maillage.engine.sources.directory.card import Card
from maillage.web.directory.actions import carrying, deliveries, imports, reading
from maillage.web.directory.models import Delivery, Entry, Record, Source
from maillage.web.directory.rules.deliveries import DeliveryError

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
# Far apart, so that no two are one place.
TOWNS = ("Poissy", "Mantes-la-Jolie", "Rambouillet", "Houdan", "Versailles", "Chatou", "Plaisir")
said_of_towns = st.dictionaries(st.sampled_from(TOWNS), st.integers(1, 3), max_size=len(TOWNS))


class Lines:
    """One card a line: ``town;number``."""

    def read(self, path: Path, *, today: object = None) -> Iterator[Card]:
        for line in filter(None, path.read_text().splitlines()):
            town, number = line.split(";")
            phone = f"+3313000000{number}"
            yield Card(key=town, name=f"Maison de {town}", city=town, kind="social-centre", phone=phone)


class RollbackError(Exception):
    """Ends a run without a trace."""


class Deliveries(RuleBasedStateMachine):
    """``now``: what the source says; ``past``: what it said before each file that may be undone."""

    @initialize()
    def begin(self) -> None:
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.patched = [
            patch.dict(reading.FORMS, {"lines": Lines()}),
            patch.object(imports, "form_of", lambda path: "lines"),
            patch.object(reading, "PORTION", 2),
        ]
        for each in self.patched:
            each.start()
        self.source = Source.objects.create(slug="lists", title="Listes", form="lines")
        self.now: dict[str, int] = {}
        self.past: list[dict[str, int]] = []
        self.held: dict[str, int] | None = None
        self.clock = NOW

    def deliver(self, said: dict[str, int]) -> Delivery:
        file = [("\n".join(f"{town};{number}" for town, number in said.items()) or "\n").encode()]
        made = imports.receive(source=self.source, file=file, name="l.csv", by=None, now=self.tick())
        deliveries.go_on(delivery=made.pk, now=self.clock)
        made.refresh_from_db()
        return made

    def tick(self) -> datetime:
        self.clock += timedelta(hours=1)
        return self.clock

    def take_over(self, said: dict[str, int]) -> None:
        self.past = [*self.past, self.now][-carrying.UNDOABLE :]
        self.now = said

    @precondition(lambda self: self.held is None)
    @rule(said=said_of_towns)
    def a_file_comes(self, said: dict[str, int]) -> None:
        state = self.deliver(said).state
        gone = len(self.now.keys() - said.keys())
        if gone > 0.2 * len(self.now):
            assert state == "held"
            self.held = said
        elif not said:
            assert state == ("applied" if self.now else "failed")
        else:
            assert state == "applied"
            self.take_over(said)

    @precondition(lambda self: self.held is not None)
    @rule(said=said_of_towns)
    def another_must_wait(self, said: dict[str, int]) -> None:
        with pytest.raises(DeliveryError, match="busy"):
            self.deliver(said)

    @precondition(lambda self: self.held is not None)
    @rule(taken=st.booleans())
    def a_person_decides(self, taken: bool) -> None:
        held = Delivery.objects.get(state=Delivery.State.HELD)
        decide = imports.apply if taken else imports.refuse
        decide(delivery=held, by=None, now=self.tick())
        deliveries.go_on(delivery=held.pk, now=self.clock)
        if taken:
            self.take_over(self.held or {})
        self.held = None

    @precondition(lambda self: self.held is None and self.past)
    @rule()
    def the_last_is_undone(self) -> None:
        last = Delivery.objects.filter(state=Delivery.State.APPLIED).first()
        imports.undo(delivery=last, by=None, now=self.tick())
        deliveries.go_on(delivery=last.pk, now=self.clock)
        self.now = self.past.pop()

    @invariant()
    def the_directory_says_what_was_taken_over(self) -> None:
        if not hasattr(self, "now"):
            return
        live = Record.objects.filter(gone_at=None).values_list("key", "card")
        assert {key: int(card["phone"][-1]) for key, card in live} == self.now
        shown = Entry.objects.filter(listed=True).values_list("city", "phone")
        assert {city: int(phone[-1]) for city, phone in shown} == self.now

    @invariant()
    def every_town_keeps_its_one_address(self) -> None:
        assert Entry.objects.count() == Record.objects.count()

    def teardown(self) -> None:
        for each in getattr(self, "patched", ()):
            each.stop()
        if hasattr(self, "undone"):
            error = RollbackError()
            self.undone.__exit__(RollbackError, error, None)


@pytest.mark.django_db
def test_deliveries_in_any_order() -> None:
    machine = Deliveries.TestCase
    machine.settings = settings(max_examples=8, stateful_step_count=10, deadline=None)
    machine().runTest()
