"""What a person has beside a password, and whether that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from ..models import Authenticator, Authority, Sheet, SheetCode, User
from ..rules.paper import next_number, runs_out
from ..rules.second_factor import must_have


@dataclass(frozen=True, slots=True)
class Factors:
    """``application``: since when. ``card``: codes left, None without one; ``asked``: the number that is asked for."""

    application: datetime | None
    card: int | None
    asked: int | None
    recovery: int | None

    @property
    def any(self) -> bool:
        """Recovery codes alone are what is left of something lost: they open, too."""
        return self.application is not None or bool(self.card) or bool(self.recovery)

    @property
    def card_runs_out(self) -> bool:
        return self.card is not None and runs_out(self.card)

    @property
    def recovery_runs_out(self) -> bool:
        return self.recovery is not None and self.recovery <= 2


def factors_of(person: User) -> Factors:
    application = Authenticator.objects.filter(person=person, confirmed_at__isnull=False).first()
    left = {kind: _left(person, kind) for kind in Sheet.objects.filter(person=person).values_list("kind", flat=True)}
    card, recovery = left.get(Sheet.Kind.CARD), left.get(Sheet.Kind.RECOVERY)
    return Factors(
        application=application.confirmed_at if application else None,
        card=None if card is None else len(card),
        asked=next_number(card or ()),
        recovery=None if recovery is None else len(recovery),
    )


def waiting_key(person: User) -> str | None:
    """The key that the person's application is to learn, if it has not shown yet that it knows it."""
    waiting = Authenticator.objects.filter(person=person, confirmed_at__isnull=True).first()
    return waiting.key if waiting else None


def needs_second_factor(person: User) -> bool:
    """By the person's roles and the authority's choice. The demonstration lets everyone in with its password alone."""
    if settings.DEMO and person.email == settings.DEMO_ACCOUNT["email"]:
        return False
    return must_have((each.role for each in person.held), chosen_roles())


def chosen_roles() -> tuple[str, ...]:
    """Roles that need a second factor because the authority said so."""
    authority = Authority.objects.filter(pk=Authority.ONLY).only("second_factor_roles").first()
    return tuple(authority.second_factor_roles) if authority else ()


def _left(person: User, kind: str) -> list[int]:
    unused = SheetCode.objects.filter(sheet__person=person, sheet__kind=kind, used_at__isnull=True)
    return list(unused.order_by("number").values_list("number", flat=True))
