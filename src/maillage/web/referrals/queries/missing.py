"""What was looked for and not found, and what structures answered: figures, never names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from maillage.outputs.spreadsheet import csv_text
from maillage.web.activity.rules.periods import DAY, Period, period_of
from maillage.web.activity.rules.shielding import shielded
from maillage.web.territories.queries import gazetteer

from ..models import Asked, Referral
from ..rules.figures import median_days, shielded_within
from ..rules.lists import NEEDS, OBSTACLES, REFUSALS
from ..rules.states import State

ANSWERED = (State.ACCEPTED, State.REFUSED, State.KNOWN)


@dataclass(frozen=True)
class Line:
    """``asked``, ``missing``: how often it was looked for, and how often nothing was found; None for what is too few
    to show."""

    name: str
    code: str
    asked: int | None
    missing: int | None

    @property
    def share(self) -> float | None:
        return None if self.asked is None or self.missing is None else self.missing / self.asked


@dataclass(frozen=True)
class Replies:
    """Of referrals: ``sent``, ``answered`` and ``accepted``, the median days to answer, and refusals by reason."""

    sent: int
    answered: int
    accepted: int
    expired: int
    days: float | None
    refusals: list[tuple[str, int | None]]


@dataclass(frozen=True)
class Missing:
    """``need``: of which the figures are, all if it is empty. Each list from what is missing most."""

    period: Period
    asked: int
    missing: int
    needs: list[Line]
    obstacles: list[Line]
    communes: list[Line]
    epcis: list[Line]
    replies: Replies

    @property
    def by_commune(self) -> Mapping[str, int | None]:
        """Searches without an answer, for the map."""
        return {line.code: line.missing for line in self.communes}

    @property
    def told_communes(self) -> list[Line]:
        """Those of which there is anything to show."""
        return [line for line in self.communes if line.asked is not None]

    @property
    def hidden_communes(self) -> int:
        return len(self.communes) - len(self.told_communes)


def missing(period: str, need: str = "", *, now: datetime) -> Missing:
    """``period``: a code of ``activity.rules.periods``."""
    when = period_of(period, today=localdate(now))
    rows = list(_searches(when, need).values_list("need", "obstacles", "commune", "found"))
    known = gazetteer()
    names, epci_of = known.communes["name"], known.communes["epci"].dropna()

    def within_epci(counts: Mapping[str, int]) -> Mapping[str, int | None]:
        return shielded_within(counts, epci_of)

    return Missing(
        period=when,
        asked=len(rows),
        missing=sum(found == 0 for *_rest, found in rows),
        needs=_lines(rows, lambda row: [row[0]], lambda code: _(NEEDS.get(code, code))),
        obstacles=_lines(rows, lambda row: row[1], lambda code: _(OBSTACLES.get(code, code))),
        communes=_lines(rows, lambda row: [row[2]], lambda code: str(names.get(code, code)), within_epci),
        epcis=_lines(
            rows,
            lambda row: [str(epci_of[row[2]])] if row[2] in epci_of.index else [],
            lambda code: str(known.epci["name"].get(code, code)),
        ),
        replies=_replies(when, need),
    )


def missing_csv(shown: Missing) -> str:
    """By commune, as the page shows it: what is too few is left empty."""
    head = [_("Commune"), _("Code"), _("Recherches"), _("Sans réponse")]
    return csv_text(head, [[line.name, line.code, line.asked, line.missing] for line in shown.communes])


def _searches(period: Period, need: str) -> QuerySet[Asked]:
    rows = Asked.objects.filter(day__gte=period.first, day__lte=period.last)
    return rows.filter(need=need) if need else rows


def _lines(
    rows: Iterable[tuple],
    codes_of: Callable[[tuple], Iterable[str]],
    name_of: Callable[[str], str],
    hide: Callable[[Mapping[str, int]], Mapping[str, int | None]] = shielded,
) -> list[Line]:
    """By code. Where the searches are too few to show, so is what was not found among them."""
    asked, lacking = Counter(), Counter()
    for row in rows:
        for code in codes_of(row):
            asked[code] += 1
            lacking[code] += row[3] == 0
    told, told_lacking = hide(asked), hide(lacking)
    lines = [
        Line(name_of(code), code, told[code], None if told[code] is None else told_lacking[code]) for code in asked
    ]
    return sorted(lines, key=lambda line: (-(line.missing or 0), -(line.asked or 0), line.name))


def _replies(period: Period, need: str) -> Replies:
    rows = Referral.objects.filter(sent_at__gte=_midnight(period.first), sent_at__lt=_midnight(period.last + DAY))
    rows = rows.filter(need=need) if need else rows
    found = list(rows.values_list("state", "refusal", "sent_at", "ended_at"))
    answered = [(sent_at, ended_at) for state, _why, sent_at, ended_at in found if state in ANSWERED]
    reasons = shielded(Counter(why for _state, why, *_rest in found if why))
    states = Counter(state for state, *_rest in found)
    return Replies(
        sent=len(found),
        answered=len(answered),
        accepted=states[State.ACCEPTED],
        expired=states[State.EXPIRED],
        days=median_days(answered),
        refusals=sorted(
            ((_(REFUSALS.get(why, why)), count) for why, count in reasons.items()), key=lambda pair: -(pair[1] or 0)
        ),
    )


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
