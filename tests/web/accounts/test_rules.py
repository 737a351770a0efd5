"""When a login is refused, whoever asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.web.accounts.rules.logins import WINDOW, client_address, locked_until, minutes_until, normal_email

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTES = st.lists(st.integers(-60, 0), max_size=12).map(lambda ages: [NOON + timedelta(minutes=age) for age in ages])


@given(failures=MINUTES, allowed=st.integers(1, 6))
def test_an_account_is_locked_if_it_failed_too_often_in_the_window(failures: list[datetime], allowed: int) -> None:
    recent = [at for at in failures if at > NOON - WINDOW]
    assert (locked_until(failures, allowed=allowed, now=NOON) is not None) == (len(recent) >= allowed)


@given(failures=MINUTES, allowed=st.integers(1, 6))
def test_a_lock_opens_when_it_says(failures: list[datetime], allowed: int) -> None:
    opens = locked_until(failures, allowed=allowed, now=NOON)
    if opens:
        assert NOON < opens <= NOON + WINDOW
        assert locked_until(failures, allowed=allowed, now=opens) is None
        assert locked_until(failures, allowed=allowed, now=opens - timedelta(seconds=1)) is not None


def test_at_least_a_minute_is_announced() -> None:
    assert minutes_until(NOON + timedelta(seconds=1), now=NOON) == 1
    assert minutes_until(NOON + timedelta(minutes=14, seconds=1), now=NOON) == 15


def test_an_address_is_believed_only_from_our_own_proxies() -> None:
    forged = "6.6.6.6, 10.0.0.9"
    assert client_address("10.0.0.1", forged, proxies=0) == "10.0.0.1"
    assert client_address("10.0.0.1", forged, proxies=1) == "10.0.0.9"
    assert client_address("10.0.0.1", "", proxies=1) == "10.0.0.1"


def test_one_person_has_one_spelling() -> None:
    assert normal_email(" Marie.Dupont@Exemple.FR ") == "marie.dupont@exemple.fr"
