"""Jobs of this module."""

from __future__ import annotations

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .actions import queue
from .schedule import job


@job(title=_("Oubli des travaux terminés depuis longtemps"), daily_at=time(4, 10))
def prune() -> int:
    return queue.prune(now=timezone.now())
