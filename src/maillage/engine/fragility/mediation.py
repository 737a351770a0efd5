"""How many hours of mediation some people would need, under assumptions that anyone may change."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import IndicatorError


@dataclass(frozen=True)
class Mediation:
    """Hypotheses, shown wherever their result is. ``uptake``: share of the people in difficulty who come;
    ``sessions`` each in a year, of so many ``minutes``; ``hours_a_mediator``: hours a year that one mediator spends
    with people (of 1,607 hours of work, the rest being travel, preparation and reports)."""

    uptake: float = 0.3
    sessions: float = 4.0
    minutes: float = 60.0
    hours_a_mediator: float = 1000.0

    def __post_init__(self) -> None:
        if not 0 <= self.uptake <= 1:
            raise IndicatorError(f"The uptake is {self.uptake:g}.", hint="Give a share between 0 and 1.")
        for name in ("sessions", "minutes"):
            if not 0 <= getattr(self, name) < 10_000:
                raise IndicatorError(f"{name} is {getattr(self, name):g}.", hint="Give a number, zero or more.")
        if not 0 < self.hours_a_mediator < 10_000:
            raise IndicatorError(
                f"A mediator gives {self.hours_a_mediator:g} hours a year.", hint="Give a number above zero."
            )

    def hours(self, people: float) -> float:
        """``people · uptake · sessions · minutes / 60``, a year.

        >>> Mediation(uptake=0.5, sessions=3, minutes=40).hours(10.0)
        10.0
        """
        return people * (self.uptake * self.sessions * self.minutes / 60)

    def mediators(self, people: float) -> float:
        """Full-time ones.

        >>> Mediation(uptake=1, sessions=1, minutes=60, hours_a_mediator=500).mediators(1000)
        2.0
        """
        return self.hours(people) / self.hours_a_mediator
