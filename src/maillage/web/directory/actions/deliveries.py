"""A delivery on its way, from its file to what residents see, or back. A job goes on with it from where it was left.

Once it is read and decided, it is carried out in portions, each a short transaction:

1. records say what the file says (:mod:`.carrying`);
2. they are compared with all others (:mod:`.matching`);
3. they come under their entries, which follow: each card is what it was, or what it will be;
4. entries that are new, or gone, turn up or disappear all at once.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from itertools import batched

from django.db import transaction

from ..models import Delivery
from ..queries.communes import communes_known
from . import carrying, imports, reading
from .entries import follow, turn
from .matching import compare, settled
from .turns import OvertakenError, advancing, in_turns

State = Delivery.State
# Where it ends.
END = {State.TAKING: State.APPLIED, State.UNDOING: State.UNDONE}
PORTION = 250


def go_on(*, delivery: int, now: datetime) -> None:
    """Until it is done, or waits for a person. Nothing to do if it was done before."""
    with suppress(OvertakenError):
        reading.read(delivery=delivery, now=now)
        going = Delivery.objects.select_related("source").filter(pk=delivery, state__in=END).first()
        if going is not None:
            _carry_out(going, now)


def _carry_out(delivery: Delivery, now: datetime) -> None:
    carrying.carry(delivery, now=now)
    _follow(delivery, now)
    carrying.see(delivery.source, now=now)
    _end(delivery, now)
    carrying.forget(delivery.source)


def _follow(delivery: Delivery, now: datetime) -> None:
    touched = carrying.touched(delivery)
    if "followed" not in delivery.counts:
        compare(touched, now=now)
    # Read from a file once; others would wait for it.
    communes_known()
    left = [number for number in touched if number > delivery.counts.get("followed", 0)]
    for some in in_turns(batched(left, PORTION)):
        with advancing(delivery):
            follow(settled(some), now=now, turns_with=delivery.pk)
            delivery.counts["followed"] = some[-1]


@transaction.atomic
def _end(delivery: Delivery, now: datetime) -> None:
    """What others wait for is held last: the number of the search, then the source."""
    going = Delivery.objects.filter(pk=delivery.pk, state=delivery.state)
    if not going.update(state=END[State(delivery.state)], ended_at=now):
        raise OvertakenError
    turn(delivery.pk, now=now)
    imports.say_vintage(delivery.source)
