"""Jobs of this module."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.web.jobs.schedule import LONG, job

from .actions import asking, deliveries, places, sources

# How many places are written to in one day.
ASKED_A_DAY = 100


@job(title=_("Lecture d’un fichier de l’annuaire"), lane=LONG, attempts=3, limit=timedelta(minutes=30))
def read_delivery(delivery: int) -> None:
    deliveries.go_on(delivery=delivery, now=timezone.now())


@job(title=_("Fiches de l’annuaire après un changement de l’ordre des sources"), lane=LONG)
def follow_trust() -> int:
    return sources.follow_trust(now=timezone.now())


@job(title=_("Relecture des fiches de l’annuaire par les lieux"), daily_at=time(10, 30))
def ask_places() -> int:
    """Whoever is written to first is asked first: a new directory is looked through over weeks, not in one day."""
    now = timezone.now()
    for waiting in asking.to_remind(now):
        asking.remind(asking=waiting, now=now)
    asked = list(asking.due(now)[:ASKED_A_DAY])
    for entry in asked:
        asking.ask(entry=entry, by=None, now=now)
    return len(asked)


@job(title=_("Lieux de la collectivité dans l’annuaire"), every=timedelta(minutes=10))
def follow_places() -> int:
    return places.follow_places(now=timezone.now())
