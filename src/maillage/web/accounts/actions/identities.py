"""Accounts and the identities of their owners at providers: linked, used, unlinked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import Identity, Invitation, User
from ..rules.identity import Someone
from .invitations import join


class TakenError(Exception):
    """The identity is another person's."""


@transaction.atomic
def link(*, provider: str, who: Someone, by: User, now: datetime) -> Identity:
    """The person who is logged in has this identity there. Raises TakenError if it is another person's."""
    if Identity.objects.filter(provider=provider, subject=who.subject).exclude(person=by).exists():
        raise TakenError
    Identity.objects.filter(person=by, provider=provider).delete()
    return _link(by, provider, who, by=by, now=now)


@transaction.atomic
def unlink(*, provider: str, by: User, now: datetime) -> None:
    if Identity.objects.filter(person=by, provider=provider).delete()[0]:
        journal.record(verb="accounts.identity_unlinked", subject=by, by=by, now=now, why=provider)


@transaction.atomic
def use(*, provider: str, who: Someone, now: datetime) -> User | None:
    """Whose identity it is, with what the provider says of it today; None if the account is closed."""
    identity = Identity.objects.select_for_update().filter(provider=provider, subject=who.subject).first()
    if identity is None or not identity.person.is_active:
        return None
    identity.siret, identity.rpps, identity.used_at = who.siret, who.rpps, now
    identity.save()
    return identity.person


@transaction.atomic
def accept_invitation(*, provider: str, who: Someone, invitation: int, now: datetime) -> User | None:
    """An account without a password for who was invited under an address for which the provider vouches; None if the
    invitation was used or withdrawn meanwhile."""
    waiting = Invitation.objects.open(now).select_related("organisation").filter(pk=invitation).first()
    if waiting is None or waiting.email != who.email:
        return None
    person = _opened(provider, email=who.email, name=who.name or waiting.name, now=now)
    _link(person, provider, who, by=person, now=now)
    join(invitation=waiting, by=person, now=now)
    return person


@transaction.atomic
def open_account(*, provider: str, who: Someone, name: str, now: datetime) -> User:
    """For a resident: a pseudonym, no address, no password, no role."""
    person = _opened(provider, email=None, name=name, now=now)
    _link(person, provider, who, by=person, now=now)
    return person


def _opened(provider: str, *, email: str | None, name: str, now: datetime) -> User:
    person = User(email=email, name=name)
    person.set_unusable_password()
    person.full_clean(exclude=["email"] if email is None else None)
    person.save()
    journal.record(verb="accounts.opened", subject=person, by=person, now=now, why=provider)
    return person


def _link(person: User, provider: str, who: Someone, *, by: User, now: datetime) -> Identity:
    identity = Identity.objects.create(
        person=person,
        provider=provider,
        subject=who.subject,
        rpps=who.rpps,
        siret=who.siret,
        linked_at=now,
        used_at=now,
    )
    journal.record(verb="accounts.identity_linked", subject=person, by=by, now=now, why=provider)
    return identity
