"""Codes that a telephone computes from a key and the time (RFC 6238), by django-otp's arithmetic."""

from __future__ import annotations

import secrets
from base64 import b32decode, b32encode
from datetime import datetime
from urllib.parse import quote, urlencode

from django_otp.oath import TOTP

KEY_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6
# A telephone may be that many steps early or late.
TOLERANCE = 1
# Further off than that a code is no clock's fault, but a guess.
CLOCK_STEPS = 20


def new_key() -> str:
    """In base 32, as applications want it typed."""
    return b32encode(secrets.token_bytes(KEY_BYTES)).decode()


def key_bytes(key: str) -> bytes:
    return b32decode(key)


def in_groups(key: str) -> str:
    """Four by four, for those who type it."""
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def address_of(key: str, *, account: str, issuer: str) -> str:
    """What the QR code says (otpauth://)."""
    issuer = issuer.replace(":", " ")
    asked = {"secret": key, "issuer": issuer, "algorithm": "SHA1", "digits": DIGITS, "period": STEP_SECONDS}
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{urlencode(asked, quote_via=quote)}"


def matched_step(key: bytes, code: str, *, after: int | None, now: datetime) -> int | None:
    """The step of time whose code this is, or None. Those up to ``after``, the last that was used, do not match."""
    return _step(key, code, after=after, now=now, tolerance=TOLERANCE)


def clock_is_off(key: bytes, code: str, *, now: datetime) -> bool:
    """Whether the code is right for another moment of the last or next ten minutes: a clock that is wrong."""
    return _step(key, code, after=None, now=now, tolerance=CLOCK_STEPS) is not None


def _step(key: bytes, code: str, *, after: int | None, now: datetime, tolerance: int) -> int | None:
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return None
    clock = TOTP(key, step=STEP_SECONDS, digits=DIGITS)
    clock.time = now.timestamp()
    found = clock.verify(int(code), tolerance=tolerance, min_t=None if after is None else after + 1)
    return clock.t() if found else None
