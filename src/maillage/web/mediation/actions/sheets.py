"""Names that leave the platform on paper or in a file: it is written down."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maillage.web.accounts.models import User
from maillage.web.privacy.actions import journal

from ..models import Workshop


@transaction.atomic
def printed(*, workshop: Workshop, by: User, now: datetime) -> None:
    journal.record(verb="mediation.sheet_printed", subject=workshop, by=by, now=now, fields=["enrolment.name"])


@transaction.atomic
def certified(*, workshop: Workshop, by: User, now: datetime) -> None:
    journal.record(verb="mediation.certified", subject=workshop, by=by, now=now, fields=["enrolment.name"])
