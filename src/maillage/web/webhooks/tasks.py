"""Jobs of this module."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.web.jobs.schedule import job

from .actions import delivery

# A job ends long before its limit; the next one goes on.
AT_MOST = timedelta(minutes=2)


@job(title=_("Envoi des événements aux logiciels des partenaires"), every=timedelta(minutes=1))
def deliver() -> int:
    began, sent = timezone.now(), delivery.recover(now=timezone.now())
    while (now := timezone.now()) - began < AT_MOST and delivery.send_next(now=now):
        sent += 1
    return sent
