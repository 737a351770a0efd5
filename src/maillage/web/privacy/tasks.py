"""What the machine does every night."""

from __future__ import annotations

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.web.jobs.schedule import HopelessError, job

from .actions.digests import keep_digest
from .actions.retention import apply_retention
from .actions.verification import verify_journal as verify
from .rules.verification import sentence


@job(title=_("Empreinte du journal"), daily_at=time(3, 15))
def keep_digest_of_journal() -> None:
    keep_digest(now=timezone.now())


@job(title=_("Vérification du journal"), daily_at=time(3, 20), attempts=3)
def verify_journal() -> int:
    """Fails for good, and so is seen among the jobs, where a row was tampered with."""
    verdict = verify(by=None, now=timezone.now())
    if not verdict.sound:
        raise HopelessError(sentence(verdict))
    return verdict.rows


@job(title=_("Durées de conservation"), daily_at=time(3, 30))
def forget_what_is_old() -> int:
    return sum(apply_retention(now=timezone.now()).values())
