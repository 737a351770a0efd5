"""One week, put together session by session: of all legal ways to lengthen a day, the one that reaches most an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .demand import KINDS
from .opening import Public
from .week_rules import Choices
from .wished import SiteWish
from .working_time import SATURDAY

NOBODY = -1
# Worth of an opening that cannot be given.
NEVER = -1e15
# What is not worth an hour of work, in people.
WORTHLESS = 1e-9


@dataclass(frozen=True)
class Week:
    """``duty (n_mediators, 7)``: number among the mediator's choices, -1 for a day off.

    ``parity (n_mediators,)``: in which weeks the Saturdays of one in two are worked, even (0) or odd (1); -1 in none.
    """

    duty: np.ndarray
    parity: np.ndarray


@dataclass(frozen=True)
class Own:
    """The choices of a mediator in a week that follows one like it. ``half``: Saturdays are one in two.

    ``held (n_duties, most)``: numbers of the openings of each, -1 after the last. ``rows (k, n_duties)`` ``≤ upper``.
    """

    held: np.ndarray
    day: np.ndarray
    work: np.ndarray
    rows: np.ndarray
    upper: np.ndarray
    half: bool

    @classmethod
    def of(cls, choices: Choices, kept: np.ndarray, *, half: bool) -> Own:
        """Those ``kept`` of the choices, by number."""
        duties = [choices.duties[number] for number in kept]
        most = max((len(each.openings) for each in duties), default=1)
        held = np.full((len(duties), most), NOBODY)
        for number, each in enumerate(duties):
            held[number, : len(each.openings)] = each.openings
        rows = [each.alike[:, kept] for each in choices.rows] or [np.empty((0, len(duties)))]
        upper = [each.upper for each in choices.rows] or [np.empty(0)]
        return cls(
            held,
            np.array([each.day for each in duties], dtype=int),
            np.array([each.work_minutes for each in duties], dtype=float),
            np.concatenate(rows),
            np.concatenate(upper),
            half,
        )

    def openings(self, duty: int) -> np.ndarray:
        """Numbers of the openings that a duty holds."""
        held = self.held[duty]
        return held[held != NOBODY]


class Making:
    """A week in the making: ``ruined`` mediators begin with nothing, the others stay as they are.

    ``liking (n_openings,)``: by what the worth of each opening is multiplied. ``open_anyway``: those without mediators.
    """

    def __init__(
        self,
        own: Sequence[Own],
        public: Public,
        wishes: Sequence[SiteWish],
        week: Week,
        *,
        ruined: Sequence[int],
        liking: np.ndarray,
        open_anyway: np.ndarray,
        penalty: float,
    ) -> None:
        self.own, self.public, self.wishes, self.penalty = own, public, wishes, penalty
        self.duty, self.parity = week.duty.copy(), week.parity.copy()
        self.ruined, self.liking = ruined, liking
        for number in ruined:
            self.duty[number], self.parity[number] = NOBODY, NOBODY
        self.opened, self.waiting = presence(own, Week(self.duty, self.parity), open_anyway)
        slots = list(public.by_slot)
        self.slot = np.array([slots.index(each) for each in public.slots])
        self.kind = np.array([KINDS.index(each.kind) for each in slots])
        self.saturday = np.array([each.day == SATURDAY for each in public.slots])
        open_in = [public.near[:, self.opened & (self.slot == number)] for number in range(len(slots))]
        self.served = np.stack([near.any(axis=1) for near in open_in], axis=1)

    def run(self) -> Week:
        """Lengthens days while that reaches anybody."""
        while self._step():
            pass
        return paired(self.own, Week(self.duty, self.parity), len(self.opened))

    def _step(self) -> bool:
        worth = self._worth()
        best, chosen = WORTHLESS, None
        for number in self.ruined:
            duty, rate = self._best_of(number, worth)
            if rate > best:
                best, chosen = rate, (number, duty)
        if chosen is not None:
            self._give(*chosen)
        return chosen is not None

    def _worth(self) -> np.ndarray:
        """People that each opening would add ``(n_openings,)``, and what it would do for the wishes."""
        demand = self.public.demand
        offered = self.served.astype(float) @ (self.kind[:, np.newaxis] == np.arange(len(KINDS)))
        left = demand.people * np.exp(-offered @ demand.effort.T)
        added = (left @ demand.shares)[:, self.kind] * ~self.served
        worth = np.einsum("pk,pk->k", self.public.near, added[:, self.slot]) * self.liking
        for wish in self.wishes:
            amount = wish.amounts @ self.opened[wish.openings]
            worth[wish.openings] += self.penalty * np.clip(wish.least - amount, 0, wish.amounts)
            worth[wish.openings[amount + wish.amounts > wish.most + 1e-9]] = NEVER
        worth[self.opened] = NEVER
        return worth

    def _best_of(self, number: int, worth: np.ndarray) -> tuple[int, float]:
        """The duty that is worth most an hour more, and that worth; it holds all that the day already held."""
        own, current = self.own[number], self.duty[number]
        # One place more, which stands for no opening: what `held` says after the last.
        worth, mine = np.append(worth, 0.0), np.zeros(len(worth) + 1)
        shared = self.waiting != NOBODY
        if own.half:
            worth[:-1][self.saturday & ~shared] /= 2
            worth[:-1][shared & (self.waiting == self.parity[number])] = NEVER
        else:
            worth[:-1][shared] = NEVER
        size, work, rows = np.zeros(7), np.zeros(7), np.zeros((len(own.upper), 7))
        for day in np.flatnonzero(current != NOBODY):
            held = own.openings(current[day])
            mine[held], worth[held] = 1.0, 0.0
            size[day], work[day], rows[:, day] = len(held), own.work[current[day]], own.rows[:, current[day]]
        more = own.work - work[own.day]
        rate = worth[own.held].sum(axis=1)
        candidates = np.flatnonzero((rate > 0) & (more > 0) & (mine[own.held].sum(axis=1) == size[own.day]))
        left = own.upper - rows.sum(axis=1) + 1e-9
        fits = (own.rows[:, candidates] - rows[:, own.day[candidates]] <= left[:, np.newaxis]).all(axis=0)
        candidates = candidates[fits]
        if not len(candidates):
            return NOBODY, 0.0
        rate = rate[candidates] / more[candidates]
        place = int(np.argmax(rate))
        return int(candidates[place]), float(rate[place])

    def _give(self, number: int, duty: int) -> None:
        own = self.own[number]
        day = own.day[duty]
        before = own.openings(self.duty[number, day]) if self.duty[number, day] != NOBODY else np.empty(0, int)
        self.duty[number, day] = duty
        for opening in np.setdiff1d(own.openings(duty), before):
            if own.half and day == SATURDAY and self.waiting[opening] == NOBODY:
                if self.parity[number] == NOBODY:
                    self.parity[number] = number % 2
                self.waiting[opening] = self.parity[number]
                continue
            if own.half and day == SATURDAY:
                self.parity[number] = 1 - self.waiting[opening]
            self.waiting[opening] = NOBODY
            self.opened[opening] = True
            self.served[:, self.slot[opening]] |= self.public.near[:, opening]


def presence(own: Sequence[Own], week: Week, open_anyway: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which openings are open every week, and for those held one week in two: in which (0 or 1; -1 for the others)."""
    held = np.zeros((2, len(open_anyway)), dtype=bool)
    for number, day in np.argwhere(week.duty != NOBODY):
        openings = own[number].openings(week.duty[number, day])
        if own[number].half and day == SATURDAY:
            held[week.parity[number], openings] = True
        else:
            held[:, openings] = True
    alone = held.sum(axis=0) == 1
    return held.all(axis=0) | open_anyway, np.where(alone, held.argmax(axis=0), NOBODY)


def paired(own: Sequence[Own], week: Week, n_openings: int) -> Week:
    """Without the Saturdays for which nobody shares the other weeks."""
    duty, parity = week.duty.copy(), week.parity.copy()
    while True:
        _, waiting = presence(own, Week(duty, parity), np.zeros(n_openings, dtype=bool))
        alone = [
            number
            for number in np.flatnonzero(duty[:, SATURDAY] != NOBODY).tolist()
            if (waiting[own[number].openings(int(duty[number, SATURDAY]))] != NOBODY).any()
        ]
        if not alone:
            return Week(duty, parity)
        duty[alone, SATURDAY], parity[alone] = NOBODY, NOBODY
