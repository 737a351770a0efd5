"""By which way a message goes. Everybody can be reached: who has neither e-mail nor telephone gets a letter."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    CALL = "call"


# The machine sends the first two; the other two wait for a person.
SENT_BY_MACHINE = (Channel.EMAIL, Channel.SMS)
# Quick and kept in writing before quick, before kept in writing, before what costs a person's time.
USUAL_ORDER = (Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.CALL)


def choose(
    possible: Iterable[Channel],
    *,
    wish: Channel | None = None,
    refused: Iterable[Channel] = (),
    has_address: bool = True,
) -> Channel:
    """The wish if it is possible; else the first possible of the usual order; else a letter, given by hand.

    ``possible``: channels for which the person has an address and the message has words. ``refused``: those that the
    person wants no messages of this kind by, or that failed them. A call comes before a letter that has no address.
    """
    open_ones = [channel for channel in USUAL_ORDER if channel in set(possible) - set(refused)]
    if wish in open_ones:
        return wish
    if not has_address:
        open_ones = [channel for channel in open_ones if channel != Channel.LETTER]
    return open_ones[0] if open_ones else Channel.LETTER
