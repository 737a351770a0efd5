"""Who may be helped in, and how they come in now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from ..models import User
from ..rules.second_factor import may_help
from .attempts import locks_of
from .factors import Factors, factors_of, needs_second_factor

# More than one reads at a counter: type more of the name.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Helped:
    """``locked``: until when nobody listens to guesses at the account."""

    person: User
    factors: Factors
    needed: bool
    locked: datetime | None


def find_people(words: str, *, by: User, now: datetime) -> list[Helped]:
    """Active people whose name or address has the words, whom ``by`` may help."""
    if not words:
        return []
    found = User.objects.filter(Q(name__icontains=words) | Q(email__icontains=words), is_active=True)
    people = [person for person in found.order_by("name", "pk")[: SHOWN * 5] if may_help(by.held, person.held)][:SHOWN]
    locks = locks_of(people, now=now)
    return [Helped(each, factors_of(each), needs_second_factor(each), locks.get(each.pk)) for each in people]
