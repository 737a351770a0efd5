"""People are asked to come, by e-mail or on paper, and come."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import override

from maillage.web.messages.actions import outbox
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.privacy.actions import journal

from ..models import Invitation, Organisation, User
from ..models.digest import digest
from ..rules import paper
from ..rules.abilities import may_give
from ..rules.invitations import OPEN_FOR, PURPOSE, SpentInvitationError
from ..rules.logins import normal_email
from .memberships import HeldAlreadyError, give
from .people import create_person


@transaction.atomic
def send(
    *,
    name: str,
    email: str,
    language: str,
    organisation: Organisation,
    role: str,
    place: str,
    address_of: str,
    by: User,
    now: datetime,
) -> Invitation:
    """By e-mail. ``address_of``: of the page behind the link, with ``{secret}`` where the secret goes.

    Raises PermissionDenied if ``by`` may not give the role.
    """
    secret = secrets.token_urlsafe(32)
    said = {"name": name.strip(), "email": normal_email(email), "role": role, "place": place}
    invitation = _open(secret, organisation, by=by, now=now, **said)
    with override(language):
        words = {
            "name": invitation.name,
            "inviter": by.name,
            "organisation": organisation.name,
            "role": invitation.role_name,
            "meaning": invitation.role_meaning,
            "link": address_of.replace("{secret}", secret),
            "days": OPEN_FOR.days,
        }
    outbox.send(
        template="accounts/invitation",
        to=Recipient(name=invitation.name, email=invitation.email, language=language),
        words=words,
        key=f"accounts.invitation:{invitation.pk}",
        purpose="security",
        by=by,
        now=now,
    )
    _tell(invitation, by, now)
    return invitation


@transaction.atomic
def print_code(
    *, name: str, organisation: Organisation, role: str, place: str, by: User, now: datetime
) -> tuple[Invitation, str]:
    """On paper, for who has no e-mail at hand: the code is shown once. Raises PermissionDenied."""
    (code,) = paper.new_codes(1, paper.RESET_LENGTH)
    invitation = _open(code, organisation, name=name.strip(), email="", role=role, place=place, by=by, now=now)
    _tell(invitation, by, now)
    return invitation, paper.printed(code)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, now: datetime) -> None:
    """It opens nothing any more. Raises PermissionDenied."""
    _require(by, invitation.organisation, invitation.role)
    if Invitation.objects.open(now).filter(pk=invitation.pk).update(withdrawn_at=now):
        journal.record(verb="accounts.invitation_withdrawn", subject=invitation, by=by, now=now)


@transaction.atomic
def join(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Somebody who has an account takes the role. Raises SpentInvitationError."""
    taken = Invitation.objects.open(now).filter(pk=invitation.pk).update(accepted_at=now, accepted_by=by)
    if not taken:
        raise SpentInvitationError("used")
    # By who invited, as they may today: nobody enters on the word of somebody who may not give it any more.
    inviter = User.objects.get(pk=invitation.invited_by_id)
    said = {"organisation": invitation.organisation, "role": invitation.role, "place": invitation.place}
    try:
        give(person=by, **said, by=inviter, now=now)
    except HeldAlreadyError:
        pass
    except PermissionDenied as error:
        raise SpentInvitationError("withdrawn") from error
    journal.record(verb="accounts.joined", subject=invitation, about=by, by=by, now=now)


def open_account(*, invitation: Invitation, name: str, email: str, password: str, now: datetime) -> User:
    """Somebody comes for the first time. The address of an invitation by e-mail is that of the account.

    Raises SpentInvitationError, and ValidationError for a weak password or an address that has an account.
    """
    address = invitation.email or email
    validate_password(password, User(email=normal_email(address), name=name.strip()))
    with transaction.atomic():
        person = create_person(email=address, name=name, password=password, by=None, now=now)
        join(invitation=invitation, by=person, now=now)
    return person


def _open(secret: str, organisation: Organisation, *, by: User, now: datetime, **said: str) -> Invitation:
    _require(by, organisation, said["role"])
    invitation = Invitation(
        **said,
        organisation=organisation,
        digest=digest(PURPOSE, secret),
        invited_by=by,
        invited_at=now,
        expires_at=now + OPEN_FOR,
    )
    invitation.full_clean()
    invitation.save()
    return invitation


def _require(by: User, organisation: Organisation, role: str) -> None:
    held = by.has_perm("accounts.invite", organisation) and may_give(by.held, role, organisation=organisation.reach)
    if not (held and organisation.is_open):
        raise PermissionDenied


def _tell(invitation: Invitation, by: User, now: datetime) -> None:
    journal.record(verb="accounts.invited", subject=invitation, by=by, now=now, fields=["name", "email", "role"])
