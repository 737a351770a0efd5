"""Jobs of this module."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.web.jobs.schedule import LONG, job

from .actions import reading, sources


@job(title=_("Lecture d’un fichier de l’annuaire"), lane=LONG, attempts=3, limit=timedelta(minutes=30))
def read_delivery(delivery: int) -> None:
    reading.read(delivery=delivery, now=timezone.now())


@job(title=_("Fiches de l’annuaire après un changement de l’ordre des sources"), lane=LONG)
def follow_trust() -> int:
    return sources.follow_trust(now=timezone.now())
