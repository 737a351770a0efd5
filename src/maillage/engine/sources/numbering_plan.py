"""French telephone numbers in their international form (E.164), by the national numbering plan."""

from __future__ import annotations

import re

# Overseas territories have a country code of their own, and share the national plan: its first four digits say which.
OVERSEAS = {
    "0262": "262", "0263": "262", "0269": "262", "0639": "262", "0692": "262", "0693": "262",
    "0590": "590", "0690": "590", "0691": "590",
    "0594": "594", "0694": "594",
    "0596": "596", "0696": "596", "0697": "596",
}  # fmt: skip
FRANCE = "33"
NATIONAL = re.compile(r"0[1-9][0-9]{8}")
INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}")


def international(number: str) -> str:
    """Ten French digits as E.164; anything else as it is.

    >>> international("0692123456"), international("3949")
    ('+262692123456', '3949')
    """
    if not NATIONAL.fullmatch(number):
        return number
    return f"+{OVERSEAS.get(number[:4], FRANCE)}{number[1:]}"
