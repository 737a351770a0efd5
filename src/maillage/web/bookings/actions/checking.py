"""Whether a moment may be had, before it is taken: then the database says whether somebody was faster."""

from __future__ import annotations

from datetime import datetime

from maillage.web.places.models import Place, Reason

from ..models import Appointment
from ..queries.offered import offered
from ..queries.slots import obstacle_between
from ..rules.refusals import RefusedError
from ..rules.slot import Slot


def check(slot: Slot, *, via: str, now: datetime) -> tuple[Reason, Place]:
    """What for, and where. Who stands at the counter or is on the telephone may come at once: notice is for those whom
    nobody sees.

    Raises RefusedError.
    """
    found = offered(slot)
    if found is None:
        raise RefusedError("ended")
    if code := obstacle_between(*found, slot, now=now, notice=via == Appointment.Via.WEB, taken=False):
        raise RefusedError(code)
    return found
