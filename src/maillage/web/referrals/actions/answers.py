"""A structure opens a referral, and answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maillage.web.accounts.models import User
from maillage.web.privacy.actions import journal

from ..models import Referral
from ..rules.refusals import RefusedError
from ..rules.said import Reply
from ..rules.states import Event, State, after, shows_person, why_closed
from .holding import hold_agreed
from .telling import ACCEPTED, UNANSWERED, tell_agent, tell_person

VERBS = {
    Event.ACCEPT: "referrals.accepted",
    Event.REFUSE: "referrals.refused",
    Event.KNOW: "referrals.known",
}
# What the person is told of it; who is known already hears from the structure itself.
TOLD = {State.ACCEPTED: ACCEPTED, State.REFUSED: UNANSWERED}


@transaction.atomic
def read(*, referral: Referral, now: datetime) -> Referral:
    """The structure learns who it is, which is written down the first time. Raises RefusedError."""
    held = hold_agreed(referral)
    state = State(held.state)
    if not shows_person(state, sent_at=held.sent_at, ended_at=held.ended_at, now=now):
        raise RefusedError(why_closed(state))
    if held.opened_at is None:
        held.opened_at = now
        held.save(update_fields=["opened_at"])
        journal.record(verb="referrals.opened", subject=held, by=None, now=now, fields=["name"])
    return held


@transaction.atomic
def answer(*, referral: Referral, reply: Reply, by: User | None, now: datetime) -> Referral:
    """``by`` None: the structure, by its link; else the agent who heard it on the telephone or read a letter.

    The same answer twice is one. Of two that differ the first holds. Raises RefusedError.
    """
    held = hold_agreed(referral)
    state = after(State(held.state), reply.event, sent_at=held.sent_at, now=now)
    if state == held.state:
        return held
    held.state, held.ended_at = state, now
    held.refusal, held.means, held.contact_on = reply.refusal, reply.means, reply.contact_on
    held.save(update_fields=["state", "ended_at", "refusal", "means", "contact_on"])
    tell_agent(held, by=by, now=now)
    if state in TOLD:
        tell_person(TOLD[state], held, by=by, now=now)
    said = [name for name in ("refusal", "means", "contact_on") if getattr(held, name)]
    journal.record(verb=VERBS[reply.event], subject=held, by=by, now=now, fields=["state", *said])
    return held
