"""A set of minutes one by one, for those who compare."""

from __future__ import annotations

from collections.abc import Iterator


def each(minutes: int) -> Iterator[int]:
    """In order."""
    return (minute for minute in range(minutes.bit_length()) if minutes >> minute & 1)
