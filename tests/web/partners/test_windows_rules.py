"""What can be published in a window, against somebody who looks at every pair of lines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from maillage.web.places.rules.windows import Fault, Line, find_fault

BEGAN = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
lines = st.lists(
    st.builds(
        lambda start, length, key: Line(BEGAN + start * HOUR, BEGAN + (start + length) * HOUR, key),
        st.integers(-5, 30),
        st.integers(-1, 6),
        st.sampled_from(["", "", "a", "b"]),
    ),
    max_size=6,
)


def slow(asked: list[Line], since: datetime, until: datetime, now: datetime) -> bool:
    """Whether nothing is wrong."""
    alone = all(
        each.starts_at < each.ends_at and each.ends_at > now and since <= each.starts_at < until for each in asked
    )
    apart = all(
        one.ends_at <= other.starts_at or other.ends_at <= one.starts_at for one, other in combinations(asked, 2)
    )
    keys = [each.key for each in asked if each.key]
    return alone and apart and len(keys) == len(set(keys))


@given(asked=lines, now=st.integers(-3, 5))
def test_a_window_is_refused_if_and_only_if_something_is_wrong(asked: list[Line], now: int) -> None:
    since, until, at = BEGAN, BEGAN + 24 * HOUR, BEGAN + now * HOUR
    assert (find_fault(asked, since=since, until=until, now=at) is None) == slow(asked, since, until, at)


@given(asked=lines)
def test_without_the_line_that_is_named_there_are_fewer_faults(asked: list[Line]) -> None:
    """It is not somebody else's fault: taking it away, again and again, leaves what can be published."""
    since, until = BEGAN, BEGAN + 24 * HOUR
    for _ in range(len(asked) + 1):
        fault = find_fault(asked, since=since, until=until, now=BEGAN)
        if fault is None:
            return
        asked = [line for index, line in enumerate(asked) if index != fault.index]
    raise AssertionError


def test_the_window_itself_may_be_wrong() -> None:
    for until in (BEGAN, BEGAN - HOUR, BEGAN + timedelta(days=367)):
        assert find_fault([], since=BEGAN, until=until, now=BEGAN) == Fault("window")
    many = [Line(BEGAN, BEGAN + HOUR)] * 2001
    assert find_fault(many, since=BEGAN, until=BEGAN + HOUR, now=BEGAN) == Fault("many")
