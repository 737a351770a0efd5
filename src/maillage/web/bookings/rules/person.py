"""Who comes, as far as they want to say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """``name`` may be empty at a counter: the code of the appointment stands for it. ``address``: the lines under the
    name, as on an envelope. ``wish``: the channel by which they want to be told, a code of ``messages.rules.channels``.
    ``reminded``: whether they asked for reminders. ``commune``: where they live, INSEE code."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = "fr"
    wish: str = ""
    reminded: bool = False
    commune: str = ""
    arrangements: tuple[str, ...] = ()
