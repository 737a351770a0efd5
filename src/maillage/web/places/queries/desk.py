"""What those who run places see of them: which are open, what is missing before people can come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from maillage.web.accounts.models import User
from maillage.web.accounts.queries.organisations import organisations_of

from ..models import Answer, Place
from ..rules.checklist import QUESTIONS
from ..rules.readiness import Readiness
from .devices import STOPPED, counts
from .listing import state_of


@dataclass(frozen=True)
class Line:
    """``holding``: questions of the checklist that were answered with yes, of ``asked``; ``stopped`` and ``unseen``:
    devices that cannot serve, and that nobody looked at today."""

    place: Place
    state: str
    is_open: bool
    rooms: int
    devices: int
    stopped: int
    unseen: int
    holding: int
    asked: int = len(QUESTIONS)

    @property
    def is_complete(self) -> bool:
        return self.holding == self.asked


def desk(reader: User, *, now: datetime) -> list[Line]:
    """Of the reader's organisations, by name; closed ones last."""
    rows = _counted(Place.objects.filter(organisation__in=organisations_of(reader, "places.read")))
    places = sorted(rows.order_by("name", "pk"), key=lambda place: not place.is_open)
    devices = counts(places, now=now)
    return [_line(place, devices[place.pk], now) for place in places]


def line_of(place: Place, *, now: datetime) -> Line:
    counted = _counted(Place.objects.filter(pk=place.pk)).get()
    return _line(counted, counts([counted], now=now)[place.pk], now)


def answers_of(place: Place) -> dict[str, Answer]:
    """By question of the checklist."""
    return {row.question: row for row in place.answers.select_related("answered_by").order_by("pk")}


def _counted(places: QuerySet[Place]) -> QuerySet[Place]:
    keys = [question.key for question in QUESTIONS]
    holding = Q(answers__holds=True, answers__question__in=keys)
    counted = places.annotate(
        rooms_in_use=Count("rooms", filter=Q(rooms__removed_at=None), distinct=True),
        holding=Count("answers", filter=holding, distinct=True),
    )
    return counted.select_related("organisation").prefetch_related("closings")


def _line(place: Place, devices: dict[Readiness, int], now: datetime) -> Line:
    state, words = state_of(place, now)
    return Line(
        place=place,
        state=words,
        is_open=state.is_open,
        rooms=place.rooms_in_use,
        devices=sum(devices.values()),
        stopped=sum(devices[each] for each in STOPPED),
        unseen=devices[Readiness.UNSEEN],
        holding=place.holding,
    )
