"""Sets of minutes, each of them one Python integer: bit n stands for minute n.

Union is ``|``, what is in both ``&``, what is in one and not in the other ``& ~``: six weeks are one integer of 60,480
bits, and each of these takes about a microsecond.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def span(begins: int, ends: int) -> int:
    """The minutes from ``begins`` until just before ``ends``; what lies before minute 0 is left out.

    >>> bin(span(1, 4))
    '0b1110'
    """
    begins = max(begins, 0)
    return ((1 << (ends - begins)) - 1) << begins if ends > begins else 0


def union(spans: Iterable[tuple[int, int]]) -> int:
    """The minutes of any of these (begins, ends)."""
    found = 0
    for begins, ends in spans:
        found |= span(begins, ends)
    return found


def spans(minutes: int) -> Iterator[tuple[int, int]]:
    """The (begins, ends) of each stretch, in order.

    >>> list(spans(0b1101110))
    [(1, 4), (5, 7)]
    """
    passed = 0
    while minutes:
        gap = first(minutes)
        minutes >>= gap
        length = first(~minutes)
        minutes >>= length
        yield passed + gap, passed + gap + length
        passed += gap + length


def first(minutes: int) -> int:
    """The earliest of a set that is not empty."""
    return (minutes & -minutes).bit_length() - 1


def lasting(minutes: int, count: int) -> int:
    """The minutes from which ``count`` in a row are in the set.

    >>> [bin(lasting(0b110111, count)) for count in (1, 2, 3)]
    ['0b110111', '0b10011', '0b1']
    """
    have = 1
    while minutes and have < count:
        step = min(have, count - have)
        minutes &= minutes >> step
        have += step
    return minutes


def meeting(minutes: int, count: int) -> int:
    """The minutes, from 0, from which ``count`` in a row meet the set.

    >>> bin(meeting(0b1000100, 3))
    '0b1110111'
    """
    have = 1
    while minutes and have < count:
        step = min(have, count - have)
        minutes |= minutes >> step
        have += step
    return minutes
