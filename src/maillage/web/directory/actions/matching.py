"""Which records are one place: found by the score, decided by people, and undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.db.models import Q, QuerySet

from maillage.engine.directory.matching import Match, pairs
from maillage.web.accounts.models import User
from maillage.web.privacy.actions import journal

from ..models import Pair, Record, Source
from ..queries.neighbours import Seen, compared_with
from .allowed import MANAGE, require
from .entries import follow
from .settling import PORTION, portions, settle
from .turns import in_turns

State = Pair.State


class DecidedError(Exception):
    """Somebody else decided about this pair, or undid the decision, in the meantime."""


@transaction.atomic
def match(records: Iterable[int], *, now: datetime) -> set[int]:
    """Compares these records, new or changed or gone, with all others; those that are one place come under one entry.

    What a person decided stays. Returns the entries to `follow`: those of the records, and those that others left.
    """
    _hold()
    numbers = set(records)
    compare(numbers, now=now)
    return settled(numbers)


def compare(records: Collection[int], *, now: datetime) -> None:
    """Pairs of these records as the score has them today; those that a person decided keep their state.

    However many: they are compared before anything is written, and written in portions. What somebody else changes in
    the meantime is left out: whoever changes a record compares it.
    """
    numbers = set(records)
    known = list(portions(numbers, _undecided))
    seen = list(compared_with(numbers))
    new = [rank for rank, each in enumerate(seen) if each.number in numbers]
    found = pairs([each.card for each in seen], sources=[each.source for each in seen], new=new)
    made = [_pair(match, seen, now) for match in found]
    digests = {each.number: each.digest for each in seen}
    kept = {(each.one_id, each.other_id) for each in made}
    _write(made, digests)
    _delete([pair for pair in known if (pair.one_id, pair.other_id) not in kept], digests)


@transaction.atomic
def settled(records: Collection[int]) -> set[int]:
    """These records, once compared, come under their entries. Returns the entries to `follow`."""
    _hold()
    left = settle(records)
    stand = portions(records, lambda some: Record.objects.filter(pk__in=some).values_list("entry", flat=True))
    return left | set(stand)


@transaction.atomic
def join(*, pair: Pair, by: User, now: datetime) -> None:
    """A person says that the two are one place. Raises PermissionDenied, DecidedError."""
    _decide(pair, State.SAME, by, now, verb="directory.joined")


@transaction.atomic
def part(*, pair: Pair, by: User, now: datetime) -> None:
    """A person says that the two are two places: each goes back to its own entry, with its old address. Raises
    PermissionDenied, DecidedError."""
    _decide(pair, State.APART, by, now, verb="directory.parted")


@transaction.atomic
def take_out(*, record: Record, by: User, now: datetime) -> None:
    """A person says that this record is not the place of the others of its entry. Raises PermissionDenied."""
    require(by, MANAGE)
    _hold()
    held = Record.objects.get(pk=record.pk)
    home = held.home_id or held.entry_id
    others = Record.objects.filter(entry=held.entry_id).exclude(Q(home=home) | Q(home=None, entry=home))
    for other in others.exclude(pk=held.pk).order_by("pk"):
        one, two = sorted((held.pk, other.pk))
        decided = {"state": State.APART, "decided_by": by, "decided_at": now}
        Pair.objects.update_or_create(
            one_id=one, other_id=two, defaults=decided, create_defaults=decided | {"score": 0.0, "found_at": now}
        )
    follow({held.entry_id, *settle([held.pk])}, now=now)
    journal.record(verb="directory.parted", subject=held, by=by, now=now, fields=["entry"])


@transaction.atomic
def reconsider(*, pair: Pair, by: User, now: datetime) -> None:
    """A decision is undone: the score alone says again what is one place. Raises PermissionDenied, DecidedError."""
    require(by, MANAGE)
    _hold()
    if not Pair.objects.filter(pk=pair.pk, decided_by__isnull=False, state=pair.state).exists():
        raise DecidedError
    Pair.objects.filter(pk=pair.pk).update(state=State.DOUBTFUL, decided_by=None, decided_at=None)
    follow(settle([pair.one_id, pair.other_id]), now=now)
    journal.record(verb="directory.reconsidered", subject=pair, by=by, now=now, fields=["state"])


def _decide(pair: Pair, state: str, by: User, now: datetime, *, verb: str) -> None:
    require(by, MANAGE)
    _hold()
    held = Pair.objects.get(pk=pair.pk)
    if held.decided_by_id is not None and held.decided_at != pair.decided_at:
        raise DecidedError
    Pair.objects.filter(pk=pair.pk).update(state=state, decided_by=by, decided_at=now)
    follow(settle([held.one_id, held.other_id]), now=now)
    journal.record(verb=verb, subject=held, by=by, now=now, fields=["state"])


def _hold() -> None:
    """One at a time says which records are one place."""
    list(Source.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def _write(made: Sequence[Pair], digests: Mapping[int, str]) -> None:
    for some in in_turns(batched(made, PORTION)):
        with transaction.atomic():
            Pair.objects.bulk_create(
                _unchanged(some, digests),
                update_conflicts=True,
                unique_fields=["one", "other"],
                update_fields=["score", "reasons"],
            )


def _delete(gone: Sequence[Pair], digests: Mapping[int, str]) -> None:
    for some in in_turns(batched(gone, PORTION)):
        with transaction.atomic():
            Pair.objects.filter(pk__in=[pair.pk for pair in _unchanged(some, digests)], decided_by=None).delete()


def _unchanged(some: Sequence[Pair], digests: Mapping[int, str]) -> list[Pair]:
    """Pairs whose records say what they said when they were compared."""
    numbers = {number for pair in some for number in (pair.one_id, pair.other_id)}
    said = Record.objects.filter(pk__in=numbers, gone_at=None).values_list("pk", "digest")
    same = {number for number, digest in said if digests.get(number, digest) == digest}
    return [pair for pair in some if same >= {pair.one_id, pair.other_id}]


def _undecided(numbers: Sequence[int]) -> QuerySet[Pair]:
    """Of records that are still there: what is gone keeps its pairs, for when it comes back."""
    concerned = Q(one__in=numbers) | Q(other__in=numbers)
    return Pair.objects.filter(concerned, one__gone_at=None, other__gone_at=None, decided_by=None)


def _pair(match: Match, seen: Sequence[Seen], now: datetime) -> Pair:
    one, other = sorted((seen[match.one].number, seen[match.other].number))
    reasons = [[reason.code, reason.weight] for reason in match.reasons]
    return Pair(one_id=one, other_id=other, score=match.score, reasons=reasons, state=State.DOUBTFUL, found_at=now)
