"""Over which days one looks: whole months, so that two periods that nearly agree do not tell one person apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from maillage.web.marking import _

DAY = timedelta(days=1)

# Code of the address -> words. In the order of the list.
PERIODS: dict[str, str] = {
    "12-mois": _("douze derniers mois"),
    "mois": _("ce mois-ci"),
    "mois-dernier": _("le mois dernier"),
    "trimestre": _("ce trimestre"),
    "trimestre-dernier": _("le trimestre dernier"),
    "annee": _("cette année"),
    "annee-derniere": _("l’année dernière"),
}
USUAL = "12-mois"


@dataclass(frozen=True)
class Period:
    """Both days included; ``last`` is never after the day on which one looks."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def period_of(code: str, *, today: date) -> Period:
    """Of one of PERIODS; the usual one for any other code."""
    month, quarter, year = today.month, (today.month - 1) // 3 * 3 + 1, today.year
    begins = {
        "mois": (date(year, month, 1), 1),
        "mois-dernier": (_months_before(date(year, month, 1), 1), 1),
        "trimestre": (date(year, quarter, 1), 3),
        "trimestre-dernier": (_months_before(date(year, quarter, 1), 3), 3),
        "annee": (date(year, 1, 1), 12),
        "annee-derniere": (date(year - 1, 1, 1), 12),
    }
    first, months = begins.get(code, (_months_before(date(year, month, 1), 11), 12))
    return Period(first, min(_months_before(first, -months) - DAY, today))


def _months_before(day: date, months: int) -> date:
    """The first of a month, so many months earlier; later if they are less than none."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
