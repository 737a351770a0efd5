"""Two to four scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from maillage.outputs.drawing.svg import Svg
from maillage.web.accounts.models import User

from ..models import Scenario
from . import maps
from .bench import View, view
from .indicators import Line, written
from .scenarios import find_scenario

MOST = 4


@dataclass(frozen=True)
class Cell:
    """A measure in one scenario; ``change`` against the first one, ``good`` None where nothing is better."""

    line: Line
    change: str
    good: bool | None


@dataclass(frozen=True)
class Side:
    """A scenario; ``only``: names of sites that no other one opens."""

    view: View
    drawing: Svg
    only: list[str]


@dataclass(frozen=True)
class Comparison:
    sides: list[Side]
    rows: list[tuple[str, str, list[Cell]]]
    shared: list[str]


def readable(texts: Sequence[str], reader: User | AnonymousUser) -> list[View]:
    """The scenarios that some ``78/1`` name, each once, as far as the reader may see them: drafts for who may edit."""
    found = [_find(text) for text in dict.fromkeys(texts)]
    drafts = reader.has_perm("scenarios.edit")
    kept = [each for each in found if each and (drafts or each.is_published)][:MOST]
    return [view(each, None if drafts else each.published_values) for each in kept]


def compare(views: Sequence[View]) -> Comparison:
    """Figures of each, and how they differ from those of the first."""
    opened = [{site.key: site.name for site in each.sites.values() if site.open} for each in views]
    shared = set.intersection(*(set(sites) for sites in opened)) if opened else set()
    sides = [
        Side(
            each,
            maps.drawn(each.terrain, each.effects, each.sites.values(), title=each.settings.name, width=360, labels=4),
            [name for key, name in own.items() if sum(key in sites for sites in opened) == 1],
        )
        for each, own in zip(views, opened, strict=True)
    ]
    rows = [
        (lines[0].measure.label, lines[0].shown["before"], [_cell(line, lines[0]) for line in lines])
        for lines in zip(*(each.lines for each in views), strict=True)
    ]
    return Comparison(sides, rows, sorted(opened[0][key] for key in shared) if opened else [])


def _cell(line: Line, first: Line) -> Cell:
    if line is first or line.after is None or first.after is None:
        return Cell(line, "", None)
    unit = line.measure.unit
    change = written(line.after - first.after, unit, sign=True)
    same = written(line.after, unit) == written(first.after, unit)
    better = line.measure.better * (line.after - first.after)
    return Cell(line, "=" if same else change, None if same or not line.measure.better else better > 0)


def _find(text: str) -> Scenario | None:
    address, _slash, number = text.rpartition("/")
    return find_scenario(address, int(number)) if number.isdecimal() and len(number) < 10 else None
