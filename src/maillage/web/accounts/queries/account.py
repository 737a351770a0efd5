"""What a person's own page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..models import Membership, Session, User
from .factors import Factors, factors_of, needs_second_factor
from .identities import Link, links_of


@dataclass(frozen=True, slots=True)
class OpenSession:
    """``mark`` names it on the page without being the key to it."""

    mark: str
    device: str
    opened_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class Account:
    factors: Factors
    needed: bool
    sessions: list[OpenSession]
    memberships: list[Membership]
    links: list[Link]


def account(person: User, *, session_key: str | None, now: datetime) -> Account:
    return Account(
        factors=factors_of(person),
        needed=needs_second_factor(person),
        sessions=[
            OpenSession(each.mark, each.device, each.opened_at, each.seen_at, each.session_key == session_key)
            for each in Session.objects.filter(person=person, expire_date__gt=now).order_by("-seen_at", "session_key")
        ],
        memberships=list(person.memberships.that_count(now).select_related("organisation")),
        links=links_of(person),
    )
