"""Whether a device may serve today, and what somebody should do about it."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from maillage.web.marking import _

# Long enough to have it calibrated elsewhere, and brought back.
SOON = timedelta(days=30)


class Readiness(StrEnum):
    """From what stops a device to what does not."""

    BROKEN = "broken"
    MAINTENANCE = "maintenance"
    OVERDUE = "overdue"
    UNSEEN = "unseen"
    READY = "ready"


WORDS = {
    Readiness.BROKEN: _("en panne"),
    Readiness.MAINTENANCE: _("en maintenance"),
    Readiness.OVERDUE: _("étalonnage dépassé"),
    Readiness.UNSEEN: _("à vérifier aujourd’hui"),
    Readiness.READY: _("prêt"),
}
# In which states each act makes sense; an act leaves the device in the state that it names.
ACTS: dict[str, frozenset[str]] = {
    "ready": frozenset({"in-use"}),
    "down": frozenset({"in-use", "maintenance"}),
    "away": frozenset({"in-use", "broken"}),
    "back": frozenset({"broken", "maintenance"}),
    "calibrated": frozenset({"in-use", "broken", "maintenance"}),
}
LEAVES = {"down": "broken", "away": "maintenance", "back": "in-use"}


def readiness(*, state: str, calibrated_until: date | None, seen_on: date | None, today: date) -> Readiness:
    """``seen_on``: the last day on which somebody found it ready. A calibration holds until the end of its last day."""
    if state != "in-use":
        return Readiness(state)
    if calibrated_until is not None and calibrated_until < today:
        return Readiness.OVERDUE
    return Readiness.READY if seen_on == today else Readiness.UNSEEN


def due_soon(calibrated_until: date | None, today: date) -> bool:
    """Whether its calibration ends within a month, and has not ended."""
    return calibrated_until is not None and today <= calibrated_until <= today + SOON
