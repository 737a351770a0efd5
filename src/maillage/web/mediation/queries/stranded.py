"""Workshops that cannot take place as they stand: the place is shut, the room was taken away, somebody is not there.

Nothing is called off for it, and nobody told: an agent moves the workshop, or calls it off.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from maillage.web.places.models import Mediator

from ..models import Workshop


def trouble_of(workshop: Workshop, *, now: datetime) -> str:
    """:func:`why_stranded`, in words; empty if nothing stands against it."""
    return {
        "": "",
        "closed": _("Le lieu est fermé ce jour-là."),
        "room": _("La salle a été retirée."),
        "mediator": _("Quelqu’un qui devait l’animer n’est pas là."),
    }[why_stranded(workshop, now=now)]


def with_what_it_needs(rows: QuerySet[Workshop]) -> QuerySet[Workshop]:
    """Rows that :func:`why_stranded` asks nothing more of."""
    return rows.select_related("place", "room").prefetch_related("place__closings", "mediators__absences")


def why_stranded(workshop: Workshop, *, now: datetime) -> str:
    """``"closed"``, ``"room"`` or ``"mediator"``; empty for what can take place, is over or was called off."""
    if workshop.is_called_off or workshop.ends_at <= now:
        return ""
    days = workshop.begins.date(), workshop.ends.date()
    closings = workshop.place.closings.all()
    if workshop.place.closed_at or any(each.first_day <= days[1] and each.last_day >= days[0] for each in closings):
        return "closed"
    if workshop.room.removed_at:
        return "room"
    return "mediator" if any(_is_away(each, workshop) for each in workshop.mediators.all()) else ""


def _is_away(mediator: Mediator, workshop: Workshop) -> bool:
    """Who left is not there, nor who is absent for some of it."""
    absences = mediator.absences.all()
    return bool(mediator.left_at) or any(
        each.starts_at < workshop.ends_at and each.ends_at > workshop.starts_at for each in absences
    )
