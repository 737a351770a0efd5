"""Codes printed on paper: a card of numbered codes for who has no telephone, recovery codes for who lost it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

# Neither 0 and O nor 1, I and L: what one reads on paper one can type.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CARD_CODES = 40
CARD_LENGTH = 6
RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
RESET_LENGTH = 16
# With so few left it is time for a new card.
FEW = 5


def new_codes(count: int, length: int) -> tuple[str, ...]:
    """Random, and all different."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(secrets.choice(ALPHABET) for _ in range(length))] = None
    return tuple(found)


def printed(code: str) -> str:
    """In groups that the eye can hold: K7M-2QX, K7M2Q-XB4TR."""
    size = 3 if len(code) == CARD_LENGTH else 4 if len(code) == RESET_LENGTH else 5
    return "-".join(code[at : at + size] for at in range(0, len(code), size))


def typed(text: str) -> str:
    """What was printed, from what was typed: small letters, spaces and dashes are forgiven."""
    return "".join(letter for letter in text.upper() if letter in ALPHABET)


def next_number(unused: Iterable[int]) -> int | None:
    """The code that the card is asked for: always the lowest left, so that asking again asks the same."""
    return min(unused, default=None)


def runs_out(left: int) -> bool:
    return left <= FEW
