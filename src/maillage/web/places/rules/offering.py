"""Where a reason for coming can be offered on a day, and where not, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from maillage.web.marking import _

SENTENCES = {
    "closed": _("ce lieu est fermé ce jour-là"),
    "room": _("aucune salle"),
    "closed-room": _("aucune pièce fermée"),
    "station": _("aucune station"),
    "device": _("aucun appareil prêt : %(kind)s"),
    "mediator": _("personne pour accueillir"),
    "practitioner": _("aucun professionnel joignable"),
}


@dataclass(frozen=True)
class Needs:
    """What a reason takes. ``equipment``: kinds of devices; ``profession``: empty for nobody at the other end."""

    closed_room: bool = True
    station: bool = False
    mediator: bool = True
    profession: str = ""
    equipment: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoomThere:
    """A room, and of each station in it, the kinds of devices that are ready there."""

    is_closed: bool
    stations: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True)
class There:
    """What a place has on a day. ``carried``: kinds of devices that are ready and belong to no station;
    ``professions``: of practitioners who can be reached."""

    is_open: bool
    rooms: tuple[RoomThere, ...] = ()
    carried: frozenset[str] = frozenset()
    has_mediator: bool = False
    professions: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Missing:
    """``code``: of SENTENCES; ``kind``: of the device, for one."""

    code: str
    kind: str = ""


def missing(needs: Needs, there: There) -> list[Missing]:
    """Empty where it can be offered; else what is missing at least: of the room that is nearest to fit. Nobody is
    missed where it is closed."""
    found = min(_of_rooms(needs, there), key=len)
    if not there.is_open:
        return [Missing("closed"), *found]
    if needs.mediator and not there.has_mediator:
        found.append(Missing("mediator"))
    if needs.profession and needs.profession not in there.professions:
        found.append(Missing("practitioner"))
    return found


def _of_rooms(needs: Needs, there: There) -> Sequence[list[Missing]]:
    """What is missing in each room, with each of its stations."""
    if not there.rooms:
        return [[Missing("room"), *_devices(needs.equipment, there.carried)]]
    return [
        ([Missing("closed-room")] if needs.closed_room and not room.is_closed else [])
        + ([Missing("station")] if needs.station and ready is None else [])
        + _devices(needs.equipment, there.carried | (ready or frozenset()))
        for room in there.rooms
        for ready in (*room.stations, None)
    ]


def _devices(wanted: Iterable[str], ready: frozenset[str]) -> list[Missing]:
    return [Missing("device", kind) for kind in wanted if kind not in ready]
