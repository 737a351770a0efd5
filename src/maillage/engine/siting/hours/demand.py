"""When people can come: groups with the share of them who could come to a session, and how many a timetable reaches.

    reached = Σ people · (1 − Π over sessions open within reach (1 − share who could come then))

A person is reached who finds at least one session in the week to come to. Each session counts once for a place, however
many sites within reach are open then; each further one adds less than the one before. Whether somebody can come to one
session is taken as independent of the other sessions *within a group*: what sets people apart (work, age, children) is
what groups are for. The shares are declared hypotheses, not measures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

import numpy as np

from ...errors import SitingError
from ...sources.hours_week import Session
from .working_time import SATURDAY, SUNDAY

Part = Literal["morning", "afternoon", "evening"]
Kind = Literal["morning", "afternoon", "evening", "saturday", "sunday"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NOON, EVENING = 12 * 60 + 30, 17 * 60 + 30
# A share of one would make all other sessions worthless to the group.
LARGEST_SHARE = 0.99


class Slot(NamedTuple):
    """A half-day of a week, in which a place is served by any site that is open."""

    day: int
    part: Part

    @property
    def kind(self) -> Kind:
        if self.day == SUNDAY:
            return "sunday"
        return "saturday" if self.day == SATURDAY else self.part


def slot_of(session: Session) -> Slot:
    """By the middle of the session: morning up to 12:30, evening from 17:30."""
    middle = (session.start + session.end) / 2
    return Slot(session.day, "morning" if middle < NOON else "afternoon" if middle < EVENING else "evening")


@dataclass(frozen=True)
class Demand:
    """``people (n_places, n_groups)``; ``shares (n_groups, n_kinds)`` who could come to a session, in the order of
    ``KINDS``; ``near (n_places, n_sites)``: which sites are within reach.
    """

    groups: tuple[str, ...]
    people: np.ndarray
    shares: np.ndarray
    near: np.ndarray

    def __post_init__(self) -> None:
        n_groups = len(self.groups)
        if self.people.shape != (len(self.near), n_groups) or self.shares.shape != (n_groups, len(KINDS)):
            raise ValueError("people, shares and near do not fit one another")
        if not ((self.shares >= 0) & (self.shares <= LARGEST_SHARE)).all():
            raise SitingError("A share of people who could come is not between 0 and 0.99.", hint="Write 0.4 for 40 %.")
        if not (np.isfinite(self.people).all() and (self.people >= 0).all()):
            raise SitingError("A number of people is negative or missing.")

    @property
    def effort(self) -> np.ndarray:
        """``(n_groups, n_kinds)``: −ln(1 − share), which adds up over sessions."""
        return -np.log1p(-self.shares)

    def gathered(self) -> Demand:
        """The same question with fewer places: those with the same sites within reach make one; without any, none."""
        near, place = np.unique(self.near, axis=0, return_inverse=True)
        people = np.zeros((len(near), len(self.groups)))
        np.add.at(people, place.ravel(), self.people)
        kept = near.any(axis=1)
        return Demand(self.groups, people[kept], self.shares, near[kept])

    def reached(self, sites: np.ndarray, slots: list[Slot]) -> np.ndarray:
        """People ``(n_places, n_groups)`` reached when site ``sites[k]`` is open in ``slots[k]``, over k, in a week."""
        served = np.zeros((len(self.near), len(KINDS)))
        for slot in sorted(set(slots)):
            open_then = [site for site, when in zip(sites.tolist(), slots, strict=True) if when == slot]
            served[:, KINDS.index(slot.kind)] += self.near[:, open_then].any(axis=1)
        return self.people * -np.expm1(-served @ self.effort.T)
