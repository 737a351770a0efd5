"""A file of a source is read, portion by portion, and compared with what the source said before.

Each portion is a short transaction. Whoever is interrupted goes on after the last whole portion: what was read is read
again, and not compared twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from itertools import batched, chain

from django.db import transaction
from django.utils.timezone import localdate

from maillage.engine.errors import SourceError
from maillage.engine.sources.directory import shipped
from maillage.engine.sources.directory.card import Card
from maillage.engine.sources.directory.problem import Problem, told
from maillage.engine.sources.directory.registry import FORMS

from ..models import Change, Delivery, Record, store
from ..queries.here import departements_here
from ..rules import problems
from ..rules.cards import digest, to_plain
from ..rules.deliveries import Tally, why_held
from . import imports

PORTION = 1_000
PROBLEMS_KEPT = 500
GOING_ON = (Delivery.State.WAITING, Delivery.State.READING)
NOWHERE = {"line": 0, "column": "", "found": "", "expected": ""}
# What the file said of a person is not repeated.
UNNAMED = Problem(
    line=0,
    column="personne",
    found="",
    expected="",
    message=problems.PERSON,
    code="person",
    refused=True,
)


class OvertakenError(Exception):
    """Somebody else reads this file too, and went further: it is theirs."""


def read(*, delivery: int, now: datetime) -> None:
    """From where it was left to its end: taken over, or held for a person. Nothing to do if it was read before."""
    going = Delivery.objects.select_related("source").filter(pk=delivery, state__in=GOING_ON).first()
    if going is None:
        return
    Delivery.objects.filter(pk=going.pk).update(state=Delivery.State.READING)
    try:
        _read(going, now)
    except OvertakenError:
        return
    except FileNotFoundError:
        _fail(going, NOWHERE | {"message": problems.LOST}, now)
    except SourceError as error:
        _fail(going, asdict(told(error)), now)
    store.forget_file(going)


def _read(delivery: Delivery, now: datetime) -> None:
    done, seen = delivery.counts.get("portions", 0), set()
    said = map(_without_names, _said(delivery, now))
    for number, portion in enumerate(batched(said, PORTION)):
        cards = {each.key: each for each in portion if isinstance(each, Card) and each.key not in seen}
        seen |= cards.keys()
        if number >= done:
            _compare(delivery, cards, [each for each in portion if isinstance(each, Problem)], number)
    _conclude(delivery, seen, now)


def _said(delivery: Delivery, now: datetime) -> Iterator[Card | Problem]:
    """What the file says; a delivery without a file is what ships with the software, of the départements here."""
    form = delivery.source.form
    if delivery.file_name:
        return FORMS[form].read(store.file_of(delivery), today=localdate(now))
    return chain.from_iterable(shipped.cards(departement, form) for departement in departements_here())


def _without_names(said: Card | Problem) -> Card | Problem:
    """Nobody is named by a file: a person agrees first, and an agent enters them."""
    if isinstance(said, Problem) or not (said.person or said.kind == "person"):
        return said
    return UNNAMED if said.kind == "person" else replace(said, person="")


@transaction.atomic
def _compare(delivery: Delivery, cards: Mapping[str, Card], wrong: Sequence[Problem], number: int) -> None:
    """``number``: of the portion, from 0."""
    held = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if held.state != Delivery.State.READING or held.counts.get("portions", 0) != number:
        raise OvertakenError
    known = {record.key: record for record in Record.objects.filter(source=held.source_id, key__in=list(cards))}
    changes = [change for card in cards.values() if (change := _change(held, card, known.get(card.key)))]
    Change.objects.bulk_create(changes, batch_size=PORTION)
    refused = sum(each.refused for each in wrong)
    held.counts = held.counts | {
        "portions": number + 1,
        "read": held.counts.get("read", 0) + len(cards) + refused,
        "refused": held.counts.get("refused", 0) + refused,
        "problems": held.counts.get("problems", 0) + len(wrong),
        "same": held.counts.get("same", 0) + len(cards) - len(changes),
    }
    held.problems = [*held.problems, *map(asdict, wrong)][:PROBLEMS_KEPT]
    held.save(update_fields=["counts", "problems"])


def _change(delivery: Delivery, card: Card, known: Record | None) -> Change | None:
    """None: the source says what it said before."""
    said = digest(card)
    if known is None:
        return Change(delivery=delivery, key=card.key, kind=Change.Kind.NEW, after=to_plain(card), digest=said)
    if known.gone_at is None and known.digest == said:
        return None
    kind = Change.Kind.CHANGED if known.gone_at is None else Change.Kind.BACK
    return Change(delivery=delivery, key=card.key, kind=kind, before=known.card, after=to_plain(card), digest=said)


@transaction.atomic
def _conclude(delivery: Delivery, seen: set[str], now: datetime) -> None:
    """All was compared: what is in the file no more is gone, and it is taken over, or held."""
    source = imports.hold_source(delivery.source_id)
    held = Delivery.objects.get(pk=delivery.pk)
    if held.state != Delivery.State.READING:
        return
    held.source = source
    known = source.records.filter(gone_at=None).values_list("key", flat=True)
    gone = [key for key in known.iterator() if key not in seen]
    changes = (Change(delivery=held, key=key, kind=Change.Kind.GONE) for key in gone)
    for portion in batched(changes, PORTION):
        Change.objects.bulk_create(portion)
    tally = _tally(held, known=known.count(), gone=len(gone))
    held.counts = held.counts | asdict(tally)
    held.held_because = why_held(tally)
    held.state = Delivery.State.HELD if held.held_because else held.state
    held.save(update_fields=["counts", "held_because", "state"])
    if not seen and not tally.known:
        _fail(held, NOWHERE | {"message": problems.NOTHING}, now)
    elif not held.held_because:
        imports.take_over(delivery=held, by=None, now=now)


def _tally(delivery: Delivery, *, known: int, gone: int) -> Tally:
    new = delivery.changes.filter(kind__in=(Change.Kind.NEW, Change.Kind.BACK)).count()
    changed = delivery.changes.filter(kind=Change.Kind.CHANGED).count()
    return Tally(known=known, new=new, changed=changed, same=delivery.counts.get("same", 0), gone=gone)


@transaction.atomic
def _fail(delivery: Delivery, problem: dict, now: datetime) -> None:
    """Nothing of it is kept but why. A file that breaks off half-way brings nothing."""
    delivery.changes.all().delete()
    told = [problem, *Delivery.objects.get(pk=delivery.pk).problems][:PROBLEMS_KEPT]
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.FAILED, problems=told, ended_at=now)
