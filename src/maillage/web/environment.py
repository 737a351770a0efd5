"""Settings as the environment gives them: read strictly, so that a typing error is told at start and not guessed at."""

from __future__ import annotations

import os
from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from maillage.engine.errors import MaillageError

YES, NO = {"1", "true", "yes", "oui"}, {"0", "false", "no", "non", ""}


class SettingError(MaillageError):
    """A variable of the environment that cannot be understood. Never repeats its value: it may hold a password."""


def flag(name: str, *, default: bool) -> bool:
    """``1`` or ``0``."""
    word = os.environ.get(name)
    if word is None:
        return default
    if word.strip().lower() not in YES | NO:
        raise SettingError(f"{name} is neither yes nor no.", hint="Say 1 or 0.")
    return word.strip().lower() in YES


def whole_number(name: str, *, default: int, least: int = 0) -> int:
    word = os.environ.get(name, "").strip()
    if not word:
        return default
    if not word.isascii() or not word.isdigit() or int(word) < least:
        raise SettingError(f"{name} is not a whole number from {least} on.", hint=f"Unset, it is {default}.")
    return int(word)


def one_of(name: str, *choices: str) -> str:
    """One of the ``choices``; the first where nothing is said."""
    word = os.environ.get(name, "").strip().lower() or choices[0]
    if word not in choices:
        raise SettingError(f"{name} is not known.", hint=f"Say one of: {', '.join(choices)}.")
    return word


def read_by[Value](read: Callable[[str], Value], name: str, default: str, *, form: str) -> Value:
    """What ``read`` makes of the text; ``form`` says how it is written, where ``read`` raises ValueError."""
    try:
        return read(os.environ.get(name, default))
    except ValueError as error:
        raise SettingError(f"{name} is not understood.", hint=f"Write it as {form}.") from error


def zone_called(name: str) -> str:
    """The name itself, of a zone of the IANA. Raises ValueError for one that there is not."""
    try:
        return ZoneInfo(name.strip()).key
    except (ZoneInfoNotFoundError, IsADirectoryError) as error:
        raise ValueError(name) from error


def several(name: str, default: str) -> list[str]:
    """Words separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]
