"""Jobs of this module."""

from __future__ import annotations

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.web.jobs.schedule import job

from .actions import following


@job(title=_("Orientations sans réponse : rappels et échéances"), daily_at=time(8, 45))
def follow() -> int:
    return following.follow(now=timezone.now())
