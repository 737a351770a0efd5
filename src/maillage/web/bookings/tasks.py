"""Jobs of this module."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.web.jobs.schedule import job

from .actions import offering, rearranging


@job(title=_("Rendez-vous à réarranger après un changement"))
def rearrange(place: int) -> int:
    count = rearranging.rearrange(place=place, now=timezone.now())
    offering.offer_freed(place=place, now=timezone.now())
    return count


@job(title=_("Créneaux libérés, proposés à qui attend"))
def offer_freed(place: int) -> int:
    return offering.offer_freed(place=place, now=timezone.now())


@job(title=_("Créneaux proposés, restés sans réponse"), every=timedelta(minutes=5))
def end_offers() -> int:
    return offering.end_offers(now=timezone.now())
