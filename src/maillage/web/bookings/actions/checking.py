"""Whether a moment may be had, before it is taken."""

from __future__ import annotations

from datetime import datetime

from ..models import Appointment
from ..queries.slots import obstacle
from ..rules.refusals import RefusedError, TakenError
from ..rules.slot import Slot


def check(slot: Slot, *, via: str, now: datetime) -> None:
    """Who stands at the counter or is on the telephone may come at once: notice is for those whom nobody sees.

    Raises RefusedError, TakenError.
    """
    code = obstacle(slot, now=now, notice=via == Appointment.Via.WEB)
    if code == "taken":
        raise TakenError
    if code:
        raise RefusedError(code)
