"""When a guess is refused unheard: the more failures, the longer the wait. Plain values in, decisions out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network


class Guess(StrEnum):
    """What somebody may try to guess, or have sent again and again."""

    PASSWORD = "password"  # noqa: S105 - the name of a thing, not the thing
    CODE = "code"
    RESET = "reset"
    INVITATION = "invitation"
    # Without an account: an appointment is made, and found again by its code.
    BOOKING = "booking"
    APPOINTMENT = "appointment"
    # By its link: a structure opens a referral and answers.
    REFERRAL = "referral"
    # On a card of the directory: somebody reports that something is wrong.
    REPORT = "report"


class Scope(StrEnum):
    """Whose failures are counted together."""

    ACCOUNT = "account"
    ADDRESS = "address"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Limit:
    """``steps``: from that many failures within ``window`` on, how long one waits after each."""

    window: timedelta
    steps: tuple[tuple[int, timedelta], ...]

    @property
    def kept(self) -> timedelta:
        """A failure older than that changes nothing any more."""
        return self.window + self.steps[-1][1]


# An agent who mistyped waits a minute; who guesses has some thirty guesses a day on an account.
ACCOUNT = Limit(
    window=timedelta(days=1),
    steps=(
        (5, timedelta(minutes=1)),
        (8, timedelta(minutes=5)),
        (10, timedelta(minutes=15)),
        (15, timedelta(hours=1)),
    ),
)
# A whole town hall may stand behind one address: many may mistype there on a Monday morning.
ADDRESS = Limit(window=timedelta(minutes=15), steps=((25, timedelta(minutes=15)),))
NETWORK = Limit(window=timedelta(minutes=15), steps=((100, timedelta(minutes=15)),))
# Every message counts, not only those to unknown people.
MESSAGES = Limit(window=timedelta(hours=1), steps=((3, timedelta(hours=1)),))
# Every booking counts: of one contact, or of one address if none was given; and of a public computer or a telephone
# operator, behind whose address there are many people.
BOOKINGS_OF_ONE = Limit(window=timedelta(hours=12), steps=((6, timedelta(hours=12)),))
BOOKINGS_OF_MANY = Limit(window=timedelta(hours=1), steps=((20, timedelta(hours=1)),))

LIMITS: dict[tuple[Guess, Scope], Limit] = {
    (guess, scope): limit
    for guess in Guess
    for scope, limit in ((Scope.ACCOUNT, ACCOUNT), (Scope.ADDRESS, ADDRESS), (Scope.NETWORK, NETWORK))
} | {
    (Guess.RESET, Scope.ACCOUNT): MESSAGES,
    (Guess.BOOKING, Scope.ACCOUNT): BOOKINGS_OF_ONE,
    (Guess.BOOKING, Scope.ADDRESS): BOOKINGS_OF_MANY,
    (Guess.REFERRAL, Scope.ACCOUNT): BOOKINGS_OF_MANY,
    (Guess.REPORT, Scope.ACCOUNT): BOOKINGS_OF_MANY,
    (Guess.REPORT, Scope.ADDRESS): BOOKINGS_OF_MANY,
}
# Nothing older than that is ever asked for.
KEPT = max(limit.kept for limit in LIMITS.values())


def heard_again_at(failures: Sequence[datetime], limit: Limit, *, now: datetime) -> datetime | None:
    """When one may try again, or None if one may now. What was once said holds: no lock opens earlier because its
    failures grow old."""
    past = sorted(at for at in failures if now - limit.kept < at <= now)
    opens = [
        at + _wait(sum(at - limit.window < each for each in past[: place + 1]), limit) for place, at in enumerate(past)
    ]
    return latest(each for each in opens if each > now)


def _wait(count: int, limit: Limit) -> timedelta:
    return max((wait for step, wait in limit.steps if count >= step), default=timedelta(0))


def latest(locks: Iterable[datetime | None]) -> datetime | None:
    """When the last of several locks opens."""
    return max((lock for lock in locks if lock), default=None)


def network_of(address: str) -> str:
    """The network that one subscriber holds: a /64 of IPv6, the address itself of IPv4; other text as it stands.

    >>> network_of("2001:db8:1:2:3:4:5:6"), network_of("192.0.2.7"), network_of("::ffff:192.0.2.7")
    ('2001:db8:1:2::/64', '192.0.2.7', '192.0.2.7')
    """
    try:
        heard = ip_address(address)
    except ValueError:
        return address
    if isinstance(heard, IPv6Address):
        return str(heard.ipv4_mapped or ip_network((int(heard) >> 64 << 64, 64)))
    return str(heard)
