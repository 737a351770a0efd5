"""A referral while something is done to it, and whether the person still agrees."""

from __future__ import annotations

from maillage.web.privacy.models.person import reference_of
from maillage.web.privacy.queries.consents import has_consent

from ..models import Referral
from ..queries.notice import PURPOSE
from ..rules.refusals import RefusedError
from ..rules.states import State


def hold(referral: Referral) -> Referral:
    """As it is now; nobody else changes it until this transaction ends."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related("organisation", "entry", "made_by")
    return rows.get(pk=referral.pk)


def hold_agreed(referral: Referral) -> Referral:
    """The same. Raises RefusedError if the consent ended: here, by the data protection officer, with an erasure."""
    held = hold(referral)
    if not is_agreed(held):
        raise RefusedError("withdrawn")
    return held


def is_agreed(referral: Referral) -> bool:
    return referral.state != State.WITHDRAWN and has_consent(reference_of(referral), PURPOSE)
