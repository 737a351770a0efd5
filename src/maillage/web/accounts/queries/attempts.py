"""Who is kept out, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ..models import Attempt, User
from ..models.attempt import behind_the_door
from ..rules.guesses import Guess, Scope, latest


def locks_of(people: Iterable[User], *, now: datetime) -> dict[int, datetime]:
    """Until when each of them is kept out, by primary key; who is not is not in it."""
    locked = {person.pk: latest(_locks(person, now)) for person in people}
    return {pk: until for pk, until in locked.items() if until}


def _locks(person: User, now: datetime) -> list[datetime | None]:
    doors = ((Guess.PASSWORD, person.email or ""), (Guess.CODE, behind_the_door(person)))
    return [
        Attempt.made(guess, account=account, address="", now=now).locked_until(Scope.ACCOUNT, now=now)
        for guess, account in doors
    ]
