"""Telephone numbers, e-mail addresses and addresses of pages, in one spelling each."""

from __future__ import annotations

import re

from ..numbering_plan import FRANCE, INTERNATIONAL, NATIONAL, international

FRENCH_LENGTH = len("+33123456789")
# Services such as 3949, and 115 or 119: they have no international form.
SHORT = re.compile(r"1[0-9]{1,3}|118[0-9]{3}|3[0-9]{3}")
BEFORE_A_NUMBER = re.compile(r"^(?:t[ée]l(?:[ée]phone)?)?[\s.:]*", re.IGNORECASE)
# Several numbers in one cell: the first is taken.
BETWEEN_NUMBERS = re.compile(r"\s*(?:[|;,\n]|\bou\b|/(?=\s*\+?0)|\s-\s)\s*", re.IGNORECASE)
BETWEEN_ADDRESSES = re.compile(r"[|;,\s]+(?:-\s+)?")
# What a mail server would take, and no spreadsheet for a formula; dots neither at the ends nor together.
EMAIL = re.compile(
    r"[a-z0-9!#$%&'*/?^_`{|}~][a-z0-9!#$%&'*+/=?^_`{|}~-]*(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}",
    re.IGNORECASE,
)
EMAIL_LENGTH, BEFORE_AT_LENGTH = 254, 64
# Names that no mail server of the world has (RFC 2606, 6761).
NOWHERE = frozenset({"arpa", "example", "invalid", "local", "localhost", "onion", "test"})
PAGE = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}(?::[1-9]\d{0,3})?)"
    r"(?P<rest>[/?#][^\s<>\"'`{}\\^]*)?",
    re.IGNORECASE,
)
PAGE_LENGTH = 300


def phone(said: str) -> str:
    """One number as E.164, or the digits of a short one. Empty stays empty. Raises ValueError for what is none.

    >>> phone("04.50.56.87.49"), phone("0692 12 34 56"), phone("39 49")
    ('+33450568749', '+262692123456', '3949')
    """
    first = next((part for part in BETWEEN_NUMBERS.split(said) if part.strip()), "")
    first = BEFORE_A_NUMBER.sub("", first).replace("(0)", "")
    if not first:
        return ""
    if re.search(r"[^\W\d]", first):
        raise ValueError(said)
    digits = re.sub(r"[^0-9+]", "", first)
    number = f"+{digits[2:]}" if digits.startswith("00") else digits
    # Spreadsheets take away the first zero; others leave it after the country's code.
    number = re.sub(r"^(?:\+330|(?=[1-9][0-9]{8}$))(?=[1-9][0-9]{8}$)", "0", number)
    if NATIONAL.fullmatch(number):
        return international(number)
    french = not number.startswith(f"+{FRANCE}") or len(number) == FRENCH_LENGTH
    if not french or not (INTERNATIONAL.fullmatch(number) or SHORT.fullmatch(number)):
        raise ValueError(said)
    return number


def email(said: str) -> str:
    """The first address. Empty stays empty. Raises ValueError for what is none.

    >>> email("Contact@Mairie.fr - accueil@mairie.fr")
    'Contact@mairie.fr'
    """
    first = next((part for part in BETWEEN_ADDRESSES.split(said) if part), "").removeprefix("mailto:")
    if not first:
        return ""
    who, _, host = first.rpartition("@")
    if not EMAIL.fullmatch(first) or len(first) > EMAIL_LENGTH or len(who) > BEFORE_AT_LENGTH:
        raise ValueError(said)
    if host.lower().rsplit(".", 1)[-1] in NOWHERE:
        raise ValueError(said)
    return f"{who}@{host.lower()}"


def page(said: str) -> str:
    """The first address of a page, with its scheme. Empty stays empty. Raises ValueError for what is none.

    >>> page("www.vesoul.fr/sante | https://fb.com/x")
    'https://www.vesoul.fr/sante'
    """
    first = next((part for part in re.split(r"[|\s]+", said) if part), "")
    if not first:
        return ""
    found = PAGE.fullmatch(first)
    if not found or len(first) > PAGE_LENGTH - len("https://"):
        raise ValueError(said)
    return f"{(found['scheme'] or 'https').lower()}://{found['host'].lower()}{found['rest'] or ''}"
