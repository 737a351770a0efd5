"""Somebody who waits sees what for, by a link of their own, and leaves by it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from maillage.web.places.models import Place, Reason
from maillage.web.places.rules.weeks import DAYS

from ..models import Waiting
from .links import LinkError, token_of
from .moments import day_words, hour_words
from .offers import PLACES, find_place, offering_near
from .slots import Origin

SALT = "bookings.waiting"


@dataclass(frozen=True)
class OwnWait:
    """``offer``: the link to a moment that is kept for them, if there is one."""

    waiting: Waiting
    places: list[str]
    days: list[str]
    hours: str
    until: str
    offer: str
    is_over: bool


def waiting_token(waiting: Waiting) -> str:
    return Signer(salt=SALT).sign_object(waiting.pk)


def find_wait(token: str) -> Waiting:
    """Raises LinkError."""
    try:
        number = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError):
        raise LinkError("forged") from None
    found = Waiting.objects.select_related("reason", "offered").prefetch_related("places").filter(pk=number).first()
    if found is None:
        raise LinkError("over")
    return found


def own_wait(waiting: Waiting) -> OwnWait:
    names = dict(DAYS)
    is_offered = waiting.state == Waiting.State.OFFERED and waiting.offered is not None
    return OwnWait(
        waiting=waiting,
        places=[place.name for place in waiting.places.all()],
        days=[_(names[number]) for number in waiting.weekdays],
        hours=_hours(waiting),
        until=day_words(waiting.until),
        offer=token_of(waiting.offered) if is_offered else "",
        is_over=waiting.state in (Waiting.State.SERVED, Waiting.State.LEFT),
    )


def places_to_wait(reason: Reason, *, place: int | None, origin: Origin | None) -> list[Place]:
    """Where somebody could wait: the nearest places, or the one that they looked at, or all that offer it."""
    here = find_place(place)
    if here is not None:
        return [here]
    return offering_near(reason, origin)[: PLACES if origin else None]


def _hours(waiting: Waiting) -> str:
    if waiting.begins and waiting.ends:
        return _("entre %(begins)s et %(ends)s") % {
            "begins": hour_words(waiting.begins),
            "ends": hour_words(waiting.ends),
        }
    if waiting.begins:
        return _("à partir de %(hour)s") % {"hour": hour_words(waiting.begins)}
    return _("avant %(hour)s") % {"hour": hour_words(waiting.ends)} if waiting.ends else ""
