"""Which invitation a secret opens, and which ones wait."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db.models import QuerySet

from ..models import Invitation, User
from ..models.digest import digest
from ..rules import paper
from ..rules.invitations import PURPOSE, TICKET_OPEN_FOR, SpentInvitationError, why_closed
from .organisations import roles_to_give

SHOWN = 100


def ticket_for(code: str, *, now: datetime) -> str:
    """A code on paper, typed well, becomes a link that is good for half an hour: addresses hold no code, and codes are
    tried on one page only, which counts. Raises SpentInvitationError."""
    found = Invitation.objects.filter(digest=digest(PURPOSE, paper.typed(code)), email="")
    return signing.dumps(_open(found, now=now).pk, salt=PURPOSE)


def get_invitation(ticket: str, *, now: datetime) -> Invitation:
    """The invitation behind a link of an e-mail or of :func:`ticket_for`. Raises SpentInvitationError."""
    try:
        pk = signing.loads(ticket, salt=PURPOSE, max_age=TICKET_OPEN_FOR)
    except signing.SignatureExpired as error:
        raise SpentInvitationError("late") from error
    except signing.BadSignature:
        sent = Invitation.objects.filter(digest=digest(PURPOSE, ticket)).exclude(email="")
        return _open(sent, now=now)
    return _open(Invitation.objects.filter(pk=pk), now=now)


def invitations_for(reader: User, *, now: datetime) -> list[Invitation]:
    """Those that wait for an answer in the reader's organisations, the latest first."""
    waiting = Invitation.objects.open(now).filter(organisation__in=roles_to_give(reader))
    return list(waiting.select_related("organisation", "invited_by")[:SHOWN])


def find_invitation(pk: int) -> Invitation | None:
    return Invitation.objects.select_related("organisation").filter(pk=pk).first()


def _open(found: QuerySet[Invitation], *, now: datetime) -> Invitation:
    invitation = found.select_related("organisation", "invited_by").first()
    if invitation is None:
        raise SpentInvitationError("unknown")
    reason = why_closed(
        accepted_at=invitation.accepted_at,
        withdrawn_at=invitation.withdrawn_at or invitation.organisation.closed_at,
        expires_at=invitation.expires_at,
        now=now,
    )
    if reason:
        raise SpentInvitationError(reason)
    return invitation
