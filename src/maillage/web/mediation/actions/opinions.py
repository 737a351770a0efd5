"""Opinions are given: on a tablet by whoever came, or copied from paper by who holds the workshop. Nobody is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.web.accounts.models import User
from maillage.web.privacy.actions import journal

from ..models import Opinion, Seat, Workshop
from ..rules.moments import why_not_marked
from ..rules.opinions import Answers, cards_for, why_not_given
from ..rules.refusals import RefusedError
from .enrolments import hold


@transaction.atomic
def give(*, workshop: Workshop, moment: str, card: int, answers: Answers, now: datetime) -> None:
    """By whoever has the card, once. Raises RefusedError."""
    held = hold(workshop)
    today = localdate(now, held.zone)
    _refuse(why_not_given(held.begins.date(), called_off=held.is_called_off, today=today))
    if Opinion.objects.filter(workshop=held, moment=moment, card=card).exists():
        raise RefusedError("answered")
    _write(held, card, {moment: answers}, None, now)


@transaction.atomic
def copy(*, workshop: Workshop, card: int, said: Mapping[str, Answers], by: User, now: datetime) -> None:
    """From paper, before and after; copied again, the last one holds. Raises RefusedError."""
    held = hold(workshop)
    today = localdate(now, held.zone)
    _refuse(why_not_marked(held.begins.date(), called_off=held.is_called_off, today=today))
    _write(held, card, said, by, now)


def _write(held: Workshop, card: int, said: Mapping[str, Answers], by: User | None, now: datetime) -> None:
    if not 1 <= card <= cards_for(Seat.objects.filter(workshop=held).count()):
        raise RefusedError("no-card")
    for moment, answers in said.items():
        key = {"workshop": held, "moment": moment, "card": card}
        Opinion.objects.update_or_create(**key, defaults={"answers": dict(answers)})
    # Of the workshop: the journal knows no cards.
    journal.record(verb="mediation.opinion_given", subject=held, by=by, now=now)


def _refuse(why: str) -> None:
    if why:
        raise RefusedError(why)
