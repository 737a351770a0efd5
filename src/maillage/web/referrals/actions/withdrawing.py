"""A person takes back their consent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maillage.web.accounts.models import User
from maillage.web.privacy.actions import journal
from maillage.web.privacy.actions.consents import withdraw_consent
from maillage.web.privacy.actions.writing_over import write_over
from maillage.web.privacy.models import Means
from maillage.web.privacy.models.classification import classification

from ..models import Referral
from ..queries.notice import PURPOSE
from ..rules.states import Event, State, after
from .holding import hold
from .telling import take_back, tell_agent

# In these the structure counts on the person: it is told.
EXPECTED = {State.WAITING, State.ACCEPTED, State.KNOWN}


@transaction.atomic
def withdraw(*, referral: Referral, means: Means, by: User | None, now: datetime) -> None:
    """The structure sees nothing any more, and who it was is forgotten here too. Done again, it changes nothing."""
    held = hold(referral)
    if held.state == State.WITHDRAWN:
        return
    if held.state in EXPECTED:
        take_back(held, by=by, now=now)
    end_withdrawn(held, now=now)
    tell_agent(held, by=by, now=now)
    withdraw_consent(person=held, purpose=PURPOSE, means=means, by=by, now=now)
    journal.record(verb="referrals.withdrawn", subject=held, by=by, now=now)


def end_withdrawn(referral: Referral, *, now: datetime) -> None:
    """It no longer says who it was; what is counted stays."""
    referral.state = after(State(referral.state), Event.WITHDRAW, sent_at=referral.sent_at, now=now)
    referral.ended_at = referral.ended_at or now
    referral.save(update_fields=["state", "ended_at"])
    rows = Referral.objects.filter(pk=referral.pk)
    write_over(rows, classification().tables[Referral._meta.db_table].written_over)
    rows.update(forgotten_at=now)
