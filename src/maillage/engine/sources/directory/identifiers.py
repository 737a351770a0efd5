"""Numbers that the State gives to places: SIRET and FINESS, with their check digits."""

from __future__ import annotations

import re

# The only company whose establishments do not follow Luhn: theirs are checked by the sum of their digits.
LA_POSTE = "356000000"


def luhn(digits: str) -> bool:
    """Whether the check digit is right.

    >>> luhn("73282932000074"), luhn("73282932000075")
    (True, False)
    """
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0


def siret(said: str) -> str:
    """Fourteen digits. Empty stays empty. Raises ValueError for what is none.

    >>> siret("732 829 320 00074")
    '73282932000074'
    """
    digits = re.sub(r"[\s.\u00a0\u202f]", "", said)
    if not digits:
        return ""
    if not re.fullmatch(r"[0-9]{14}", digits) or not int(digits):
        raise ValueError(said)
    of_la_poste = digits.startswith(LA_POSTE) and sum(map(int, digits)) % 5 == 0
    if not luhn(digits) and not of_la_poste:
        raise ValueError(said)
    return digits


def finess(said: str) -> str:
    """Nine signs. Empty stays empty. Raises ValueError for what is none.

    The last is a check digit; numbers with the letter of Corsica or overseas are taken as they are.

    >>> finess("31 078 140 6")
    '310781406'
    """
    number = re.sub(r"[\s.\u00a0\u202f]", "", said).upper()
    if not number:
        return ""
    if not re.fullmatch(r"[0-9][0-9A-J][0-9]{7}", number) or (number.isdecimal() and not luhn(number)):
        raise ValueError(said)
    return number
