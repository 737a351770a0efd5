"""Structures that have not answered are reminded; what nobody answers expires, and the agent is told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ..models import Referral
from ..rules.states import REMINDED_AFTER, Event, State, after, is_over, reminders_due
from .holding import hold, is_agreed
from .telling import UNANSWERED, remind_structure, tell_agent, tell_person
from .withdrawing import end_withdrawn


def follow(*, now: datetime) -> int:
    """How many something was done for. Done again, nobody is told twice."""
    waiting = Referral.objects.filter(state=State.WAITING, sent_at__lte=now - REMINDED_AFTER[0]).order_by("pk")
    return sum(_follow(referral, now=now) for referral in waiting)


@transaction.atomic
def _follow(referral: Referral, *, now: datetime) -> bool:
    """Whether anything was done: somebody may have answered meanwhile."""
    held = hold(referral)
    if held.state != State.WAITING:
        return False
    if not is_agreed(held):
        # The consent ended elsewhere, on the page of the data protection officer.
        end_withdrawn(held, now=now)
        return True
    return _expire(held, now=now) if is_over(held.sent_at, now=now) else _remind(held, now=now)


def _expire(referral: Referral, *, now: datetime) -> bool:
    referral.state = after(State.WAITING, Event.EXPIRE, sent_at=referral.sent_at, now=now)
    referral.ended_at = now
    referral.save(update_fields=["state", "ended_at"])
    tell_agent(referral, by=None, now=now)
    tell_person(UNANSWERED, referral, by=None, now=now)
    return True


def _remind(referral: Referral, *, now: datetime) -> bool:
    """The latest that is due: where the machine stood still for a week, two reminders do not leave in one day."""
    due = reminders_due(sent_at=referral.sent_at, now=now)
    if due <= referral.reminded:
        return False
    remind_structure(referral, number=due, now=now)
    referral.reminded = due
    referral.save(update_fields=["reminded"])
    return True
