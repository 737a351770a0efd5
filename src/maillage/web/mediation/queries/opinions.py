"""What those who came say of themselves, before and after: of one workshop, and of all workshops of a theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from maillage.web.accounts.models import User

from ..models import Opinion, Workshop
from ..rules.lists import WORKSHOPS as THEMES
from ..rules.opinions import AFTER, BEFORE, FACES, MOMENTS, STATEMENTS, Change, Sheet, results
from .scope import WORKSHOPS, places_of

A_YEAR = timedelta(days=365)
# Of a sheet.
FIELDS = ("workshop_id", "card", "moment", "answers")


@dataclass(frozen=True)
class Face:
    """``x`` and ``width``: where its part of the bar is, of 100."""

    number: int
    words: str
    count: int
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """``faces`` None: too few answered."""

    moment: str
    faces: tuple[Face, ...] | None


@dataclass(frozen=True)
class Line:
    """A statement."""

    words: str
    bars: tuple[Bar, ...]
    change: Change | None


@dataclass(frozen=True)
class Told:
    """``cards``: how many people answered at all."""

    cards: int
    lines: tuple[Line, ...]

    @property
    def is_shown(self) -> bool:
        return any(bar.faces for line in self.lines for bar in line.bars)


@dataclass(frozen=True)
class Kind:
    """All workshops of a theme."""

    words: str
    workshops: int
    told: Told


def of_workshop(workshop: Workshop) -> Told:
    return _told(_sheets(Opinion.objects.filter(workshop=workshop).values_list(*FIELDS)))


def of_themes(reader: User, *, now: datetime) -> list[Kind]:
    """Of the last year, at the reader's places; themes in the order of the list."""
    there = Opinion.objects.filter(
        workshop__place__in=places_of(reader, WORKSHOPS), workshop__starts_at__gt=now - A_YEAR
    )
    by_theme: dict[str, list[tuple]] = defaultdict(list)
    for theme, *row in there.order_by("pk").values_list("workshop__theme", *FIELDS):
        by_theme[theme].append(tuple(row))
    return [
        Kind(_(words), len({row[0] for row in by_theme[theme]}), _told(_sheets(by_theme[theme])))
        for theme, words in THEMES.items()
        if theme in by_theme
    ]


def _sheets(rows: Sequence[tuple]) -> list[Sheet]:
    return [Sheet((workshop, card), moment, answers) for workshop, card, moment, answers in rows]


def _told(sheets: list[Sheet]) -> Told:
    lines = [
        Line(
            _(STATEMENTS[spread.code]),
            (Bar(_(MOMENTS[BEFORE]), _faces(spread.before)), Bar(_(MOMENTS[AFTER]), _faces(spread.after))),
            spread.change,
        )
        for spread in results(sheets)
    ]
    return Told(len({sheet.key for sheet in sheets}), tuple(lines))


def _faces(counts: tuple[int, ...] | None) -> tuple[Face, ...] | None:
    if counts is None:
        return None
    total = sum(counts)
    return tuple(
        Face(
            number,
            _(FACES[number]),
            count,
            round(100 * sum(counts[:number]) / total, 2),
            round(100 * count / total, 2),
        )
        for number, count in enumerate(counts)
    )
