"""The official number that each kind of organisation goes by, and whether one can be right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from maillage.web.marking import _


@dataclass(frozen=True)
class Code:
    """``shape``: a regular expression; ``key``: whether its last digit is that of Luhn; ``form``: it in words."""

    name: str
    shape: str
    form: str
    key: bool = False


SIREN = Code("SIREN", r"\d{9}", _("Un SIREN a neuf chiffres, dont le dernier contrôle les autres."), key=True)
FINESS = Code(
    "FINESS", r"\d[\dAB]\d{7}", _("Un numéro FINESS a neuf caractères, dont le dernier contrôle les autres."), key=True
)
COMMUNE = Code("INSEE", r"(\d\d|2[AB])\d{3}", _("Le code d’une commune a cinq caractères : 78586, 2A004."))
DEPARTEMENT = Code("INSEE", r"\d\d|2[AB]|97\d", _("Le code d’un département a deux ou trois caractères : 78, 2A, 974."))

CODES: Mapping[str, Code] = {
    "commune": COMMUNE,
    "epci": SIREN,
    "departement": DEPARTEMENT,
    "ccas": SIREN,
    "france-services": SIREN,
    "cpts": FINESS,
    "msp": FINESS,
    "operator": SIREN,
}


def normal_code(text: str) -> str:
    """As the registers write it: no spaces, capital letters."""
    return "".join(text.split()).upper()


def is_code(kind: str, text: str) -> bool:
    """Whether ``text`` can be the number of such an organisation."""
    code = CODES[kind]
    if not re.fullmatch(code.shape, text, re.ASCII):
        return False
    return not (code.key and text.isdecimal()) or luhn(text)


def is_commune(text: str) -> bool:
    return re.fullmatch(COMMUNE.shape, text, re.ASCII) is not None


def luhn(digits: str) -> bool:
    """Every second digit from the right counts double, the digits of what that gives add up to a multiple of ten.

    >>> luhn("200059889"), luhn("200059888")
    (True, False)
    """
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
