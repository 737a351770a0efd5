"""What is told of somebody who is sent to a structure, and what the structure answers. Codes, and who it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.web.bookings.rules.person import Person

from .states import Event


@dataclass(frozen=True)
class Said:
    """``key``: of the form; ``need``, ``obstacles``, ``notes``: codes of ``lists``."""

    key: UUID
    person: Person
    need: str
    obstacles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    tells_person: bool = False


@dataclass(frozen=True)
class Consent:
    """``means``: how it was given, a code of privacy's; ``language``: in which the notice was read."""

    means: str
    language: str


@dataclass(frozen=True)
class Reply:
    """``refusal``, ``means``: codes of ``lists``; ``contact_on``: on which day they get in touch."""

    event: Event
    refusal: str = ""
    means: str = ""
    contact_on: date | None = None
