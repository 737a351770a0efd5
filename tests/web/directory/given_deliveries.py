"""Files with one line a card: ``key;name;city``. A line without a name is refused, ``!`` breaks the file off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from maillage.engine.errors import SourceError
from maillage.engine.sources.directory.card import Card
from maillage.engine.sources.directory.problem import Problem, problem
from maillage.web.accounts.models import User
from maillage.web.directory.actions import deliveries, imports, reading
from maillage.web.directory.models import Delivery, Entry, Source

from ..given import NOW

LATER = NOW + timedelta(days=30)


@dataclass(frozen=True)
class Lines:
    def read(self, path: Path, *, today: date | None = None) -> Iterator[Card | Problem]:
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            if line.startswith("!"):
                raise SourceError("Broken off.", line=number, found=line, expected="key;name;city")
            key, name, city = line.split(";")
            if name:
                kind = "person" if key.startswith("person") else "library"
                yield Card(key=key, name=name, city=city, kind=kind, person="Rose Verveine")
            else:
                yield problem("name-missing", number, "name", refused=True)


def read_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three at a time."""
    monkeypatch.setitem(reading.FORMS, "lines", Lines())
    monkeypatch.setattr(imports, "form_of", lambda path: "lines" if b";" in path.read_bytes() else "another")
    monkeypatch.setattr(reading, "PORTION", 3)


def lines(*numbers: int, city: str = "Poissy") -> list[str]:
    return [f"k{number};Médiathèque {number};{city}" for number in numbers]


def a_source_of_lines() -> Source:
    return Source.objects.create(slug="lists", title="Listes", form="lines", rank=50)


def receive(source: Source, said: Sequence[str], *, by: User | None = None, now: datetime = NOW) -> Delivery:
    return imports.receive(source=source, file=["\n".join(said).encode()], name="liste.csv", by=by, now=now)


def delivered(source: Source, said: Sequence[str], *, by: User | None = None, now: datetime = NOW) -> Delivery:
    """Received, and gone on with as far as it goes."""
    made = receive(source, said, by=by, now=now)
    deliveries.go_on(delivery=made.pk, now=now)
    made.refresh_from_db()
    return made


def decide(action: Callable[..., None], delivery: Delivery, by: User | None = None) -> None:
    """Somebody says so; the job that this asks for does it."""
    action(delivery=delivery, by=by, now=LATER)
    deliveries.go_on(delivery=delivery.pk, now=LATER)


def cities() -> dict[str, str]:
    """What residents see."""
    return dict(Entry.objects.filter(listed=True).values_list("name", "city"))
