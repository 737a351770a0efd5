"""French telephone numbers, as people write them and as gateways want them (E.164)."""

from __future__ import annotations

import re

from maillage.engine.sources.numbering_plan import FRANCE, INTERNATIONAL, OVERSEAS, international


def normal_phone(text: str) -> str:
    """One number, one spelling: ``+33612345678``. Empty stays empty.

    Raises ValueError for what is no telephone number.
    """
    said = re.sub(r"[\s.\-/()\u00a0\u202f]", "", text.replace("(0)", ""))
    if not said:
        return ""
    number = international(f"+{said[2:]}" if said.startswith("00") else said)
    if not INTERNATIONAL.fullmatch(number):
        raise ValueError("A telephone number has ten digits, or begins with + and its country's code.")
    return number


def takes_sms(phone: str) -> bool:
    """Whether a normal number is one that SMS reach: French mobiles begin with 6 or 7; of other countries one cannot
    tell, and tries."""
    for code in {FRANCE, *OVERSEAS.values()}:
        if phone.startswith(f"+{code}"):
            return phone[len(code) + 1 :][:1] in {"6", "7"}
    return bool(phone)


def readable_phone(phone: str) -> str:
    """As one reads it out: ``06 12 34 56 78``; numbers of other countries as they are."""
    for code in {FRANCE, *OVERSEAS.values()}:
        rest = phone.removeprefix(f"+{code}")
        if rest != phone and len(rest) == 9:
            national = f"0{rest}"
            return " ".join(national[at : at + 2] for at in range(0, 10, 2))
    return phone
