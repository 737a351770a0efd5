"""What a structure's link opens before anybody's name is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from maillage.web.privacy.models.person import reference_of
from maillage.web.privacy.queries.consents import has_consent

from ..models import Referral
from ..rules.states import State, shows_person, why_closed
from .notice import PURPOSE


@dataclass(frozen=True)
class Door:
    """``may_open``: who it is can be read; ``is_closed``: time is over, or the person took it back; ``code`` says
    which."""

    referral: Referral
    may_open: bool
    code: str

    @property
    def is_closed(self) -> bool:
        return self.code in {"expired", "withdrawn"}


def door(pk: int, *, now: datetime) -> Door:
    """As it is now: somebody else may have answered meanwhile. Raises Referral.DoesNotExist."""
    referral = Referral.objects.select_related("organisation").get(pk=pk)
    state = State(referral.state) if has_consent(reference_of(referral), PURPOSE) else State.WITHDRAWN
    if shows_person(state, sent_at=referral.sent_at, ended_at=referral.ended_at, now=now):
        return Door(referral, may_open=True, code="")
    return Door(referral, may_open=False, code=why_closed(state))
