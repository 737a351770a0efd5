"""What a resident chose, in an address: signed, so that nobody asks for a moment that was not shown to them."""

from __future__ import annotations

from django.core import signing

from ..rules.slot import Slot
from ..rules.tickets import OPEN_FOR, packed, unpacked

SALT = "bookings.ticket"


class TicketError(Exception):
    """``is_late``: it was ours, but too long ago; else it never was."""

    def __init__(self, *, is_late: bool) -> None:
        self.is_late = is_late
        super().__init__("late" if is_late else "forged")


def ticket_of(slot: Slot) -> str:
    return signing.dumps(packed(slot), salt=SALT)


def slot_of(ticket: str) -> Slot:
    """Whether it is still free is another question. Raises TicketError."""
    try:
        return unpacked(signing.loads(ticket, salt=SALT, max_age=OPEN_FOR))
    except signing.SignatureExpired as error:
        raise TicketError(is_late=True) from error
    except (signing.BadSignature, ValueError) as error:
        raise TicketError(is_late=False) from error
