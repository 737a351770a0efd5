"""What people were accompanied in is written down, corrected, taken back. No name is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.web.accounts.models import User
from maillage.web.bookings.models import Appointment
from maillage.web.bookings.queries.hours import zone_of
from maillage.web.places.models import Place
from maillage.web.privacy.actions import journal

from ..models import Accompaniment
from ..rules.moments import why_not_corrected
from ..rules.refusals import RefusedError


@dataclass(frozen=True)
class Note:
    """Codes are those of ``rules.lists``."""

    place: Place
    at: datetime
    minutes: int
    themes: Sequence[str]
    autonomy: str
    redirections: Sequence[str] = ()
    commune: str = ""
    age: str = ""
    appointment: Appointment | None = None


@transaction.atomic
def note(*, said: Note, by: User, now: datetime) -> Accompaniment:
    """Raises RefusedError for one that has not happened yet."""
    if said.at > now:
        raise RefusedError("future")
    accompaniment = Accompaniment(made_by=by, made_at=now)
    _write(accompaniment, said)
    journal.record(verb="mediation.noted", subject=accompaniment, by=by, now=now)
    return accompaniment


@transaction.atomic
def correct(*, accompaniment: Accompaniment, said: Note, by: User, now: datetime) -> None:
    """On the same day, by who wrote it. Raises RefusedError."""
    held = _hold(accompaniment, by, now)
    if said.at > now:
        raise RefusedError("future")
    _write(held, said)
    fields = ["place", "at", "minutes", "themes", "autonomy", "redirections", "commune", "age"]
    journal.record(verb="mediation.note_corrected", subject=held, by=by, now=now, fields=fields)


@transaction.atomic
def take_back(*, accompaniment: Accompaniment, by: User, now: datetime) -> None:
    """On the same day, by who wrote it. Raises RefusedError."""
    held = _hold(accompaniment, by, now)
    journal.record(verb="mediation.note_taken_back", subject=held, by=by, now=now)
    held.delete()


def _write(accompaniment: Accompaniment, said: Note) -> None:
    accompaniment.place, accompaniment.at, accompaniment.minutes = said.place, said.at, said.minutes
    accompaniment.themes, accompaniment.redirections = list(said.themes), list(said.redirections)
    accompaniment.autonomy, accompaniment.commune, accompaniment.age = said.autonomy, said.commune, said.age
    accompaniment.appointment = said.appointment
    accompaniment.save()


def _hold(accompaniment: Accompaniment, by: User, now: datetime) -> Accompaniment:
    held = Accompaniment.objects.select_for_update(of=("self",)).select_related("place").get(pk=accompaniment.pk)
    zone = zone_of(held.place)
    made_on, today = localdate(held.made_at, zone), localdate(now, zone)
    if why := why_not_corrected(made_on, by_its_author=held.made_by_id == by.pk, today=today):
        raise RefusedError(why)
    return held
