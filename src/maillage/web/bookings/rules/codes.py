"""The code by which people name an appointment: read aloud over the telephone, copied from a slip of paper."""

from __future__ import annotations

import secrets

# Neither 0 and O nor 1, I and L, and no vowel: nothing is misread, and no word comes out.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
# 282 thousand million: two alike are no concern, and the database would refuse the second.
LENGTH = 8


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def printed(code: str) -> str:
    """In two groups that the eye can hold.

    >>> printed("K7M2QXB4")
    'K7M2 QXB4'
    """
    return f"{code[:4]} {code[4:]}"


def typed(text: str) -> str:
    """What was printed, from what was typed: small letters, spaces and dashes are forgiven.

    >>> typed(" k7m2-qxb4 ")
    'K7M2QXB4'
    """
    return "".join(letter for letter in text.upper() if letter in ALPHABET)
