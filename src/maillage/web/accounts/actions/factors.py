"""Second factors: an application on a telephone, a printed card, recovery codes. Made, proven, used, taken away."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.web.privacy.actions import journal

from ..models import Authenticator, Sheet, SheetCode, User
from ..models.digest import digest
from ..rules import paper, totp
from ..rules.second_factor import may_help

PRINTED = {
    Sheet.Kind.CARD: (paper.CARD_CODES, paper.CARD_LENGTH),
    Sheet.Kind.RECOVERY: (paper.RECOVERY_CODES, paper.RECOVERY_LENGTH),
}


class Factor(StrEnum):
    """What opened the second door."""

    APPLICATION = "application"
    CARD = "card"
    RECOVERY = "recovery"


class WrongCodeError(Exception):
    """``reason``: "wrong", "used" (it was right before) or "clock" (it would be right at another moment)."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@transaction.atomic
def begin_application(*, by: User, now: datetime) -> Authenticator:
    """The key that the person's application is to learn; the same one until it is confirmed."""
    waiting = Authenticator.objects.select_for_update().filter(person=by).first()
    if waiting is not None:
        return waiting
    return Authenticator.objects.create(person=by, key=totp.new_key(), made_at=now)


@transaction.atomic
def confirm_application(*, code: str, by: User, now: datetime) -> tuple[str, ...]:
    """The application knows the key: from now on it counts. Recovery codes, if the person has none yet, to be shown
    once. Raises WrongCodeError."""
    application = Authenticator.objects.select_for_update().get(person=by)
    _use_application(application, code, now=now)
    if application.confirmed_at is None:
        application.confirmed_at = now
        application.save()
        journal.record(verb="accounts.application_added", subject=by, by=by, now=now)
    return () if _has(by, Sheet.Kind.RECOVERY) else _print(by, Sheet.Kind.RECOVERY, by=by, now=now)


@transaction.atomic
def remove_application(*, by: User, now: datetime) -> None:
    if Authenticator.objects.filter(person=by).delete()[0]:
        journal.record(verb="accounts.application_removed", subject=by, by=by, now=now)


@transaction.atomic
def print_card(*, person: User, by: User, now: datetime) -> tuple[str, ...]:
    """A new card, which is shown once; the one before is worth nothing from now on. Raises PermissionDenied."""
    if person != by:
        require_help(person, by)
    return _print(person, Sheet.Kind.CARD, by=by, now=now)


@transaction.atomic
def print_recovery_codes(*, by: User, now: datetime) -> tuple[str, ...]:
    """New ones, which are shown once; those before are worth nothing from now on."""
    return _print(by, Sheet.Kind.RECOVERY, by=by, now=now)


@transaction.atomic
def forget_factors(*, person: User, by: User, now: datetime) -> None:
    """For somebody who lost them all: the next login begins a new one. Raises PermissionDenied."""
    require_help(person, by)
    Authenticator.objects.filter(person=person).delete()
    Sheet.objects.filter(person=person).delete()
    journal.record(verb="accounts.factors_forgotten", subject=person, by=by, now=now)


@transaction.atomic
def use_code(*, code: str, by: User, now: datetime) -> Factor:
    """Opens the second door with whatever the person has. Each code does so once. Raises WrongCodeError."""
    application = Authenticator.objects.select_for_update().filter(person=by, confirmed_at__isnull=False).first()
    if application is not None and code.strip().replace(" ", "").isdigit():
        _use_application(application, code.strip().replace(" ", ""), now=now)
        return Factor.APPLICATION
    for kind, factor in ((Sheet.Kind.CARD, Factor.CARD), (Sheet.Kind.RECOVERY, Factor.RECOVERY)):
        if _use_paper(by, kind, paper.typed(code), now=now):
            journal.record(verb="accounts.paper_code_used", subject=by, by=by, now=now, why=kind)
            return factor
    raise WrongCodeError("wrong")


def require_help(person: User, by: User) -> None:
    """Raises PermissionDenied if ``by`` may not open the person's account anew."""
    if not may_help(by.held, person.held):
        raise PermissionDenied


def _use_application(application: Authenticator, code: str, *, now: datetime) -> None:
    key, last = totp.key_bytes(application.key), application.last_step
    step = totp.matched_step(key, code, after=last, now=now)
    if step is None:
        used = totp.matched_step(key, code, after=None, now=now) is not None
        raise WrongCodeError("used" if used else "clock" if totp.clock_is_off(key, code, now=now) else "wrong")
    application.last_step = step
    application.save()


def _use_paper(person: User, kind: Sheet.Kind, code: str, *, now: datetime) -> bool:
    """The card answers to the number that it is asked for, recovery codes in any order."""
    unused = SheetCode.objects.filter(sheet__person=person, sheet__kind=kind, used_at__isnull=True)
    if kind == Sheet.Kind.CARD:
        unused = unused.filter(number=paper.next_number(unused.values_list("number", flat=True)))
    return bool(unused.filter(digest=_digest(person, kind, code)).update(used_at=now))


def _print(person: User, kind: Sheet.Kind, *, by: User, now: datetime) -> tuple[str, ...]:
    codes = paper.new_codes(*PRINTED[kind])
    Sheet.objects.filter(person=person, kind=kind).delete()
    sheet = Sheet.objects.create(person=person, kind=kind, made_at=now)
    SheetCode.objects.bulk_create(
        SheetCode(sheet=sheet, number=number, digest=_digest(person, kind, code))
        for number, code in enumerate(codes, 1)
    )
    journal.record(verb="accounts.codes_printed", subject=person, by=by, now=now, why=kind)
    return tuple(map(paper.printed, codes))


def _has(person: User, kind: Sheet.Kind) -> bool:
    return Sheet.objects.filter(person=person, kind=kind).exists()


def _digest(person: User, kind: Sheet.Kind, code: str) -> str:
    return digest(f"{kind} of {person.pk}", code)
