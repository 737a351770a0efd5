"""Whom a message is for, and every way in which they can be reached."""

from __future__ import annotations

from dataclasses import dataclass

from .channels import Channel

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Recipient:
    """What the sender knows of a person. Nothing but the name is needed: who has neither e-mail nor telephone gets a
    letter, and who has no address either gets it by hand.

    ``address``: the lines under the name, as on an envelope. ``person``: key of the account, if they have one.
    ``wish``: the channel that they asked for, if any.
    """

    name: str
    language: str = "fr"
    email: str = ""
    phone: str = ""
    address: tuple[str, ...] = ()
    person: int | None = None
    wish: Channel | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("A recipient has a name: it stands on the envelope and in the list of calls.")
        if self.language not in LANGUAGES:
            raise ValueError(f"A message is written in one of {', '.join(LANGUAGES)}, not in {self.language!r}.")
