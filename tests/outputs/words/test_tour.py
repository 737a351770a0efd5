"""Days and hours as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.outputs.words.tour import clock, days_listed, duration, span, when


@pytest.mark.parametrize(
    ("weeks", "of_weeks", "said"),
    [
        ((0, 1, 2, 3), 4, "chaque mercredi"),
        ((0, 2), 4, "un mercredi sur deux (semaines 1 et 3)"),
        ((1, 3), 4, "un mercredi sur deux (semaines 2 et 4)"),
        ((2,), 4, "un mercredi sur quatre (semaine 3)"),
        ((0, 1, 3), 4, "le mercredi (semaines 1, 2 et 4)"),
        ((0, 1), 4, "le mercredi (semaines 1 et 2)"),
        ((0,), 1, "chaque mercredi"),
    ],
)
def test_when_the_bus_comes(weeks, of_weeks, said) -> None:
    assert when(2, weeks, of_weeks) == said


def test_hours_and_durations_never_break_at_the_end_of_a_line() -> None:
    assert clock(540) == "9\u00a0h"
    assert clock(575.2) == "9\u00a0h\u00a035"
    assert duration(35) == "35\u00a0min"
    assert duration(59.8) == "1\u00a0h"


def test_a_stop_that_closes_for_the_break_has_two_parts() -> None:
    assert span(540, 960, (720, 765)).replace("\u00a0", " ") == "de 9 h à 12 h et de 12 h 45 à 16 h"
    assert span(540, 660).replace("\u00a0", " ") == "de 9 h à 11 h"


def test_days_are_told_month_by_month() -> None:
    days = [date(2027, 12, 1), date(2027, 12, 15), date(2028, 1, 5), date(2028, 2, 2), date(2028, 2, 9)]
    assert days_listed(days) == "1er et 15 décembre 2027, 5 janvier, 2 et 9 février 2028"
