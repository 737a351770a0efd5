"""A file of a source is read, portion by portion, and compared with what the source said before.

What it would change is written beside the records (`Change`). Each portion is a short transaction. Whoever is
interrupted goes on after the last whole portion: what was read is read again, and not compared twice.
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
from .turns import OvertakenError, advancing, in_turns

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


def read(*, delivery: int, now: datetime) -> None:
    """From where it was left to its end: to be taken over, or held for a person. Nothing to do if it was read before.
    Raises OvertakenError."""
    going = Delivery.objects.select_related("source").filter(pk=delivery, state__in=GOING_ON).first()
    if going is None:
        return
    if not Delivery.objects.filter(pk=going.pk, state=going.state).update(state=Delivery.State.READING):
        raise OvertakenError
    going.state = Delivery.State.READING
    try:
        _read(going, now)
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
            _compare(delivery, cards, [each for each in portion if isinstance(each, Problem)])
    _conclude(delivery, seen, gone=_miss(delivery, seen), now=now)


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


def _compare(delivery: Delivery, cards: Mapping[str, Card], wrong: Sequence[Problem]) -> None:
    known = {record.key: record for record in delivery.source.records.filter(key__in=list(cards))}
    changes = [change for card in cards.values() if (change := _change(delivery, card, known.get(card.key)))]
    refused = sum(each.refused for each in wrong)
    more = {
        "portions": 1,
        "read": len(cards) + refused,
        "refused": refused,
        "problems": len(wrong),
        "same": len(cards) - len(changes),
    }
    with advancing(delivery):
        Change.objects.bulk_create(changes)
        delivery.counts |= {name: delivery.counts.get(name, 0) + count for name, count in more.items()}
        delivery.problems = [*delivery.problems, *map(asdict, wrong)][:PROBLEMS_KEPT]


def _change(delivery: Delivery, card: Card, known: Record | None) -> Change | None:
    """None: the source says what it said before."""
    said = digest(card)
    if known is None:
        return Change(delivery=delivery, key=card.key, kind=Change.Kind.NEW, after=to_plain(card), digest=said)
    if known.gone_at is None and known.digest == said:
        return None
    kind = Change.Kind.CHANGED if known.gone_at is None else Change.Kind.BACK
    return Change(delivery=delivery, key=card.key, kind=kind, before=known.card, after=to_plain(card), digest=said)


def _miss(delivery: Delivery, seen: set[str]) -> int:
    """What is in the file no more is gone; how many."""
    known = delivery.source.records.filter(gone_at=None).values_list("key", flat=True)
    gone = [key for key in known.iterator() if key not in seen]
    changes = (Change(delivery=delivery, key=key, kind=Change.Kind.GONE) for key in gone)
    for portion in in_turns(batched(changes, PORTION)):
        # Those that were written before this was interrupted.
        Change.objects.bulk_create(portion, ignore_conflicts=True)
    return len(gone)


@transaction.atomic
def _conclude(delivery: Delivery, seen: set[str], *, gone: int, now: datetime) -> None:
    """All was compared: it is to be taken over, or held."""
    source = imports.hold_source(delivery.source_id)
    held = Delivery.objects.get(pk=delivery.pk)
    if held.state != Delivery.State.READING:
        return
    held.source = source
    tally = _tally(held, known=source.records.filter(gone_at=None).count(), gone=gone)
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
