"""What the machine does every night."""

from __future__ import annotations

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.web.jobs.schedule import job

from .actions.retention import apply_retention


@job(title=_("Durées de conservation"), daily_at=time(3, 30))
def forget_what_is_old() -> int:
    return sum(apply_retention(now=timezone.now()).values())
