"""Jobs of this module."""

from __future__ import annotations

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.web.jobs.schedule import job

from .actions import enrolments


@job(title=_("Rappels des ateliers du lendemain"), daily_at=time(9, 30))
def remind() -> int:
    return enrolments.remind(now=timezone.now())
