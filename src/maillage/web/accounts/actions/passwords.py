"""Passwords: changed by who knows the old one, renewed by who forgot it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import override

from maillage.web.messages.actions import outbox
from maillage.web.messages.rules.recipient import Recipient
from maillage.web.privacy.actions import journal

from ..models import PasswordReset, Session, User
from ..models.digest import digest
from ..rules import paper
from ..rules.logins import minutes_until
from .factors import require_help

LINK_OPEN_FOR = timedelta(hours=1)
CODE_OPEN_FOR = timedelta(days=7)


class SpentResetError(Exception):
    """The link or the code was used, is too old, or never was."""


def change(*, password: str, by: User, now: datetime, keep_session: str | None) -> None:
    """A new password; every session of the person but ``keep_session`` is closed. Raises ValidationError."""
    validate_password(password, by)
    by.set_password(password)  # takes its time: before the transaction
    with transaction.atomic():
        _write(by, by=by, now=now, verb="accounts.password_changed", keep_session=keep_session)


def send_link(*, email: str, address_of: str, now: datetime) -> None:
    """An e-mail with a link to who has an account under this address, nothing to who has none. Nobody is told which.

    ``address_of``: of the page behind the link, with ``{secret}`` where the secret goes.
    """
    person, secret = User.objects.filter(email=email, is_active=True).first(), secrets.token_urlsafe(32)
    link = address_of.replace("{secret}", secret)
    if person is None or not person.has_usable_password():
        return
    with transaction.atomic(), override(person.language):
        reset = _open(person, secret, until=now + LINK_OPEN_FOR, now=now)
        outbox.send(
            template="accounts/password_reset",
            to=Recipient(name=person.name, email=person.email, language=person.language, person=person.pk),
            words={"name": person.name, "link": link, "minutes": minutes_until(reset.expires_at, now=now)},
            key=f"accounts.password_reset:{reset.pk}",
            purpose="security",
            by=None,
            now=now,
        )
        journal.record(verb="accounts.reset_asked", subject=person, by=None, now=now)


@transaction.atomic
def print_code(*, person: User, by: User, now: datetime) -> str:
    """A code on paper with which the person chooses a new password: for who has no e-mail. Raises PermissionDenied."""
    require_help(person, by)
    (code,) = paper.new_codes(1, paper.RESET_LENGTH)
    _open(person, code, until=now + CODE_OPEN_FOR, now=now)
    journal.record(verb="accounts.reset_printed", subject=person, by=by, now=now)
    return paper.printed(code)


def renew(*, secret: str, password: str, now: datetime) -> User:
    """Through a link or a code, once. Every session of the person is closed.

    Raises SpentResetError, and ValidationError for a weak password: the way stays open then.
    """
    person = _person_of(secret, now)
    validate_password(password, person)
    person.set_password(password)
    with transaction.atomic():
        used = PasswordReset.objects.filter(person=person, used_at__isnull=True, expires_at__gt=now)
        if not used.filter(digest=digest("reset", secret)).update(used_at=now):
            raise SpentResetError
        # One new password, and no other way to another that was opened before.
        used.update(used_at=now)
        _write(person, by=person, now=now, verb="accounts.password_renewed", keep_session=None)
    return person


def _open(person: User, secret: str, *, until: datetime, now: datetime) -> PasswordReset:
    PasswordReset.objects.filter(expires_at__lt=now).delete()
    return PasswordReset.objects.create(person=person, digest=digest("reset", secret), asked_at=now, expires_at=until)


def _person_of(secret: str, now: datetime) -> User:
    open_ones = PasswordReset.objects.filter(digest=digest("reset", secret), used_at__isnull=True, expires_at__gt=now)
    found = open_ones.select_related("person").first()
    if found is None or not found.person.is_active:
        raise SpentResetError
    return found.person


def _write(person: User, *, by: User, now: datetime, verb: str, keep_session: str | None) -> None:
    person.save(update_fields=["password"])
    Session.objects.filter(person=person).exclude(session_key=keep_session).delete()
    journal.record(verb=verb, subject=person, by=by, now=now, fields=["password"])
